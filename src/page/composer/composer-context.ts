import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ComposerState } from "./composer-state.ts";

/** The composer of the room that is shown, for what replies, edits and commands from elsewhere in the room. */
export const ComposerContext = createContext<ComposerState | null>(null);

/** Throws outside a room: nothing there has a composer. */
export function useComposer(): ComposerState {
  const composer = useContext(ComposerContext);
  if (composer === null) throw new Error("There is a composer only in a room.");
  return composer;
}
