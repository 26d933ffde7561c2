/** What a room must answer to `hello`: exactly what is new or changed since, or a new start ([R1], [R2], [H7]). */
import { PAGE_DEFAULT_MESSAGES, RESUME_MAX_CHANGES } from "../../../../src/protocol/limits.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { Received } from "../../recording.ts";
import { compare, compareRoom } from "../model/compare.ts";
import type { RoomHistory } from "../model/room-history.ts";
import type { Findings } from "../violations.ts";

type Welcome = Extract<Received, { type: "welcome" }>;

/**
 * Reports what is wrong with the `welcome` for `client`, which had come as far as `after`. A client that was away is not told
 * each change, but the present state of the messages that changed: only exactly these are right. (A thousand changes
 * here are far below the bytes of a resume.)
 */
export function checkWelcome(
  findings: Findings,
  history: RoomHistory,
  client: string,
  after: Seq | null,
  welcome: Welcome,
): void {
  const { seq, recovered, room, messages } = welcome;
  const isInReach = after !== null && after <= seq && seq - after <= RESUME_MAX_CHANGES;
  const who = `${client}, coming back from ${after} at ${seq},`;
  if (recovered !== isInReach) findings.report("resume_differs", `${who} was told recovered: ${recovered}.`);
  compareRoom(findings, who, room, history.roomAt(seq), "state_differs");
  const isResumed = recovered && after !== null;
  const wanted = isResumed ? history.changedSince(after, seq) : history.newest(PAGE_DEFAULT_MESSAGES, seq);
  compare(findings, who, messages, wanted, { list: "resume_differs", state: "state_differs" });
}
