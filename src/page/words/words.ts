/**
 * Owns the choice of the page's language: the first of the browser's languages that the page speaks. Only its words are
 * loaded, before anything is drawn.
 */
import type { ClosingReason, RefusalReason } from "../../protocol/events.ts";
import type { Words } from "./en.ts";

const LANGUAGES = {
  en: async (): Promise<Words> => (await import("./en.ts")).en,
  zh: async (): Promise<Words> => (await import("./zh.ts")).zh,
};

const chosen = navigator.languages.map((tag) => tag.split("-")[0] ?? "").find((tag) => Object.hasOwn(LANGUAGES, tag));

/** A BCP 47 tag for the document and for dates: English, or Simplified Chinese. */
export const language = chosen === "zh" ? "zh-Hans" : "en";

/** The words of the page; there are none before `loadWords`. */
export let words: Words;

/** What a room gives as its reason, in words; also where it is of a later version, and the page does not know it. */
export function reasonText(reason: RefusalReason | ClosingReason): string {
  return Object.hasOwn(words.reasons, reason) ? words.reasons[reason] : words.unknownReason;
}

/** Resolves when the page has its words. Rejects where they did not arrive. */
export async function loadWords(): Promise<void> {
  words = await LANGUAGES[chosen === "zh" ? "zh" : "en"]();
}
