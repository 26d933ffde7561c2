/** Owns what is looked up in the index: the trigrams of a query, and of the block that a message is in. Pure. */
import type { Seq } from "../protocol/wire.ts";

/**
 * Messages whose seqs are in one block. A query for several trigrams would else look for one that has them all through the
 * whole room, whatever its bounds: FTS5 compares them only with what it has found. So each message has its block's trigram
 * as well, and what is not in the block ends there.
 */
const BLOCK_SEQS = 32_768;

/** Where the code points of a block's trigram begin: for private use, so few messages have any. */
const BLOCK_CODES = 0xf0000;

/** Trigrams of a query that are looked up: more would hardly exclude more, and each is work. */
const MAX_TRIGRAMS = 12;

/** The first seq of the block that `seq` is in. */
export function blockStart(seq: Seq): Seq {
  return seq - (seq % BLOCK_SEQS);
}

/** The trigram of the block that `seq` is in. */
export function blockOf(seq: Seq): string {
  const block = Math.floor(seq / BLOCK_SEQS);
  const [high, low] = [Math.floor(block / 0x8000), block % 0x8000];
  return String.fromCodePoint(BLOCK_CODES, BLOCK_CODES + high, BLOCK_CODES + low);
}

/** What a text that has `terms` has in the index; none where all of them are shorter than three characters. */
export function trigramsOf(terms: readonly string[]): readonly string[] {
  const trigrams = new Set<string>();
  for (const term of terms) {
    const characters = Array.from(term); // as SQLite counts them: a surrogate pair is one
    for (let at = 0; at + 3 <= characters.length; at++) trigrams.add(characters.slice(at, at + 3).join(""));
  }
  // SQLite would take NUL for the end of the query. No message has one.
  const all = [...trigrams].filter((trigram) => !trigram.includes("\0"));
  const every = Math.ceil(all.length / MAX_TRIGRAMS); // from all of the terms: one may be rarer than the others
  return all.filter((_, index) => index % every === 0);
}

/** The query of FTS5 for all of `trigrams`: in a string nothing has a meaning but a quote, and that is doubled. */
export function matchOf(trigrams: readonly string[]): string {
  return trigrams.map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(" AND ");
}
