/** What an independent reader must have read: every message of the room, in its state at that moment. */
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { Reading } from "../../recording.ts";
import { compare, compareRoom } from "../model/compare.ts";
import type { RoomHistory } from "../model/room-history.ts";
import type { Findings } from "../violations.ts";

/** Reports what is wrong with `reading`. `told`: the furthest seq that anybody had been told of when it began. */
export function checkReading(findings: Findings, history: RoomHistory, { seq, room, pages }: Reading, told: Seq): void {
  if (seq < told) findings.report("lost", `a reader finds the room at ${seq}, and somebody was told of ${told}.`);
  compareRoom(findings, `a reader at ${seq}`, room, history.roomAt(seq), "state_differs");
  const kinds = { list: "lost", state: "state_differs" } as const;
  let from = 1;
  for (const [index, page] of pages.entries()) {
    // The last page has everything that is left.
    const to = index < pages.length - 1 ? (page.messages.at(-1)?.seq ?? 0) : page.seq;
    compare(findings, `a reader at ${page.seq}`, page.messages, history.between(from, to, page.seq), kinds);
    from = to + 1;
  }
}
