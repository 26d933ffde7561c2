/** What a client must display: the result of the room's changes, as far as it has received them. */
import { PAGE_DEFAULT_MESSAGES } from "../../../../src/protocol/limits.ts";
import type { View } from "../../recording.ts";
import { compare, compareRoom } from "../model/compare.ts";
import type { RoomHistory } from "../model/room-history.ts";
import type { Findings } from "../violations.ts";

const KINDS = { list: "timeline_differs", state: "timeline_differs" } as const;

/** Reports what is wrong with what `client` displays while it follows the conversation: its newest part, at least a page. */
export function checkView(findings: Findings, history: RoomHistory, client: string, view: View): void {
  const { seq, room, messages } = view;
  const who = `the timeline of ${client} at ${seq}`;
  compareRoom(findings, who, room, history.roomAt(seq), "timeline_differs");
  compare(findings, who, messages, history.newest(Math.max(messages.length, PAGE_DEFAULT_MESSAGES), seq), KINDS);
}

/** Reports what is wrong with everything that `client` could scroll to when the run was over. */
export function checkFinalView(findings: Findings, history: RoomHistory, client: string, view: View): void {
  const { head } = history;
  const who = `the final timeline of ${client}`;
  if (view.seq !== head) findings.report("timeline_differs", `${who} ends at ${view.seq}; the room is at ${head}.`);
  compareRoom(findings, who, view.room, history.roomAt(view.seq), "timeline_differs");
  compare(findings, who, view.messages, history.newest(head, head), KINDS);
}
