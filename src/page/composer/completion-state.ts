import { computed, signal } from "@preact/signals";
import { foldName } from "../../protocol/values/names.ts";
import type { Person } from "../../protocol/wire.ts";
import { movedBy } from "../ui/arrow-keys.ts";
import { commandsFor, isWhole, peopleFor, tokenAt, type Token } from "./completion.ts";
import type { ComposerState } from "./composer-state.ts";
import type { RoomSession } from "../../client/room-session.ts";
import type { Command } from "./slash-commands.ts";

/** An entry of the list. The query is completed to its word. */
export type Choice =
  | { readonly type: "person"; readonly word: string; readonly person: Person }
  | { readonly type: "command"; readonly word: Command };

/** Replace the text from `start` to `end` by this. */
export interface Completed {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What the list of completions shows, and what its keys do. */
export class CompletionState {
  readonly #session: RoomSession;
  readonly #composer: Pick<ComposerState, "editing">;
  readonly #token = signal<Token | null>(null);
  readonly #active = signal(0);
  /** Where the user closed the list, and the text there: it stays closed while they go on writing after it. */
  #closed: { readonly start: number; readonly text: string } | null = null;

  /** Empty if the list is closed. */
  readonly choices = computed<readonly Choice[]>(() => {
    const token = this.#token.value;
    if (token === null) return [];
    const choices = choicesFor(token, this.#session);
    const [first] = choices;
    // A complete name that is the only choice needs no completion.
    const isDone =
      token.sign === "@" && choices.length === 1 && first !== undefined && isWhole(token.query, first.word);
    return isDone ? [] : choices;
  });

  readonly active = computed(() => Math.min(this.#active.value, this.choices.value.length - 1));

  constructor(session: RoomSession, composer: Pick<ComposerState, "editing">) {
    this.#session = session;
    this.#composer = composer;
  }

  /** The user wrote `text` up to `caret`: there may be something to complete. */
  look(text: string, caret: number): void {
    const found = tokenAt(text, caret);
    const { start, text: behind = "" } = this.#closed ?? {};
    if (found?.start !== start || !text.startsWith(behind, start)) this.#closed = null;
    // A message that is being edited may begin with any word.
    const isWanted = this.#closed === null && !(found?.sign === "/" && this.#composer.editing.value !== null);
    this.#token.value = isWanted ? found : null;
    this.#active.value = 0;
  }

  close(): void {
    this.#token.value = null;
  }

  /** Handles a key without modifiers. Returns what it completes, or whether the list used it. */
  press(key: string): boolean | Completed {
    const chosen = this.choices.value[this.active.value];
    const token = this.#token.value;
    if (chosen === undefined || token === null) return false;
    const next = movedBy(key, this.active.value, this.choices.value.length);
    if (next !== null) this.#active.value = next;
    else if (key === "Escape") this.#dismiss(token.start, token.sign + token.query);
    // Enter sends a word that is complete.
    else if (key === "Tab" || (key === "Enter" && !isWhole(token.query, chosen.word)))
      return this.choose(chosen) ?? false;
    else return false;
    return true;
  }

  choose({ word }: Choice): Completed | null {
    const token = this.#token.value;
    if (token === null) return null;
    const text = `${token.sign}${word} `;
    this.#dismiss(token.start, text);
    return { start: token.start, end: token.end, text };
  }

  #dismiss(start: number, text: string): void {
    this.#closed = { start, text };
    this.close();
  }
}

function choicesFor({ sign, query }: Token, session: RoomSession): readonly Choice[] {
  if (sign === "/") return commandsFor(query).map((word) => ({ type: "command", word }));
  return peopleFor(query, othersIn(session)).map((person) => ({ type: "person", word: person.name, person }));
}

/** Who may be mentioned: first those who spoke, the latest first, then the others who are here. One for each name. */
function othersIn(session: RoomSession): readonly Person[] {
  const you = session.you.value;
  const spoke = session.timeline.value.messages.map(({ from }) => from).toReversed();
  const here = [...session.people.value.names].map(([id, name]) => ({ id, name }));
  const byName = new Map<string, Person>();
  for (const person of [...spoke, ...here]) {
    const name = foldName(person.name);
    if (name !== foldName(you.name) && !byName.has(name)) byName.set(name, person);
  }
  return [...byName.values()];
}
