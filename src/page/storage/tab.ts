/**
 * What the tabs of this browser know about each other. They use locks, which the browser releases when a tab ends, even by a
 * crash: a lock says that a tab is alive, or that the user is looking at a room in it.
 */
import type { RoomName } from "../../protocol/values/names.ts";
import { newId } from "../../client/ids.ts";

/** The key in sessionStorage, which outlives the page, for the page's id. A duplicated tab has a copy of it. */
const KEY = "foyer.tab";
/** Appended to the id once the page has been left. */
const LEFT = " left";

function lockOf(tab: string): string {
  return `foyer-tab-${tab}`;
}

export class Tab {
  readonly id: string;
  /** The id of the previous page in this tab; empty if there was none. */
  readonly before: string;
  readonly #hasLeft: boolean;

  constructor(id: string) {
    this.id = id;
    const before = remember(id);
    this.before = before.replace(LEFT, "");
    this.#hasLeft = before.endsWith(LEFT);
    // We never release the lock. The browser does when the tab is closed, reloaded or crashes.
    navigator.locks?.request(lockOf(id), () => new Promise(() => {})).catch(() => undefined); // refused: as in browsers without locks
  }

  /** Resolves with a function that says whether a tab is gone. In browsers without locks, all others are. */
  async goneNow(): Promise<(other: string) => boolean> {
    const { held = [] } = (await navigator.locks?.query().catch(() => undefined)) ?? {};
    // The previous page's lock may not be released yet.
    return (other) => (this.#hasLeft && other === this.before) || !held.some(({ name }) => name === lockOf(other));
  }

  /**
   * Runs `act` when the tab `other` is gone, which may be now or never, and in one tab at a time. Browsers without locks, as on
   * plain http, run it at once: two tabs may then send the same message, but the room accepts it only once.
   */
  async afterEndOf(other: string, act: () => Promise<void>): Promise<void> {
    if (navigator.locks === undefined) await act();
    else await navigator.locks.request(lockOf(other), act);
  }
}

/** Stores this page's `id` in the tab. Returns what the previous page stored there. */
function remember(id: string): string {
  try {
    const before = sessionStorage.getItem(KEY) ?? "";
    sessionStorage.setItem(KEY, id);
    addEventListener("pagehide", () => sessionStorage.setItem(KEY, id + LEFT));
    addEventListener("pageshow", () => sessionStorage.setItem(KEY, id)); // back from the back/forward cache
    return before;
  } catch {
    return ""; // blocked: as if every page were the first in its tab
  }
}

let here: Tab | null = null;

export function thisTab(): Tab {
  here ??= new Tab(newId());
  return here;
}

function activeRoomLockOf(room: RoomName): string {
  return `foyer-attended-${room}`;
}

/** Tells the other tabs that the user is looking at `room` in this one, until the returned function is called. */
export function announceActiveRoom(room: RoomName): () => void {
  const isOver = new AbortController();
  const over = new Promise<void>((resolve) => isOver.signal.addEventListener("abort", () => resolve()));
  navigator.locks?.request(activeRoomLockOf(room), { mode: "shared" }, () => over).catch(() => undefined); // as in browsers without locks
  return () => isOver.abort();
}

/** Whether the user is looking at `room` in any tab. */
export async function isRoomActiveInAnyTab(room: RoomName): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === activeRoomLockOf(room));
}

/** Runs `act` while no other tab runs one with the same `name`. Browsers without locks run it at once. */
export async function oneTabAtATime(name: string, act: () => Promise<void>): Promise<void> {
  if (navigator.locks === undefined) await act();
  else await navigator.locks.request(`foyer-${name}`, act);
}
