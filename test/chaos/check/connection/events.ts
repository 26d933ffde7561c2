/** Owns what a change must say on a wire: what was wished where it is news, and what has become of it where it is told again. */
import type { DurableEvent } from "../../../../src/protocol/events.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import { keyOf, type Change } from "../model/claims.ts";
import { compareOne } from "../model/compare.ts";
import { hasReacted } from "../model/fold.ts";
import type { RoomHistory } from "../model/room-history.ts";
import type { Findings } from "../violations.ts";

/** Reports `event`, which is the newest that `client` was told, unless it is the room's change at that place as wished. */
export function checkNews(findings: Findings, history: RoomHistory, client: string, event: DurableEvent): void {
  const change = history.changeAt(event.seq);
  if (change === null) return; // found already: it is nobody's wish
  if (change.key !== keyOf(event)) {
    findings.report("seq_differs", `${client} was told that ${event.seq} is ${keyOf(event)}; it is ${change.key}.`);
  } else if (event.type === "said") {
    const wanted = history.messageAt(event.seq, event.seq);
    if (wanted !== null) compareOne(findings, client, event, wanted, "invented");
  } else if (change.at !== event.at || change.by.id !== event.by.id || !isAsWished(event, change)) {
    findings.report("invented", `${client} was told ${JSON.stringify(event)}, which nobody wished so.`);
  }
}

function isAsWished(event: Exclude<DurableEvent, { type: "said" }>, { wished: { wish } }: Change): boolean {
  switch (wish.type) {
    case "say":
      return false;
    case "topic":
      return event.type === "topic_set" && event.topic === wish.text;
    case "edit":
      return event.type === "edited" && event.target === wish.target && event.text === wish.text;
    case "remove":
      return event.type === "removed" && event.target === wish.target;
    case "react": {
      const { target, emoji, on } = wish;
      return event.type === "reacted" && event.target === target && event.emoji === emoji && event.on === on;
    }
  }
}

/**
 * Reports `event`, by which the room answers `client` once more, unless it is the change as it would be told at `at`
 * ([S4], [E6]), or says that what was wished is so already ([E3]).
 */
export function checkRepeat(
  findings: Findings,
  history: RoomHistory,
  client: string,
  event: DurableEvent,
  at: Seq,
): void {
  const who = `${client}, told again at ${at},`;
  switch (event.type) {
    case "said": {
      const wanted = history.messageAt(event.seq, at);
      if (wanted !== null) compareOne(findings, who, event, wanted, "state_differs");
      return;
    }
    case "edited": {
      const said = history.messageAt(event.target, at);
      if (said?.text === event.text) return;
      return findings.report(said?.removed ? "leaked" : "state_differs", `${who} has ${JSON.stringify(event)}.`);
    }
    case "topic_set":
      if (event.topic !== history.topicAt(at)) findings.report("state_differs", `${who} has the topic ${event.topic}.`);
      return;
    case "reacted": {
      if (history.seqOf(keyOf(event)) === event.seq) return;
      const said = history.messageAt(event.target, at);
      const isSo = said !== null && hasReacted(said, event.emoji, event.by.id) === event.on;
      if (event.seq !== at || !isSo)
        findings.report("invented", `${who} has ${JSON.stringify(event)}, which is not so.`);
      return;
    }
    case "removed":
  }
}
