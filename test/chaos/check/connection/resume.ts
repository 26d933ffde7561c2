/** Owns what a room must answer to `hello`: exactly what is new or changed since, or a new start ([R1], [R2], [H7]). */
import { PAGE_DEFAULT_MESSAGES, RESUME_MAX_CHANGES } from "../../../../src/protocol/limits.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { Told } from "../../recording.ts";
import { compare } from "../model/compare.ts";
import type { RoomHistory } from "../model/room-history.ts";
import type { Findings } from "../violations.ts";

type Welcome = Extract<Told, { type: "welcome" }>;

/**
 * Reports what is wrong with the `welcome` that `client` got, who had come as far as `after`. Whoever was away is not told
 * of each change, but of what they came to: so the present state of just these messages is the only right answer. (What
 * is said here in a thousand changes is far below the bytes of a resume.)
 */
export function checkWelcome(
  findings: Findings,
  history: RoomHistory,
  client: string,
  after: Seq | null,
  welcome: Welcome,
): void {
  const { seq, recovered, topic, messages } = welcome;
  const isInReach = after !== null && after <= seq && seq - after <= RESUME_MAX_CHANGES;
  const who = `${client}, coming back from ${after} at ${seq},`;
  if (recovered !== isInReach) findings.report("resume_differs", `${who} was told recovered: ${recovered}.`);
  if (topic !== history.topicAt(seq)) findings.report("state_differs", `${who} was told another topic: ${topic}`);
  const wanted =
    recovered && after !== null ? history.changedSince(after, seq) : history.newest(PAGE_DEFAULT_MESSAGES, seq);
  compare(findings, who, messages, wanted, { list: "resume_differs", state: "state_differs" });
}
