/** Finds mentions in a text: an `@` and a person's name, in any case, width and spacing. */
import { addressesIn, UNSPACED, type Range } from "./addresses.ts";
import { NAME_MAX_LENGTH } from "../limits.ts";
import { foldName, parsePersonName, type PersonName } from "./names.ts";
import { visibleOf } from "./text.ts";

/** `text.slice(start, end)` is the `@` and the name as written. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly name: PersonName;
}

/** A name to look for, folded, with single spaces. */
interface Wanted {
  readonly name: PersonName;
  readonly folded: string;
}

/** A folded character, and where it ends in the text. */
interface Folded {
  readonly folded: string;
  readonly end: number;
}

/**
 * A unit of folding: a character with its marks, or a decomposed Korean syllable. Marks after an `@` belong to the name. After 30
 * marks a new unit begins, because normalising a long run of marks is slow (see `streamSafe`).
 */
const CHARACTER = /[@＠]|(?:[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|[^])[\p{M}\uff9e\uff9f]{0,30}/gu;

/** A run of backticks; group 1 if it may begin a code fence. */
const BACKTICKS = /(?=`)(?:((?<=^[ \t>]*)`{3,})|`+)/gm;

const WORD = /[\p{L}\p{M}\p{N}_]/u;

const SPACELESS = new RegExp(`[${UNSPACED}]`, "u");

/** Before an `@`, these make it part of a mail or web address. */
const ADDRESS = /[@＠/.+-]/;

/**
 * The mentions of `names` in `text`, ascending. If several names match, the longest wins. Code and addresses mention nobody. If a
 * mention and code overlap, the one that begins first wins: a backtick inside a mentioned name does not begin code.
 */
export function mentionsOf(text: string, names: Iterable<PersonName>): readonly Mention[] {
  if (!/[@＠]/.test(text)) return [];
  const characters = foldedCharacters(text);
  const wanted = [...names].map((name) => ({ name, folded: foldSpaced(name) }));
  const hidden = [...codeIn(text), ...addressesIn(text)].toSorted((a, b) => b.start - a.start);
  const mentions: Mention[] = [];
  let done = 0;
  for (const [index, { folded, end }] of characters.entries()) {
    const start = end - 1;
    if (folded !== "@" || !mayOpenMention(text, start)) continue;
    for (let range = hidden.at(-1); range !== undefined && range.start < start; range = hidden.at(-1)) {
      if (range.start >= done) done = range.end;
      hidden.pop();
    }
    const longest = start < done ? null : longestFrom(characters, index + 1, wanted, text);
    if (longest === null) continue;
    mentions.push({ start, ...longest });
    done = longest.end;
  }
  return mentions;
}

/** Code goes from a run of backticks to the next run of the same length; an unclosed fence goes on to the end. */
function codeIn(text: string): readonly Range[] {
  /** Where the next run of each length ends. */
  const ends: number[] = [];
  return [...text.matchAll(BACKTICKS)].toReversed().flatMap(({ 0: run, 1: fence, index: start }) => {
    const end = ends[run.length] ?? (fence && text.length);
    ends[run.length] = start + run.length;
    return end ? [{ start, end }] : [];
  });
}

/** Whether `text` mentions `name`, and not just a name from `others` that begins with it. */
export function isMentioned(text: string, name: PersonName, others: Iterable<PersonName> = []): boolean {
  // `name` comes first: if two people have the same name, the first in the list wins.
  return mentionsOf(text, [name, ...others]).some((mention) => mention.name === name);
}

/**
 * Longer names that the mention might mean: each text after its `@` up to a later word end on the same line, the shortest first.
 * For "@John" in "@John Miller said" these are "John Miller" and "John Miller said".
 */
export function longerNames(text: string, { start, end, name }: Mention): readonly PersonName[] {
  const lineEnd = text.indexOf("\n", end);
  const last = Math.min(lineEnd === -1 ? text.length : lineEnd, start + 2 * NAME_MAX_LENGTH);
  const longer: PersonName[] = [];
  for (let at = end + 1; at <= last; at++) {
    const parsed = isWordEnd(text, at) ? parsePersonName(text.slice(start + 1, at)) : null;
    if (parsed?.ok && foldName(parsed.value) !== foldName(name)) longer.push(parsed.value);
  }
  return longer;
}

/** Whether the `@` at this index can begin a mention: it is not inside a word or an address. */
export function mayOpenMention(text: string, at: number): boolean {
  const before = characterBefore(text, at);
  return !ADDRESS.test(before) && (!WORD.test(before) || SPACELESS.test(before));
}

/** `text` folded like a name, but with each run of spaces kept as a single space. */
export function foldSpaced(text: string): string {
  const folded = foldedCharacters(text).map((character) => character.folded);
  return folded.join("").replace(/ +/g, " ");
}

function foldedCharacters(text: string): readonly Folded[] {
  return [...text.matchAll(CHARACTER)].map((match) => ({
    folded: fold(match[0]),
    end: match.index + match[0].length,
  }));
}

/** The longest name that `text` contains at this character, and where it ends. */
function longestFrom(
  characters: readonly Folded[],
  first: number,
  wanted: readonly Wanted[],
  text: string,
): Pick<Mention, "name" | "end"> | null {
  let longest: Pick<Mention, "name" | "end"> | null = null;
  for (const { name, folded } of wanted) {
    const end = endOf(characters, first, folded);
    if (end !== null && end > (longest?.end ?? 0) && isWordEnd(text, end)) longest = { name, end };
  }
  return longest;
}

/** Where the name `wanted` ends if it begins at this character, or null. The text may leave out its spaces, but not add any. */
function endOf(characters: readonly Folded[], first: number, wanted: string): number | null {
  let found = 0;
  for (let index = first; index < characters.length; index++) {
    const { folded = "", end = 0 } = characters[index] ?? {};
    if (folded === " " && wanted[found - 1] === " ") continue; // another space of a run
    if (folded !== " " && wanted[found] === " ") found += 1;
    if (!wanted.startsWith(folded, found)) return null;
    found += folded.length;
    if (found >= wanted.length) return end;
  }
  return null;
}

/** Whether a word can end at this index: "@Linda" does not mention Lin, but "@小明你好" mentions 小明. */
function isWordEnd(text: string, end: number): boolean {
  const before = characterBefore(text, end);
  const after = String.fromCodePoint(text.codePointAt(end) ?? 0x20);
  return !WORD.test(before) || !WORD.test(after) || SPACELESS.test(before) || SPACELESS.test(after);
}

function characterBefore(text: string, index: number): string {
  return /[^]$/u.exec(text.slice(Math.max(0, index - 2), index))?.[0] ?? "";
}

/** Like `foldName`, for one character. A line break is not one of the spaces that a name can have. */
function fold(character: string): string {
  if (/^\s/.test(character)) return character.startsWith("\n") ? "\n" : " ";
  // The two small sigmas are the same letter; its place in the word decides which is used.
  return visibleOf(character.normalize("NFKC").toLowerCase().normalize("NFKC")).replaceAll("ς", "σ");
}
