/** Owns what an independent reader must have read: every message of the room, each in the state of that moment. */
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { Reading } from "../../recording.ts";
import { compare } from "../model/compare.ts";
import type { RoomHistory } from "../model/room-history.ts";
import type { Findings } from "../violations.ts";

/** Reports what is wrong with `reading`. `owed`: how far anybody had been told that the room had come, when it began. */
export function checkReading(
  findings: Findings,
  history: RoomHistory,
  { seq, topic, pages }: Reading,
  owed: Seq,
): void {
  if (seq < owed) findings.report("lost", `a reader finds the room at ${seq}, and somebody was told of ${owed}.`);
  if (topic !== history.topicAt(seq))
    findings.report("state_differs", `a reader at ${seq} was told the topic ${topic}.`);
  const kinds = { list: "lost", state: "state_differs" } as const;
  let from = 1;
  for (const [index, page] of pages.entries()) {
    // The last page has all that is left.
    const to = index < pages.length - 1 ? (page.messages.at(-1)?.seq ?? 0) : page.seq;
    compare(findings, `a reader at ${page.seq}`, page.messages, history.between(from, to, page.seq), kinds);
    from = to + 1;
  }
}
