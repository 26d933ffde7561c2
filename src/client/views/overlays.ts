/** Owns what may lie over the room, one at a time, and which of it comes later. */
import { later } from "./Later.tsx";

export type Overlay = "rooms" | "people" | "search" | "share" | "name" | "notify" | "switcher" | "keys";

export const search = later(() => import("./SearchPanel.tsx").then((module) => module.SearchPanel));
export const share = later(() => import("./ShareDialog.tsx").then((module) => module.ShareDialog));
export const notify = later(() => import("./NotifyMenu.tsx").then((module) => module.NotifyMenu));
export const switcher = later(() => import("./Switcher.tsx").then((module) => module.Switcher));
export const keysHelp = later(() => import("./KeysHelp.tsx").then((module) => module.KeysHelp));
