/** Owns what a client must show: what the room's changes come to, as far as it has come. */
import { PAGE_DEFAULT_MESSAGES } from "../../../../src/protocol/limits.ts";
import type { View } from "../../recording.ts";
import { compare } from "../model/compare.ts";
import type { RoomHistory } from "../model/room-history.ts";
import type { Findings } from "../violations.ts";

const KINDS = { list: "timeline_differs", state: "timeline_differs" } as const;

/** Reports what is wrong with what `client` shows while it follows the talk: its newest part, of at least one page. */
export function checkView(findings: Findings, history: RoomHistory, client: string, view: View): void {
  const { seq, messages } = view;
  const who = `the timeline of ${client} at ${seq}`;
  checkTopic(findings, history, who, view);
  compare(findings, who, messages, history.newest(Math.max(messages.length, PAGE_DEFAULT_MESSAGES), seq), KINDS);
}

/** Reports what is wrong with all that `client` could scroll to when everything was over. */
export function checkFinalView(findings: Findings, history: RoomHistory, client: string, view: View): void {
  const { head } = history;
  const who = `the final timeline of ${client}`;
  if (view.seq !== head) findings.report("timeline_differs", `${who} ends at ${view.seq}; the room is at ${head}.`);
  checkTopic(findings, history, who, view);
  compare(findings, who, view.messages, history.newest(head, head), KINDS);
}

function checkTopic(findings: Findings, history: RoomHistory, who: string, { seq, topic }: View): void {
  if (topic !== history.topicAt(seq)) findings.report("timeline_differs", `${who} is about ${JSON.stringify(topic)}.`);
}
