/**
 * What the search index keeps of a few hundred messages: a Bloom filter of the short pieces ("grams") of their texts and of the
 * beginnings of their authors' names. It tells which groups may have a hit; the text of each message then decides. A Bloom filter
 * has false positives but no false negatives, so no hit is missed. Pure.
 */
import { foldText } from "../../protocol/values/folding.ts";
import { foldAuthor, type Query } from "../../protocol/values/query.ts";
import type { Seq } from "../../protocol/wire.ts";

/**
 * Code points from here on (CJK radicals, then kana, Han, Hangul, full-width forms and emoji) are of scripts with so many
 * characters that one or two of them tell as much as three letters.
 */
const WIDE_FROM = 0x2e80;

/** Bits of a filter for each gram in it, and bits that each gram sets: one group in 400 is a false positive. */
const BITS_PER_GRAM = 16;
const HASHES = 4;

/** Put before an author's name, so that it cannot be a piece of a text: no text has this character. */
const AUTHOR = "\u0001";

/** What a filter is made of. */
export interface Signed {
  readonly name: string;
  readonly text: string;
}

/**
 * The grams of a folded text: any three letters in a row; two, if one is wide; and each wide one alone. A text that contains `part`
 * has every gram of `part`.
 */
export function gramsOf(folded: string): ReadonlySet<string> {
  const grams = new Set<string>();
  const characters = Array.from(folded);
  let [before, last] = ["", ""];
  for (const character of characters) {
    if (isWide(character)) grams.add(character);
    if (last !== "" && (isWide(last) || isWide(character))) grams.add(last + character);
    else if (before !== "" && last !== "" && !isWide(before)) grams.add(before + last + character);
    [before, last] = [last, character];
  }
  return grams;
}

/** Whether `query` has anything that a filter can tell. If not, every message must be read. */
export function isIndexable({ terms, authors }: Query): boolean {
  return authors.length > 0 || terms.some((term) => gramsOf(term).size > 0);
}

/** The filter of these messages. */
export function signatureOf(messages: readonly Signed[]): Uint8Array<ArrayBuffer> {
  const grams = new Set<string>();
  for (const name of new Set(messages.map((message) => message.name))) {
    for (const beginning of beginningsOf(foldAuthor(name))) grams.add(AUTHOR + beginning);
  }
  for (const { text } of messages) for (const gram of gramsOf(foldText(text))) grams.add(gram);
  const filter = new Uint8Array(4 * Math.max(1, Math.ceil((grams.size * BITS_PER_GRAM) / 32)));
  for (const gram of grams) add(filter, hashesOf(gram));
  return filter;
}

/** Returns a function that says whether messages with a filter may match `query`. */
export function matcherOf({ terms, authors }: Query): (filter: Uint8Array) => boolean {
  const all = [...new Set(terms.flatMap((term) => [...gramsOf(term)]))].map(hashesOf);
  const oneOf = authors.map((author) => hashesOf(AUTHOR + author));
  return (filter) =>
    all.every((hashes) => mayHave(filter, hashes)) &&
    (oneOf.length === 0 || oneOf.some((hashes) => mayHave(filter, hashes)));
}

/**
 * `filter` as it is stored for the messages from `first` to `last`: with a checksum of all three after it. A filter that lost a bit,
 * or belongs to other messages, would hide hits.
 */
export function sealed(filter: Uint8Array<ArrayBuffer>, first: Seq, last: Seq): ArrayBuffer {
  const stored = new Uint8Array(filter.length + 4);
  stored.set(filter);
  new DataView(stored.buffer).setInt32(filter.length, checksumOf(filter, first, last));
  return stored.buffer;
}

/** The filter that was stored for the messages from `first` to `last`; null if the checksum does not match. */
export function unsealed(stored: unknown, first: Seq, last: Seq): Uint8Array<ArrayBuffer> | null {
  if (!(stored instanceof ArrayBuffer) || stored.byteLength < 8 || stored.byteLength % 4 !== 0) return null;
  const filter = new Uint8Array(stored, 0, stored.byteLength - 4);
  const checksum = new DataView(stored).getInt32(filter.length);
  return checksum === checksumOf(filter, first, last) ? filter : null;
}

/** By 32 bits and by index, for speed: a search may read thousands of filters. */
function checksumOf(filter: Uint8Array<ArrayBuffer>, first: Seq, last: Seq): number {
  const words = new Int32Array(filter.buffer, 0, filter.length / 4);
  let sum = Math.imul(first, 31) ^ ~last; // not zero if everything else is
  for (let at = 0; at < words.length; at++) sum = (Math.imul(sum, 31) + (words[at] ?? 0)) | 0;
  return sum;
}

function isWide(character: string): boolean {
  return (character.codePointAt(0) ?? 0) >= WIDE_FROM;
}

/** Every prefix of `text`, in whole characters. */
function beginningsOf(text: string): readonly string[] {
  const characters = Array.from(text);
  return characters.map((_, index) => characters.slice(0, index + 1).join(""));
}

/** Two hashes of a gram; its bits in a filter are made of both (Kirsch and Mitzenmacher, 2006). */
interface Hashes {
  readonly first: number;
  readonly second: number;
}

function hashesOf(gram: string): Hashes {
  return { first: hashOf(gram, 0x811c9dc5), second: hashOf(gram, 0x9747b28c) | 1 }; // odd: it must not be zero
}

function bitOf({ first, second }: Hashes, index: number, filter: Uint8Array): number {
  return ((first + Math.imul(index, second)) >>> 0) % (filter.length * 8);
}

function add(filter: Uint8Array, hashes: Hashes): void {
  for (let index = 0; index < HASHES; index++) {
    const bit = bitOf(hashes, index, filter);
    filter[bit >> 3] = (filter[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
}

function mayHave(filter: Uint8Array, hashes: Hashes): boolean {
  for (let index = 0; index < HASHES; index++) {
    const bit = bitOf(hashes, index, filter);
    if (((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

/** FNV-1a over UTF-16 code units, with the finish of MurmurHash3: texts that differ little must differ everywhere. */
function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
