/** Owns the names by which a text may mention somebody of a room: of who is or was here, and of who spoke. */
import { computed, type ReadonlySignal } from "@preact/signals-core";
import { foldSpaced } from "../../protocol/values/mentions.ts";
import type { PersonName } from "../../protocol/values/names.ts";
import type { Person } from "../../protocol/wire.ts";
import type { People } from "./people.ts";
import type { Timeline } from "./timeline.ts";

/** What tells names. */
export interface NameSources {
  readonly you: ReadonlySignal<Person>;
  readonly people: ReadonlySignal<People>;
  readonly timeline: ReadonlySignal<Timeline>;
}

export class KnownNames {
  readonly #sources: NameSources;
  /** Each name, and how its mention stands in a text without spaces. None is forgotten: who left was meant all the same. */
  readonly #calls = new Map<PersonName, string>();
  /** How many there are, so that texts are drawn anew for another name, and for nothing else. */
  readonly count = computed(() => {
    const { you, people, timeline } = this.#sources;
    const spoke = timeline.value.messages.map(({ from }) => from.name);
    for (const name of [you.value.name, ...people.value.names.values(), ...spoke])
      if (!this.#calls.has(name)) this.#calls.set(name, withoutSpaces(`@${name}`));
    return this.#calls.size;
  });

  constructor(sources: NameSources) {
    this.#sources = sources;
  }

  /** The few that `text` may mention: to look closely for hundreds, in each text, would take its time. */
  in(text: string): readonly PersonName[] {
    if (!/[@＠]/.test(text) || this.count.value === 0) return [];
    const squeezed = withoutSpaces(text);
    return [...this.#calls].filter(([, call]) => squeezed.includes(call)).map(([name]) => name);
  }
}

function withoutSpaces(text: string): string {
  return foldSpaced(text).replaceAll(" ", "");
}
