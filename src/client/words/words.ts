/** Owns the choice of the page's language: the first of the browser's languages that the page speaks. */
import { en, type Words } from "./en.ts";
import { zh } from "./zh.ts";

const LANGUAGES: Readonly<Record<string, Words>> = { en, zh };

const chosen = navigator.languages.map((tag) => tag.split("-")[0] ?? "").find((tag) => Object.hasOwn(LANGUAGES, tag));

/** A BCP 47 tag for the document and for dates: English, or Simplified Chinese. */
export const language = chosen === "zh" ? "zh-Hans" : "en";

/** The words of the page. */
export const words: Words = LANGUAGES[chosen ?? "en"] ?? en;
