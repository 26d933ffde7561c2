/**
 * Owns how one message looks: under its author where a turn begins, under its day where one does. Drawn again only
 * when it changes.
 */
import { Component, type ComponentChildren, type VNode } from "preact";
import type { Person, Said } from "../../protocol/wire.ts";
import { dayOf, fullTimeOf, timeOf } from "../dates.ts";
import { hueOf } from "../figure.ts";
import type { Line } from "../transcript.ts";
import { FigureView } from "./FigureView.tsx";

interface LineProps {
  /** Where it stands does not change: a line that begins a turn or a day from now on is another one (`MessageList`). */
  readonly line: Line;
  /** The room's clock, which tells today from yesterday. */
  readonly now: number;
}

export class LineView extends Component<LineProps> {
  override shouldComponentUpdate({ line, now }: LineProps): boolean {
    const { said, startsDay } = this.props.line;
    // "Today" is another day's name after midnight.
    if (startsDay && dayOf(said.at, now) !== dayOf(said.at, this.props.now)) return true;
    return line.said !== said;
  }

  override render({ line, now }: LineProps): VNode {
    const { said, startsTurn, startsDay } = line;
    const time = isoOf(said);
    return (
      <>
        {startsDay && (
          <h2 class="day">
            <span>{dayOf(said.at, now)}</span>
          </h2>
        )}
        <LineFrame from={startsTurn ? said.from : null} note={<time dateTime={time}>{timeOf(said.at)}</time>}>
          <div class="message" data-seq={said.seq} title={fullTimeOf(said.at)}>
            {!startsTurn && (
              <time class="message-time" dateTime={time} aria-hidden="true">
                {timeOf(said.at)}
              </time>
            )}
            <p class="message-text" dir="auto">
              {said.text}
            </p>
          </div>
        </LineFrame>
      </>
    );
  }
}

interface LineFrameProps {
  /** Who is named above the line; null: it continues the one before. */
  readonly from: Person | null;
  /** Beside the name. */
  readonly note: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The box of a line, the same before and after the room has confirmed it. */
export function LineFrame({ from, note, children }: LineFrameProps): VNode {
  return (
    <div class={from === null ? "line" : "line starts-turn"}>
      {from !== null && <FigureView id={from.id} />}
      {from !== null && (
        <header class="line-header">
          <bdi class="person-name" style={{ "--hue": String(hueOf(from.id)) }}>
            {from.name}
          </bdi>
          <span class="line-note">{note}</span>
        </header>
      )}
      {children}
    </div>
  );
}

function isoOf({ at }: Said): string {
  return new Date(at).toISOString();
}
