/** What the word at the caret could become: a name after an `@`, or a command after a slash at the beginning. Pure. */
import { NAME_MAX_LENGTH } from "../../protocol/limits.ts";
import type { PersonName } from "../../protocol/values/names.ts";
import { foldSpaced, mayOpenMention } from "../../protocol/values/mentions.ts";
import { COMMANDS, type Command } from "./slash-commands.ts";

/** The word at the caret: `text.slice(start, end)` is its sign and its query. */
export interface Token {
  readonly sign: "@" | "/";
  readonly start: number;
  readonly end: number;
  readonly query: string;
}

/** The word that ends at `caret` and could be completed, or null. */
export function tokenAt(text: string, caret: number): Token | null {
  const command = /^\/(\S*)$/.exec(text.slice(0, caret));
  if (command !== null) return { sign: "/", start: 0, end: caret, query: command[1] ?? "" };
  // Names have spaces, so a query may too. But it begins right after the sign, and is on the same line.
  const near = Math.max(0, caret - NAME_MAX_LENGTH - 1);
  const person = /[@＠](?!\s)([^@＠\n]*)$/.exec(text.slice(near, caret));
  if (person === null) return null;
  const start = near + person.index;
  return mayOpenMention(text, start) ? { sign: "@", start, end: caret, query: person[1] ?? "" } : null;
}

/**
 * Those of `people` whose names contain `query`, in any case and width: first names that begin with it, then names with a word
 * that does, then the rest; otherwise in the order given.
 */
export function peopleFor<Person extends { readonly name: PersonName }>(
  query: string,
  people: readonly Person[],
): readonly Person[] {
  const wanted = foldSpaced(query);
  const ranked: Person[][] = [[], [], []];
  for (const person of people) {
    const at = ` ${foldSpaced(person.name)}`.indexOf(wanted, 1);
    const isInside = !` ${foldSpaced(person.name)}`.includes(` ${wanted}`);
    if (at !== -1) ranked[at === 1 ? 0 : isInside ? 2 : 1]?.push(person);
  }
  return ranked.flat();
}

/** Whether `query` is all of this name, so that nothing is left to complete. */
export function isWhole(query: string, name: string): boolean {
  return foldSpaced(query) === foldSpaced(name);
}

export function commandsFor(query: string): readonly Command[] {
  return COMMANDS.filter((command) => command.startsWith(query.toLowerCase()));
}
