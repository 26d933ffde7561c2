export { isFull, toggleReaction } from "./react.ts";
export { Reactions } from "./Reactions.tsx";
