/** The recording of a conversation in which everything happens once and nothing goes wrong: the checker must accept it. */
import type { PendingCommand } from "../../../../src/client/sending/outbox.ts";
import { guestIdOf } from "../../../../src/protocol/values/identity.ts";
import type { Person, Seq } from "../../../../src/protocol/wire.ts";
import type { Reaction, Said } from "../../../../src/protocol/events.ts";
import { ANA, emojiOf, LIN, MEI, personName, topicOf } from "../../../support/people.ts";
import {
  NEW_ROOM,
  type Entry,
  type Participant,
  type Received,
  type RoomFacts,
  type SearchRequest,
  type View,
} from "../../recording.ts";

const BOB: Person = { id: guestIdOf(new Uint8Array(9)), name: personName("bob") };

/** Lin and Mei; Ana, who joins at the end; and two plain clients, of which Eve asked for new texts of edited messages. */
export const PARTICIPANTS: readonly Participant[] = [
  { client: "lin", room: "lobby", author: LIN.id },
  { client: "mei", room: "lobby", author: MEI.id },
  { client: "ana", room: "lobby", author: ANA.id },
  { client: "bob", room: "lobby", author: null },
  { client: "eve", room: "lobby", author: null, wantsEdits: true },
];

export const THUMB = emojiOf("👍");
const TEA = topicOf("tea");
export const COFFEE = topicOf("coffee");
const TEA_ROOM: RoomFacts = { ...NEW_ROOM, topic: TEA };

/** How far the room comes. A new deed goes just before `LATER`, and adds a place. */
export const HEAD: Seq = 11;

export const timeOf = (seq: Seq): number => 1_000 + seq;

/** The message `seq` as it was said. */
export function said(seq: Seq, from: Person, text: string, clientId: string, more: Partial<Said> = {}): Said {
  return { type: "said", seq, at: timeOf(seq), from, text, clientId, ...more };
}

function made(seq: Seq, by: Person, clientId: string): { seq: Seq; at: number; by: Person; clientId: string } {
  return { seq, at: timeOf(seq), by, clientId };
}

function thumbs(...by: readonly Person[]): { readonly reactions: readonly Reaction[] } {
  return { reactions: [{ emoji: THUMB, count: by.length, by }] };
}

// The room's changes in their order, as they read when they are new.
export const HELLO = said(1, LIN, "hello", "lin-1");
export const HI = said(2, MEI, "hi", "mei-1", { replyTo: 1 });
export const EDIT = { type: "edited", ...made(3, LIN, "lin-2"), target: 1, text: "hello, all" } as const;
export const REACTION = { type: "reacted", ...made(4, MEI, "mei-2"), target: 1, emoji: THUMB, on: true } as const;
export const FROM_BOB = said(5, BOB, "from bob", "uuid");
export const OOPS = said(6, MEI, "oops", "mei-3");
export const REMOVAL = { type: "removed", ...made(7, MEI, "mei-4"), target: 6 } as const;
export const TOPIC = { type: "topic_set", ...made(8, MEI, "mei-5"), topic: TEA } as const;
const REACTION_TOO = { type: "reacted", ...made(9, LIN, "lin-3"), target: 1, emoji: THUMB, on: true } as const;
export const REACTION_ENDED = {
  type: "reacted",
  ...made(10, MEI, "mei-6"),
  target: 1,
  emoji: THUMB,
  on: false,
} as const;
export const LATER = said(HEAD, LIN, "later", "lin-5");

// What else a client receives: that there was nothing to change, a refusal, a page, and answers to repeated commands.
export const NO_OP = { ...REACTION_ENDED, clientId: "mei-7", repeat: true } as const;
export const REFUSAL: Extract<Received, { type: "refused" }> = {
  type: "refused",
  clientId: "lin-4",
  reason: "not_yours",
};
export const EDIT_AGAIN = { ...EDIT, repeat: true } as const;
export const TOPIC_AGAIN = { ...TOPIC, repeat: true } as const;

// The first message when the room was at 4 and at 10, and Mei's message since 7.
const EDITED: Said = { ...HELLO, text: "hello, all", editedAt: timeOf(3) };
export const HELLO_AT_4: Said = { ...EDITED, ...thumbs(MEI) };
export const HELLO_AT_10: Said = { ...EDITED, ...thumbs(LIN) };
export const GONE: Said = { ...OOPS, text: "", removed: true };
export const GONE_AGAIN: Said = { ...GONE, repeat: true };
const AT_8 = [HELLO_AT_4, HI, FROM_BOB, GONE];
const AT_HEAD = [HELLO_AT_10, HI, FROM_BOB, GONE, LATER];
export const PAGE: Received = { type: "page", messages: [HELLO_AT_10, HI, FROM_BOB] };

