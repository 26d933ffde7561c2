import { expect, it } from "vitest";
import { COFFEE, EDIT, HELLO, HELLO_AT_10, TOPIC } from "../check/examples/conversation.ts";
import { NEW_ROOM } from "../recording.ts";
import type { Moment } from "./deed.ts";
import { DEEDS } from "./deeds.ts";

/** The room after another edit of the first message, and another topic. */
const LATER: Moment = {
  message: (seq) => (seq === HELLO.seq ? { ...HELLO_AT_10, text: "another text" } : null),
  room: { ...NEW_ROOM, topic: COFFEE },
};

it("[S4] [E6] a repeated message, edit or topic is told in its present state", () => {
  const say = { ...HELLO, by: HELLO.from, command: { type: "say", text: "hello", replyTo: null } } as const;
  expect(DEEDS.say.event(say, LATER)).toMatchObject({ text: "another text", reactions: HELLO_AT_10.reactions });
  const edit = { ...EDIT, command: { type: "edit", target: HELLO.seq, text: "hello, all" } } as const;
  expect(DEEDS.edit.event(edit, LATER)).toMatchObject({ text: "another text" });
  const topic = { ...TOPIC, command: { type: "topic", text: TOPIC.topic } } as const;
  expect(DEEDS.topic.event(topic, LATER)).toMatchObject({ topic: COFFEE });
});
