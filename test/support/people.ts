/** The rooms, people and messages that tests speak of, made by the parsers that make the real ones. */
import { memberIdOf, type MemberId } from "../../src/protocol/values/identity.ts";
import { parsePersonName, parseRoomName, type PersonName, type RoomName } from "../../src/protocol/values/names.ts";
import { parseEmoji, type Emoji } from "../../src/protocol/values/reactions.ts";
import { parseTopic, type Topic } from "../../src/protocol/values/topics.ts";
import type { Person } from "../../src/protocol/wire.ts";
import type { Say } from "../../src/protocol/commands.ts";
import type { Draft } from "../../src/room/history/history.ts";

/** Where the server is that tests in Node and in workerd speak of. */
export const HOST = "foyer.test";

/** `raw` as a room's name. Throws where it is none. */
export function roomName(raw: string): RoomName {
  const name = parseRoomName(raw);
  if (name === null) throw new Error(`No room's name: ${JSON.stringify(raw)}`);
  return name;
}

/** `raw` as a person's name. Throws where it is none. */
export function personName(raw: string): PersonName {
  const parsed = parsePersonName(raw);
  if (!parsed.ok) throw new Error(`No person's name (${parsed.fault}): ${JSON.stringify(raw)}`);
  return parsed.value;
}

/** An id for `label`; two labels that differ in their first 12 bytes have two. */
function memberId(label: string): MemberId {
  const bytes = new Uint8Array(32);
  bytes.set(new TextEncoder().encode(label).subarray(0, 12));
  return memberIdOf(bytes);
}

/** The person who is called `name` and has the id of that label. */
export function person(name: string): Person {
  return { id: memberId(name), name: personName(name) };
}

/** `count` people who are called person 1, person 2 and so on. */
export function people(count: number): readonly Person[] {
  return Array.from({ length: count }, (_, index) => person(`person ${index + 1}`));
}

/** A message by `from` whose client id is its text. */
export function draft(from: Person, text: string, at = 1_000): Draft {
  return { at, from, text, clientId: text };
}

/** The command to say `text`, under itself as client id unless another is given. */
export function say(text: string, clientId = text): Say {
  return { type: "say", clientId, text, replyTo: null };
}

export const LIN = person("Lin");
export const MEI = person("Mei");
export const ANA = person("Ana");

/** `raw` as one may react with it. Throws where it cannot be. */
export function emojiOf(raw: string): Emoji {
  const emoji = parseEmoji(raw);
  if (emoji === null) throw new Error(`No emoji: ${JSON.stringify(raw)}`);
  return emoji;
}

/** `raw` as a room's topic. Throws where it cannot be one. */
export function topicOf(raw: string): Topic {
  const parsed = parseTopic(raw);
  if (!parsed.ok) throw new Error(`No topic (${parsed.fault}): ${JSON.stringify(raw)}`);
  return parsed.value;
}
