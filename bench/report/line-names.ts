/** Owns the names of lines: each stands where its line ends, with its last figure, and none upon another. */
import { movedApart } from "./labels.ts";
import { type Markup, element, text } from "./svg.ts";
import { textWidth } from "./text-width.ts";
import { BASELINE, LEADING, SIZE } from "./theme.ts";

/** The end of a line, in pixels, and what is written there. */
export interface LineEnd {
  readonly label: string;
  readonly value: string;
  readonly emphasis: boolean;
  readonly x: number;
  readonly y: number;
}

/** Pixels between the end and its name, wide enough for a leader to be seen. */
const GAP = 16;
/** A name moved further than this gets a leader. */
const LEADER_FROM = 3;
/** Keeps a leader off the point and off the name. */
const CLEARANCE = 5;

/** The room that a name needs to the right of its line's end, in pixels. */
export function nameWidth({ label, value }: Pick<LineEnd, "label" | "value">): number {
  return GAP + textWidth(`${label}  ${value}`, SIZE.text);
}

/** The names of all lines, kept between `top` and `bottom`. */
export function lineNames(ends: readonly LineEnd[], top: number, bottom: number): readonly Markup[] {
  return neighbours(ends).flatMap((group) => {
    const wanted = group.map(({ y }) => ({ middle: y, height: LEADING }));
    const middles = movedApart(wanted, top, bottom);
    return group.flatMap((end, index) => drawn(end, middles[index] ?? end.y));
  });
}

/** Groups whose names share a stretch of the width, so that a line which ends early moves no name at the far right. */
function neighbours(ends: readonly LineEnd[]): readonly (readonly LineEnd[])[] {
  const groups: LineEnd[][] = [];
  let reach = Number.NEGATIVE_INFINITY;
  for (const end of ends.toSorted((a, b) => a.x - b.x)) {
    const group = end.x > reach ? undefined : groups.at(-1);
    if (group === undefined) groups.push([end]);
    else group.push(end);
    reach = Math.max(reach, end.x + nameWidth(end));
  }
  return groups;
}

function drawn({ label, value, emphasis, x, y }: LineEnd, middle: number): readonly Markup[] {
  const leader = { class: "rule", x1: x + CLEARANCE, y1: y, x2: x + GAP - CLEARANCE + 2, y2: middle };
  const name = element("tspan", { class: emphasis ? "strong accent" : "ink" }, text(label));
  const last = element("tspan", { class: "soft", dx: 6 }, text(value));
  return [
    ...(Math.abs(middle - y) > LEADER_FROM ? [element("line", leader)] : []),
    // On one line, because a line break between the two would be drawn as a space.
    element("text", { class: "halo", x: x + GAP, y: middle + SIZE.text * BASELINE }, `${name}${last}` as Markup),
  ];
}
