import { foldSpaced } from "../../protocol/values/mentions.ts";
import type { PersonName } from "../../protocol/values/names.ts";

/**
 * The names by which a text may mention somebody: of everybody who is or was in the room, or said something. Beside each name is
 * its mention, folded and without spaces. No name is dropped: somebody who has left may still be mentioned.
 */
export type KnownNames = ReadonlyMap<PersonName, string>;

export const NO_NAMES: KnownNames = new Map();

/** `known` and `names`; the same map if none of them is new, so that nothing is drawn again. */
export function withNames(known: KnownNames, names: readonly PersonName[]): KnownNames {
  const fresh = names.filter((name) => !known.has(name));
  if (fresh.length === 0) return known;
  return new Map([...known, ...fresh.map((name) => [name, withoutSpaces(`@${name}`)] as const)]);
}

/** Whether `text` can mention anybody at all. */
export function hasAtSign(text: string): boolean {
  return /[@＠]/.test(text);
}

/** The few names that `text` may mention. A quick first look: comparing each text with hundreds of names takes too long. */
export function namesIn(text: string, known: KnownNames): readonly PersonName[] {
  const squeezed = withoutSpaces(text);
  return [...known].filter(([, mention]) => squeezed.includes(mention)).map(([name]) => name);
}

function withoutSpaces(text: string): string {
  return foldSpaced(text).replaceAll(" ", "");
}
