/**
 * Owns the reading of Markdown: a message's text as a tree. A chunk of its own, loaded when a message first has a
 * character that could be syntax.
 *
 * Why our own: a room's messages are by strangers, and each must be parsed in time that grows with its length and no faster.
 * marked took 0.2 s for 2,000 lines of `>`, micromark 0.35 s for a message of `- `; markdown-it is 42 KB, gzipped. Of Markdown a
 * chat needs little, and of CommonMark's rules for that little half are in its way (see delimiters.ts).
 */
import type { Mention } from "../../../protocol/values/mentions.ts";
import { Blocks } from "./blocks.ts";
import type { Block } from "./tree.ts";

/** `mentions` are those of the text, which formatting leaves whole. */
export type Parse = (text: string, mentions?: readonly Mention[]) => readonly Block[];

/** Elements that the page makes of a message for its marks, at most; what follows is text. A list of 600 items has as many. */
export const ELEMENTS_MAX = 2_000;

export const parse: Parse = (text, mentions = []) => {
  let elements = 0;
  const spend = (some: number): boolean => {
    const isEnough = elements + some > ELEMENTS_MAX;
    elements = isEnough ? ELEMENTS_MAX : elements + some;
    return !isEnough;
  };
  let at = 0;
  const lines = text.split("\n").map((line) => {
    const start = at;
    at += line.length + 1;
    return { text: line, at: start };
  });
  return new Blocks(mentions, spend).of(lines);
};
