/** Owns what may lie over the room, one at a time, and which of it comes later. */
import { lazy } from "./ui/Lazy.tsx";

export type Overlay = "rooms" | "people" | "search" | "share" | "name" | "notify" | "switcher" | "keys";

export const search = lazy(() => import("./search/SearchPanel.tsx").then((module) => module.SearchPanel));
export const share = lazy(() => import("./header/ShareDialog.tsx").then((module) => module.ShareDialog));
export const notify = lazy(() => import("./notify/NotifyMenu.tsx").then((module) => module.NotifyMenu));
export const switcher = lazy(() => import("./rooms/RoomSwitcher.tsx").then((module) => module.RoomSwitcher));
export const shortcutsHelp = lazy(() => import("./ui/ShortcutsHelp.tsx").then((module) => module.ShortcutsHelp));
