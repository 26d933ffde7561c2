import type { ClosingReason, RefusalReason } from "../../protocol/events.ts";
import type { Words } from "./en.ts";

const LANGUAGES = {
  en: async (): Promise<Words> => (await import("./en.ts")).en,
  zh: async (): Promise<Words> => (await import("./zh.ts")).zh,
};

const chosen = navigator.languages.map((tag) => tag.split("-")[0] ?? "").find((tag) => Object.hasOwn(LANGUAGES, tag));

/** A BCP 47 tag for the document and for dates: the first of the browser's languages that the page has, else English. */
export const language = chosen === "zh" ? "zh-Hans" : "en";

/** Undefined until `loadWords` has resolved. */
export let words: Words;

/** A reason given by the room, in words. A later version of the room may have reasons that this page does not know. */
export function reasonText(reason: RefusalReason | ClosingReason): string {
  return Object.hasOwn(words.reasons, reason) ? words.reasons[reason] : words.unknownReason;
}

/** Loads only the words of the page's language. Rejects if they fail to load. */
export async function loadWords(): Promise<void> {
  words = await LANGUAGES[chosen === "zh" ? "zh" : "en"]();
}
