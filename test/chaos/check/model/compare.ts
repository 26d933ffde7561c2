/** Compares what somebody was told with what it must be: every message, in its order and in its state. */
import type { Said } from "../../../../src/protocol/events.ts";
import type { RoomFacts } from "../../recording.ts";
import type { Findings, ViolationKind } from "../violations.ts";
import { isSame } from "./same.ts";

/** How to report the wrong list of messages, and a message in the wrong state. */
export interface Kinds {
  readonly list: ViolationKind;
  readonly state: ViolationKind;
}

/** Reports how `told` differs from `wanted`, which is ascending. `who` says who was told. */
export function compare(
  findings: Findings,
  who: string,
  told: readonly Said[],
  wanted: readonly Said[],
  { list, state }: Kinds,
): void {
  const wantedBySeq = new Map(wanted.map((said) => [said.seq, said]));
  const seen = new Set<number>();
  let last = 0;
  for (const said of told) {
    const { seq } = said;
    const want = wantedBySeq.get(seq);
    if (seen.has(seq)) findings.report("duplicated", `${who} has ${seq} twice.`);
    else if (seq < last) findings.report("reordered", `${who} has ${seq} after ${last}.`);
    else if (want === undefined) findings.report(list, `${who} has ${seq}, which does not belong there.`);
    if (want !== undefined) compareMessage(findings, who, said, want, state);
    seen.add(seq);
    last = Math.max(last, seq);
  }
  const missing = wanted.filter(({ seq }) => !seen.has(seq));
  const [first] = missing;
  if (first !== undefined) findings.report(list, `${who} lacks ${missing.length} messages, the first at ${first.seq}.`);
}

/** Reports `told` unless it is the message `wanted`, in every field. */
function compareMessage(findings: Findings, who: string, told: Said, wanted: Said, kind: ViolationKind): void {
  if (isSame(told, wanted)) return;
  const isLeaked = wanted.removed === true && told.text !== "";
  findings.report(
    isLeaked ? "leaked" : kind,
    `${who} has ${JSON.stringify(told)}; the room had ${JSON.stringify(wanted)}.`,
  );
}

/** Reports `told` unless it says the same of the room as `wanted`, in every field. */
export function compareRoom(
  findings: Findings,
  who: string,
  told: RoomFacts,
  wanted: RoomFacts,
  kind: ViolationKind,
): void {
  if (isSame(told, wanted)) return;
  findings.report(kind, `${who} has the room as ${JSON.stringify(told)}; it was ${JSON.stringify(wanted)}.`);
}
