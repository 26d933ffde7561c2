import { lazyOverlay } from "../ui/LazyOverlay.tsx";

export { listenForShortcuts } from "./page-shortcuts.ts";

export const shortcutsHelpOverlay = lazyOverlay(() =>
  import("./ShortcutsHelp.tsx").then((module) => module.ShortcutsHelp),
);
