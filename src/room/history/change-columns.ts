import type { ChangeEvent } from "../../protocol/events.ts";
import type { Emoji } from "../../protocol/values/reactions.ts";
import type { Topic } from "../../protocol/values/topics.ts";
import type { Seq } from "../../protocol/wire.ts";

/** The columns of the table `changes` that not every change fills. */
export interface ChangeColumns {
  readonly target: Seq | null;
  readonly emoji: string | null;
  readonly is_on: 0 | 1 | null;
}

/** The columns that every change fills. `type` is text that any version of this code may have written. */
export interface CommonColumns extends Pick<ChangeEvent, "seq" | "at" | "by" | "clientId"> {
  readonly type: string;
}

/** What is not kept with a change, because it is told as it is now: an edit, for one, has its message's present text. */
export interface PresentState {
  readonly textOf: (target: Seq) => string;
  readonly topic: Topic;
}

/** How a change is kept. A new change, and a new column, do not compile until each case here says what becomes of them. */
export function columnsOf(event: ChangeEvent): ChangeColumns {
  switch (event.type) {
    case "edited":
    case "removed":
      return { target: event.target, emoji: null, is_on: null };
    case "reacted":
      return { target: event.target, emoji: event.emoji, is_on: event.on ? 1 : 0 };
    case "topic_set":
      return { target: null, emoji: null, is_on: null };
  }
}

const TYPES: { readonly [Type in ChangeEvent["type"]]: Type } = {
  edited: "edited",
  removed: "removed",
  reacted: "reacted",
  topic_set: "topic_set",
};

/** The change that these columns keep, as it would be told now. Throws if a newer version of this code wrote it. */
export function changeOf(
  { type: written, ...common }: CommonColumns,
  { target, emoji, is_on }: ChangeColumns,
  present: PresentState,
): ChangeEvent {
  const type = Object.values(TYPES).find((known) => known === written);
  switch (type) {
    case "edited":
      return { type, ...common, target: filled(target), text: present.textOf(filled(target)) };
    case "removed":
      return { type, ...common, target: filled(target) };
    case "reacted":
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `columnsOf` wrote it, from the branded type
      return { type, ...common, target: filled(target), emoji: filled(emoji) as Emoji, on: is_on === 1 };
    case "topic_set":
      return { type, ...common, topic: present.topic };
    case undefined:
      throw new Error(`The room's changes hold one of an unknown type: ${written}`);
  }
}

function filled<Value>(value: Value | null): Value {
  if (value === null) throw new Error("A change lacks one of its columns.");
  return value;
}
