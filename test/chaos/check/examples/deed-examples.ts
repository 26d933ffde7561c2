import type { PendingCommand } from "../../../../src/client/sending/outbox.ts";
import type { DurableEvent, Said } from "../../../../src/protocol/events.ts";
import { ANA, emojiOf, LIN } from "../../../support/people.ts";
import type { RoomFacts } from "../../recording.ts";
import * as conversation from "./conversation.ts";

/** Another value for each field: a field that is not named here does not compile, and one that is, is forged in the tests. */
type Forged<Shape> = { readonly [Field in keyof Required<Shape>]: Shape[Field] };

/** One event of the example conversation. */
export interface DeedExample<Event extends DurableEvent> {
  /** Who submitted its command, which is `command`. */
  readonly client: "lin" | "mei";
  readonly command: PendingCommand;
  readonly event: Event;
  /** How it must read if its command is repeated at the end of the conversation. */
  readonly repeated: Event;
  readonly forged: Forged<Omit<Event, "type">>;
}

/** Wrong values of the fields that all events have. */
const FORGED = { seq: 99, at: 1, clientId: "forged" } as const;
const FORGED_CHANGE = { ...FORGED, by: ANA, repeat: undefined } as const;

/** Another value for each field of the messages 1 and 2 of the conversation. */
export const FORGED_MESSAGE: Forged<Omit<Said, "type">> = {
  ...FORGED,
  from: ANA,
  text: "forged",
  replyTo: 3,
  editedAt: 1_002,
  removed: true,
  reactions: [{ emoji: emojiOf("🎉"), count: 1, by: [LIN] }],
  repeat: true,
};

/** Another value for everything that can be said about the room. */
export const FORGED_ROOM: Forged<RoomFacts> = { topic: conversation.COFFEE };

/** One example for each event: how to add one is said in `deeds/deeds.ts`. */
export const DEED_EXAMPLES: {
  readonly [Type in DurableEvent["type"]]: DeedExample<Extract<DurableEvent, { type: Type }>>;
} = {
  said: {
    client: "lin",
    command: { type: "say", text: "hello", replyTo: null },
    event: conversation.HELLO,
    repeated: { ...conversation.HELLO_AT_10, repeat: true },
    forged: FORGED_MESSAGE,
  },
  edited: {
    client: "lin",
    command: { type: "edit", target: 1, text: "hello, all" },
    event: conversation.EDIT,
    repeated: conversation.EDIT_AGAIN,
    forged: { ...FORGED_CHANGE, target: 2, text: "forged" },
  },
  removed: {
    client: "mei",
    command: { type: "remove", target: 6 },
    event: conversation.REMOVAL,
    repeated: { ...conversation.REMOVAL, repeat: true },
    forged: { ...FORGED_CHANGE, target: 2 },
  },
  reacted: {
    client: "mei",
    command: { type: "react", target: 1, emoji: conversation.THUMB, on: true },
    event: conversation.REACTION,
    repeated: { ...conversation.REACTION, repeat: true },
    forged: { ...FORGED_CHANGE, target: 2, emoji: emojiOf("🎉"), on: false },
  },
  topic_set: {
    client: "mei",
    command: { type: "topic", text: conversation.TOPIC.topic },
    event: conversation.TOPIC,
    repeated: conversation.TOPIC_AGAIN,
    forged: { ...FORGED_CHANGE, topic: conversation.COFFEE },
  },
};
