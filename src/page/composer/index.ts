export { Composer } from "./Composer.tsx";
export { ComposerContext, useComposer } from "./composer-context.ts";
export { ComposerState } from "./composer-state.ts";
export { Drafts } from "./drafts.ts";
export { COMMANDS } from "./slash-commands.ts";
