import type { TopicSet } from "../../../src/protocol/events.ts";
import { topicOf } from "../../support/people.ts";
import { commonFields, type CommandOf, type Deed } from "./deed.ts";

/** UTF-16 code units of a text that make a topic: its beginning is different in each text. */
const TOPIC_LENGTH = 40;

export const topic: Deed<CommandOf<"topic">, TopicSet> = {
  plural: "topics",
  weight: 5,
  drawer: () => (timeline, text) =>
    timeline.messages.length === 0
      ? null
      : { type: "topic", text: topicOf(text.slice(0, TOPIC_LENGTH).toWellFormed()) },
  send: (session, { text }) => session.setTopic(text),
  heardByPlainClients: () => null,
  target: () => null,
  authority: "anyone",
  refusals: () => [],
  mayChangeNothing: false,
  effect: ({ command: { text } }) => ({ room: { topic: text } }),
  // [E6]: a repeat has the present topic.
  event: (placed, now) => ({ type: "topic_set", ...commonFields(placed), topic: now.room.topic }),
};
