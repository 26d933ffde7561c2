/**
 * Parses a message's Markdown into a tree. A chunk of its own, loaded when a message first contains a character that could be
 * syntax.
 *
 * Why our own parser: strangers write the messages, so each must be parsed in linear time. marked took 0.2 s for 2,000 lines of
 * `>`, micromark 0.35 s for a message of `- `; markdown-it is 42 KB gzipped. Chat needs little of Markdown, and half of
 * CommonMark's rules for that little do not fit chat (see delimiters.ts).
 */
import type { Mention } from "../../../protocol/values/mentions.ts";
import { Blocks } from "./blocks.ts";
import type { Block } from "./tree.ts";

/** `mentions` are those in the text. Formatting never splits them. */
export type Parse = (text: string, mentions?: readonly Mention[]) => readonly Block[];

/** Elements for the formatting of one message, at most; the rest is shown as text. A list of 600 items has about as many. */
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
