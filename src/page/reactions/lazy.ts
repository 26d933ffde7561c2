/** For features that are loaded later themselves: in `index.ts` these would become part of the first view. */
export { EmojiPicker } from "./EmojiPicker.tsx";
export { QuickReactions } from "./QuickReactions.tsx";
export { WhoReacted } from "./WhoReacted.tsx";
