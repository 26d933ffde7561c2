import type { MemberId } from "../../protocol/values/identity.ts";
import { UNREAD_MAX_MESSAGES } from "../../protocol/limits.ts";
import { isMentioned, longerNames, mentionsOf } from "../../protocol/values/mentions.ts";
import { foldName, type PersonName } from "../../protocol/values/names.ts";
import type { Unread } from "../../protocol/unread.ts";
import type { History } from "./history.ts";

/** The most names that are looked up for one request; each costs a row. Beyond that, the shortest name counts as mentioned. */
const LOOKUPS_MAX = 500;

/** What others said since the read marker of `id`, and how much of it mentions `name`. Reads only. */
export function unreadOf(history: History, id: MemberId, name: PersonName): Unread {
  const behind = history.after(history.readOf(id), UNREAD_MAX_MESSAGES + 1);
  const unread = behind.slice(0, UNREAD_MAX_MESSAGES).filter(({ from, removed }) => from.id !== id && !removed);
  const authors = new Set(behind.map(({ from }) => from.name));
  const names = new LongerNames(
    history,
    name,
    [...authors].filter((author) => mayHold(author, name)),
  );
  const mentions = unread.filter(({ text }) => isMentioned(text, name, names.in(text)));
  return { unread: unread.length, mentions: mentions.length, more: behind.length > UNREAD_MAX_MESSAGES };
}

/** Whether a mention of `name` could be one of `author` instead. */
function mayHold(author: PersonName, name: PersonName): boolean {
  const folded = foldName(author);
  return (folded.startsWith(foldName(name)) && folded !== foldName(name)) || folded.includes("@");
}

/** Longer names that begin with `name`, of those that the room knows: of authors, guests too, and those that a key holds. */
class LongerNames {
  readonly #history: History;
  readonly #name: PersonName;
  readonly #authors: readonly PersonName[];
  readonly #looked = new Map<string, boolean>();

  constructor(history: History, name: PersonName, authors: readonly PersonName[]) {
    this.#history = history;
    this.#name = name;
    this.#authors = authors;
  }

  /** Those that `text` may mention: "@John M" does not mention John. */
  in(text: string): readonly PersonName[] {
    const held = mentionsOf(text, [this.#name, ...this.#authors])
      .filter(({ name }) => name === this.#name)
      .flatMap((mention) => longerNames(text, mention).find((longer) => this.#isHeld(longer)) ?? []);
    return [...this.#authors, ...held];
  }

  #isHeld(name: PersonName): boolean {
    const folded = foldName(name);
    const known = this.#looked.get(folded);
    if (known !== undefined || this.#looked.size >= LOOKUPS_MAX) return known ?? false;
    const isHeld = this.#history.isClaimed(folded);
    this.#looked.set(folded, isHeld);
    return isHeld;
  }
}
