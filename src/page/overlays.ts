import { lazyOverlay } from "./ui/LazyOverlay.tsx";

/** What can lie over the room, one at a time. */
export type Overlay = "rooms" | "people" | "search" | "share" | "name" | "notify" | "switcher" | "keys";

export const search = lazyOverlay(() => import("./search/SearchPanel.tsx").then((module) => module.SearchPanel));
export const share = lazyOverlay(() => import("./header/ShareDialog.tsx").then((module) => module.ShareDialog));
export const notify = lazyOverlay(() => import("./notify/NotifyMenu.tsx").then((module) => module.NotifyMenu));
export const switcher = lazyOverlay(() => import("./rooms/RoomSwitcher.tsx").then((module) => module.RoomSwitcher));
export const shortcutsHelp = lazyOverlay(() => import("./ui/ShortcutsHelp.tsx").then((module) => module.ShortcutsHelp));
