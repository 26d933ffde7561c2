/** What can lie over the room, one at a time. */
export type Overlay = "rooms" | "people" | "search" | "share" | "name" | "notifications" | "switcher" | "help";
