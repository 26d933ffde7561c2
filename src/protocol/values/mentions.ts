/** Owns who is mentioned in a text: an `@` and the name of somebody, in whatever case, width and spacing. Pure. */
import { addressesIn, UNSPACED, type Range } from "./addresses.ts";
import { NAME_MAX_LENGTH } from "../limits.ts";
import { foldName, parsePersonName, type PersonName } from "./names.ts";
import { visibleOf } from "./text.ts";

/** `text.slice(start, end)` is the `@` and what stands there of the name. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly name: PersonName;
}

/** A name as it is looked for: folded, with single spaces where it has any. */
interface Wanted {
  readonly name: PersonName;
  readonly folded: string;
}

/** A character of a text: folded, and where it ends there. */
interface Folded {
  readonly folded: string;
  readonly end: number;
}

/**
 * What is folded as one: a character with its marks, or a Korean syllable in its parts. An `@` leaves marks to the name. Of
 * many marks the rest stands alone, or they would take their time (`streamSafe`).
 */
const CHARACTER = /[@＠]|(?:[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|[^])[\p{M}\uff9e\uff9f]{0,30}/gu;

/** Backticks; and apart, those that may begin a fence. */
const BACKTICKS = /(?=`)(?:((?<=^[ \t>]*)`{3,})|`+)/gm;

const WORD = /[\p{L}\p{M}\p{N}_]/u;

const SPACELESS = new RegExp(`[${UNSPACED}]`, "u");

/** Before an `@` these make it a part of an address, of mail or of a page. */
const ADDRESS = /[@＠/.+-]/;

/**
 * Where `text` mentions somebody of `names`, ascending; where several names would do, the longest. Code and addresses mention
 * nobody. What begins first counts: a backtick in a name begins no code.
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

/** From each run of backticks to the next of its size; a fence goes on to the end, if need be. */
function codeIn(text: string): readonly Range[] {
  /** By its size, where the next run ends. */
  const ends: number[] = [];
  return [...text.matchAll(BACKTICKS)].toReversed().flatMap(({ 0: run, 1: fence, index: start }) => {
    const end = ends[run.length] ?? (fence && text.length);
    ends[run.length] = start + run.length;
    return end ? [{ start, end }] : [];
  });
}

/** Whether `text` mentions `name`, and not only somebody of `others` whose name begins with it. */
export function isMentioned(text: string, name: PersonName, others: Iterable<PersonName> = []): boolean {
  // Before the others: of two people with one name, the first in the list stands for both.
  return mentionsOf(text, [name, ...others]).some((mention) => mention.name === name);
}

/**
 * What could be a longer name than the one of `mention`: each text behind its `@` that goes on to another end of a word in this
 * line. The shortest first.
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

/** Whether the `@` at this index may begin a mention: not within a word, and not in an address. */
export function mayOpenMention(text: string, at: number): boolean {
  const before = characterBefore(text, at);
  return !ADDRESS.test(before) && (!WORD.test(before) || SPACELESS.test(before));
}

/** `text` folded as names are compared, but with its spaces: each run of them as one. */
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

/** The longest of the names that stand in `text` from this character on, and where it ends. */
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

/** Where the name `wanted` ends that begins with this character, or null. Its spaces may be left out, but none put in. */
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

/** Whether a word may end at this index: "@Lin" is not in "@Linda", but "@小明" is in "@小明你好". */
function isWordEnd(text: string, end: number): boolean {
  const before = characterBefore(text, end);
  const after = String.fromCodePoint(text.codePointAt(end) ?? 0x20);
  return !WORD.test(before) || !WORD.test(after) || SPACELESS.test(before) || SPACELESS.test(after);
}

function characterBefore(text: string, index: number): string {
  return /[^]$/u.exec(text.slice(Math.max(0, index - 2), index))?.[0] ?? "";
}

/** As `foldName`, of one character; a line break is none of a name's spaces. */
function fold(character: string): string {
  if (/^\s/.test(character)) return character.startsWith("\n") ? "\n" : " ";
  // The two small sigmas are one letter: which of them, the place in the word says.
  return visibleOf(character.normalize("NFKC").toLowerCase().normalize("NFKC")).replaceAll("ς", "σ");
}
