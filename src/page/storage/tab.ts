/**
 * Owns what the tabs of this browser know of each other, by locks that end with their tab, however it ends: that it lives,
 * and which room somebody looks at in it.
 */
import type { RoomName } from "../../protocol/values/names.ts";
import { newId } from "../../client/ids.ts";

/** Where the browser's tab, which outlives the page in it, holds the id of that. A copy of the tab has it too. */
const KEY = "foyer.tab";
/** Behind the id of a page that has left. */
const LEFT = " left";

function lockOf(tab: string): string {
  return `foyer-tab-${tab}`;
}

export class Tab {
  readonly id: string;
  /** The page before this one in the same tab, as far as one knows; empty: there was none. */
  readonly before: string;
  readonly #hasLeft: boolean;

  constructor(id: string) {
    this.id = id;
    const before = remember(id);
    this.before = before.replace(LEFT, "");
    this.#hasLeft = before.endsWith(LEFT);
    // Never released by us: the browser does it when the tab is closed, reloaded or has crashed.
    navigator.locks?.request(lockOf(id), () => new Promise(() => {})).catch(() => undefined); // it will not: as without
  }

  /** Tells which tabs are gone. Where the browser has no locks, that is all others. */
  async goneNow(): Promise<(other: string) => boolean> {
    const { held = [] } = (await navigator.locks?.query().catch(() => undefined)) ?? {};
    // The lock of the page before this one may not be released yet.
    return (other) => (this.#hasLeft && other === this.before) || !held.some(({ name }) => name === lockOf(other));
  }

  /**
   * Runs `act` when the tab `other` is gone, which may be now or never; one tab at a time. Where the browser has no locks
   * (plain http) it runs now: then two tabs may do the same, and the room takes a message once however often it is sent.
   */
  async afterEndOf(other: string, act: () => Promise<void>): Promise<void> {
    if (navigator.locks === undefined) await act();
    else await navigator.locks.request(lockOf(other), act);
  }
}

/** Lets the tab remember that it has the page `id` in it. Returns what it remembered of the one before. */
function remember(id: string): string {
  try {
    const before = sessionStorage.getItem(KEY) ?? "";
    sessionStorage.setItem(KEY, id);
    addEventListener("pagehide", () => sessionStorage.setItem(KEY, id + LEFT));
    addEventListener("pageshow", () => sessionStorage.setItem(KEY, id)); // it is shown again as it was
    return before;
  } catch {
    return ""; // blocked: every page is the first one of its tab
  }
}

let here: Tab | null = null;

/** The tab that this page is in. */
export function thisTab(): Tab {
  here ??= new Tab(newId());
  return here;
}

function attentionLockOf(room: RoomName): string {
  return `foyer-attended-${room}`;
}

/** Lets the other tabs know that somebody looks at `room` in this one, until the returned function is called. */
export function attend(room: RoomName): () => void {
  const looking = new AbortController();
  const over = new Promise<void>((resolve) => looking.signal.addEventListener("abort", () => resolve()));
  navigator.locks?.request(attentionLockOf(room), { mode: "shared" }, () => over).catch(() => undefined); // as without
  return () => looking.abort();
}

/** Whether somebody looks at `room` in any tab. */
export async function isAttendedSomewhere(room: RoomName): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === attentionLockOf(room));
}

/** Runs `act` while no other tab does what has this `name`. Where the browser has no locks, it runs at once. */
export async function oneTabAtATime(name: string, act: () => Promise<void>): Promise<void> {
  if (navigator.locks === undefined) await act();
  else await navigator.locks.request(`foyer-${name}`, act);
}
