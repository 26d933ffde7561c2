/** Owns what a text with syntax needs beyond the page, in one chunk: its parser, and how what it finds looks. */
export { isLong } from "./markdown/length.ts";
export { parse } from "./markdown/parse.ts";
export { keepListInPlace } from "./list-anchor.ts";
export { RichText } from "./RichText.tsx";
