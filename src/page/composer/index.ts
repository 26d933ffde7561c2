export { Composer } from "./Composer.tsx";
export { fieldOf } from "./composer-state.ts";
export { Drafts } from "./drafts.ts";
export { COMMANDS } from "./slash-commands.ts";
