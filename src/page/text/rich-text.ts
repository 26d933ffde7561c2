// What formatted text needs, as one chunk.
export { isLong } from "./markdown/length.ts";
export { parse } from "./markdown/parse.ts";
export { keepListInPlace } from "./list-anchor.ts";
export { RichText } from "./RichText.tsx";