/** Lin looks for messages with an "h" that were said before the last one; the budget ended after the second. */
export const SEARCH: SearchRequest = { requestId: "lin-search", query: "h", before: HEAD };
export const RESULTS: Extract<Received, { type: "results" }> = {
  type: "results",
  requestId: "lin-search",
  messages: [HI],
  more: false,
  searchedTo: { seq: 2, at: timeOf(2) },
};

export function submitted(client: string, clientId: string | null, command: PendingCommand): Entry {
  return { kind: "submitted", client, clientId, command };
}

export function received(client: string, ...events: readonly Received[]): Entry {
  return { kind: "received", client, events };
}

const bothReceive = (...events: readonly Received[]): readonly Entry[] =>
  events.flatMap((event) => [received("lin", event), received("mei", event)]);
const meiReceives = (...events: readonly Received[]): readonly Entry[] => events.map((event) => received("mei", event));
const heard = (client: string, ...texts: readonly string[]): readonly Entry[] =>
  texts.map((text) => ({ kind: "heard", client, text }));
const settled = (client: string, ...ids: readonly string[]): readonly Entry[] =>
  ids.map((clientId) => ({ kind: "settled", client, clientId }));
const say = (text: string, replyTo: Seq | null = null): PendingCommand => ({ type: "say", text, replyTo });
const react = (on: boolean): PendingCommand => ({ type: "react", target: 1, emoji: THUMB, on });
const view = (seq: Seq, messages: readonly Said[]): View => ({ seq, room: TEA_ROOM, messages });

/** `client`, which had come as far as `after`, says hello and is welcomed at `seq`. */
function comes(client: string, after: Seq | null, seq: Seq, messages: readonly Said[]): readonly Entry[] {
  const room = seq < TOPIC.seq ? NEW_ROOM : TEA_ROOM;
  return [
    { kind: "greeted", client, after },
    received(client, { type: "welcome", seq, recovered: after !== null, room, messages }),
  ];
}

function read(seq: Seq, messages: readonly Said[]): readonly Entry[] {
  return [
    { kind: "reading", room: "lobby" },
    { kind: "read", room: "lobby", reading: { seq, room: TEA_ROOM, pages: [{ seq, messages }] } },
  ];
}

export const GOOD: readonly Entry[] = [
  ...comes("lin", null, 0, []),
  ...comes("mei", null, 0, []),
  { kind: "entered", client: "bob" },
  { kind: "entered", client: "eve" },
  submitted("lin", "lin-1", say("hello")),
  submitted("mei", "mei-1", say("hi", 1)),
  submitted("lin", "lin-2", { type: "edit", target: 1, text: "hello, all" }),
  submitted("mei", "mei-2", react(true)),
  submitted("bob", null, say("from bob")),
  ...bothReceive(HELLO, HI, EDIT, REACTION, FROM_BOB),
  ...settled("lin", "lin-1", "lin-2"),
  ...settled("mei", "mei-1", "mei-2"),
  // Here Lin's connection breaks.
  submitted("mei", "mei-3", say("oops")),
  submitted("mei", "mei-4", { type: "remove", target: 6 }),
  submitted("mei", "mei-5", { type: "topic", text: TEA }),
  ...meiReceives(OOPS, REMOVAL, TOPIC),
  ...settled("mei", "mei-3", "mei-4", "mei-5"),
  ...heard("bob", "hello", "hi", "from bob", "oops"),
  ...heard("eve", "hello", "hi", "hello, all", "from bob", "oops"),
  // Here the server is killed. Clients repeat what had no answer yet, and more than that.
  ...read(8, AT_8),
  ...comes("lin", 5, 8, [GONE]),
  { kind: "displayed", client: "lin", view: view(8, AT_8) },
  ...comes("mei", 8, 8, []),
  ...meiReceives(GONE_AGAIN, TOPIC_AGAIN),
  { kind: "entered", client: "bob" },
  submitted("lin", "lin-3", react(true)),
  submitted("mei", "mei-6", react(false)),
  submitted("mei", "mei-7", react(false)),
  submitted("lin", "lin-4", { type: "edit", target: 2, text: "not mine" }),
  submitted("lin", "lin-5", say("later")),
  ...bothReceive(REACTION_TOO, REACTION_ENDED),
  received("mei", NO_OP),
  received("lin", REFUSAL),
  received("lin", EDIT_AGAIN),
  ...bothReceive(LATER),
  ...settled("lin", "lin-3", "lin-4", "lin-5"),
  ...settled("mei", "mei-6", "mei-7"),
  ...heard("bob", "later"),
  received("lin", PAGE),
  { kind: "searched", client: "lin", search: SEARCH },
  received("lin", RESULTS),
  ...comes("ana", null, HEAD, AT_HEAD),
  ...["lin", "mei", "ana"].map((client): Entry => ({ kind: "finished", client, view: view(HEAD, AT_HEAD) })),
  ...read(HEAD, AT_HEAD),
];
