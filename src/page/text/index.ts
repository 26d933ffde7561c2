export { beginningOf, charactersOf } from "./graphemes.ts";
export { MessageText } from "./MessageText.tsx";
export { previewOf } from "./preview.ts";
