import type { ClosingReason, RefusalReason } from "../../protocol/events.ts";
import type { Words } from "./en.ts";

/** The languages of the page. For a new one, the compiler asks for its words wherever there are any. */
type Language = "en" | "zh";

/** BCP 47 tags. */
const TAGS: Readonly<Record<Language, string>> = { en: "en", zh: "zh-Hans" };

const LOADERS: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import("./en.ts")).en,
  zh: async () => (await import("./zh.ts")).zh,
};

const isLanguage = (tag: string): tag is Language => Object.hasOwn(TAGS, tag);
const chosen = navigator.languages.map((tag) => tag.split("-")[0] ?? "").find(isLanguage) ?? "en";

/** A BCP 47 tag for the document and for dates: the first of the browser's languages that the page has, else English. */
export const language = TAGS[chosen];

/** The one of `texts` that is in the page's language. */
export function localized<Text>(texts: Readonly<Record<Language, Text>>): Text {
  return texts[chosen];
}

/** Undefined until `loadWords` has resolved. */
export let words: Words;

/** A reason given by the room, in words. A later version of the room may have reasons that this page does not know. */
export function reasonText(reason: RefusalReason | ClosingReason): string {
  return Object.hasOwn(words.reasons, reason) ? words.reasons[reason] : words.unknownReason;
}

/** Loads only the words of the page's language. Rejects if they fail to load. */
export async function loadWords(): Promise<void> {
  words = await LOADERS[chosen]();
}
