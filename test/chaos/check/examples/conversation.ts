/** Owns the recording of a good talk, in which everything happens once: what the checker must be content with. */
import type { PendingCommand } from "../../../../src/client/sending/outbox.ts";
import { guestIdOf } from "../../../../src/protocol/values/identity.ts";
import { NO_TOPIC } from "../../../../src/protocol/values/topics.ts";
import type { Person, Seq } from "../../../../src/protocol/wire.ts";
import type { Reaction, Said } from "../../../../src/protocol/events.ts";
import { ANA, emojiOf, LIN, MEI, personName, topicOf } from "../../../support/people.ts";
import type { Entry, Participant, Told, View } from "../../recording.ts";

const BOB: Person = { id: guestIdOf(new Uint8Array(9)), name: personName("bob") };

/** Lin and Mei; Ana, who comes when all is over; and two plain clients, of whom Eve asked for new texts. */
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

const timeOf = (seq: Seq): number => 1_000 + seq;

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

// The room's changes in their order, as they are told when they are new.
export const HELLO = said(1, LIN, "hello", "lin-1");
export const HI = said(2, MEI, "hi", "mei-1", { replyTo: 1 });
export const EDIT = { type: "edited", ...made(3, LIN, "lin-2"), target: 1, text: "hello, all" } as const;
export const REACTION = { type: "reacted", ...made(4, MEI, "mei-2"), target: 1, emoji: THUMB, on: true } as const;
export const FROM_BOB = said(5, BOB, "from bob", "uuid");
export const OOPS = said(6, MEI, "oops", "mei-3");
export const REMOVAL = { type: "removed", ...made(7, MEI, "mei-4"), target: 6 } as const;
export const TOPIC = { type: "topic_set", ...made(8, MEI, "mei-5"), topic: TEA } as const;
export const REACTION_TOO = { type: "reacted", ...made(9, LIN, "lin-3"), target: 1, emoji: THUMB, on: true } as const;
export const REACTION_ENDED = {
  type: "reacted",
  ...made(10, MEI, "mei-6"),
  target: 1,
  emoji: THUMB,
  on: false,
} as const;
export const LATER = said(11, LIN, "later", "lin-5");

// What one is told beside: an end that is so already, a refusal, a page, and answers to what was sent again.
export const SO_ALREADY = { ...REACTION_ENDED, clientId: "mei-7" };
export const REFUSAL: Told = { type: "refused", clientId: "lin-4", reason: "not_yours" };
export const EDIT_AGAIN = { ...EDIT };
export const TOPIC_AGAIN = { ...TOPIC };

// What has become of the first message when the room was at 4 and at 10, and of Mei's since 7.
const EDITED: Said = { ...HELLO, text: "hello, all", editedAt: timeOf(3) };
export const HELLO_AT_4: Said = { ...EDITED, ...thumbs(MEI) };
const HELLO_AT_10: Said = { ...EDITED, ...thumbs(LIN) };
export const GONE: Said = { ...OOPS, text: "", removed: true };
const AT_8 = [HELLO_AT_4, HI, FROM_BOB, GONE];
const AT_11 = [HELLO_AT_10, HI, FROM_BOB, GONE, LATER];
export const PAGE: Told = { type: "page", messages: [HELLO_AT_10, HI, FROM_BOB] };

export function wished(client: string, clientId: string | null, wish: PendingCommand): Entry {
  return { kind: "wished", client, clientId, wish };
}

export function told(client: string, ...events: readonly Told[]): Entry {
  return { kind: "told", client, events };
}

const toldBoth = (...events: readonly Told[]): readonly Entry[] =>
  events.flatMap((event) => [told("lin", event), told("mei", event)]);
const toldMei = (...events: readonly Told[]): readonly Entry[] => events.map((event) => told("mei", event));
const heard = (client: string, ...texts: readonly string[]): readonly Entry[] =>
  texts.map((text) => ({ kind: "heard", client, text }));
const settled = (client: string, ...ids: readonly string[]): readonly Entry[] =>
  ids.map((clientId) => ({ kind: "settled", client, clientId }));
const say = (text: string, replyTo: Seq | null = null): PendingCommand => ({ type: "say", text, replyTo });
const react = (on: boolean): PendingCommand => ({ type: "react", target: 1, emoji: THUMB, on });
const view = (seq: Seq, messages: readonly Said[]): View => ({ seq, topic: TEA, messages });

/** `client`, who had come as far as `after`, says hello and is welcomed at `seq`. */
function comes(client: string, after: Seq | null, seq: Seq, messages: readonly Said[]): readonly Entry[] {
  const topic = seq < TOPIC.seq ? NO_TOPIC : TEA;
  return [
    { kind: "greeted", client, after },
    told(client, { type: "welcome", seq, recovered: after !== null, topic, messages }),
  ];
}

function read(seq: Seq, messages: readonly Said[]): readonly Entry[] {
  return [
    { kind: "reading", room: "lobby" },
    { kind: "read", room: "lobby", reading: { seq, topic: TEA, pages: [{ seq, messages }] } },
  ];
}

export const GOOD: readonly Entry[] = [
  ...comes("lin", null, 0, []),
  ...comes("mei", null, 0, []),
  { kind: "entered", client: "bob" },
  { kind: "entered", client: "eve" },
  wished("lin", "lin-1", say("hello")),
  wished("mei", "mei-1", say("hi", 1)),
  wished("lin", "lin-2", { type: "edit", target: 1, text: "hello, all" }),
  wished("mei", "mei-2", react(true)),
  wished("bob", null, say("from bob")),
  ...toldBoth(HELLO, HI, EDIT, REACTION, FROM_BOB),
  ...settled("lin", "lin-1", "lin-2"),
  ...settled("mei", "mei-1", "mei-2"),
  // Here Lin's wire breaks.
  wished("mei", "mei-3", say("oops")),
  wished("mei", "mei-4", { type: "remove", target: 6 }),
  wished("mei", "mei-5", { type: "topic", text: TEA }),
  ...toldMei(OOPS, REMOVAL, TOPIC),
  ...settled("mei", "mei-3", "mei-4", "mei-5"),
  ...heard("bob", "hello", "hi", "from bob", "oops"),
  ...heard("eve", "hello", "hi", "hello, all", "from bob", "oops"),
  // Here the server is killed. What was not answered yet is sent again, and more than that.
  ...read(8, AT_8),
  ...comes("lin", 5, 8, [GONE]),
  { kind: "showed", client: "lin", view: view(8, AT_8) },
  ...comes("mei", 8, 8, []),
  ...toldMei(GONE, TOPIC_AGAIN),
  { kind: "entered", client: "bob" },
  wished("lin", "lin-3", react(true)),
  wished("mei", "mei-6", react(false)),
  wished("mei", "mei-7", react(false)),
  wished("lin", "lin-4", { type: "edit", target: 2, text: "not mine" }),
  wished("lin", "lin-5", say("later")),
  ...toldBoth(REACTION_TOO, REACTION_ENDED),
  told("mei", SO_ALREADY),
  told("lin", REFUSAL),
  told("lin", EDIT_AGAIN),
  ...toldBoth(LATER),
  ...settled("lin", "lin-3", "lin-4", "lin-5"),
  ...settled("mei", "mei-6", "mei-7"),
  ...heard("bob", "later"),
  told("lin", PAGE),
  ...comes("ana", null, 11, AT_11),
  ...["lin", "mei", "ana"].map((client): Entry => ({ kind: "finished", client, view: view(11, AT_11) })),
  ...read(11, AT_11),
];
