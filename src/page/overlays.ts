/** Owns what may lie over the room, one at a time, and which of it comes later. */
import { later } from "./ui/Lazy.tsx";

export type Overlay = "rooms" | "people" | "search" | "share" | "name" | "notify" | "switcher" | "keys";

export const search = later(() => import("./search/SearchPanel.tsx").then((module) => module.SearchPanel));
export const share = later(() => import("./header/ShareDialog.tsx").then((module) => module.ShareDialog));
export const notify = later(() => import("./notify/NotifyMenu.tsx").then((module) => module.NotifyMenu));
export const switcher = later(() => import("./rooms/RoomSwitcher.tsx").then((module) => module.Switcher));
export const keysHelp = later(() => import("./ui/ShortcutsHelp.tsx").then((module) => module.KeysHelp));
