/**
 * Owns what the tabs of this browser know of each other, by locks that end with their tab, however it ends: that it lives,
 * and which room somebody looks at in it.
 */
import type { RoomName } from "../protocol/names.ts";

function lockOf(tab: string): string {
  return `foyer-tab-${tab}`;
}

export class Tab {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
    // Never released by us: the browser does it when the tab is closed, reloaded or has crashed.
    void navigator.locks?.request(lockOf(id), () => new Promise(() => {}));
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

function attentionLockOf(room: RoomName): string {
  return `foyer-attended-${room}`;
}

/** Lets the other tabs know that somebody looks at `room` in this one, until the returned function is called. */
export function attend(room: RoomName): () => void {
  const looking = new AbortController();
  const over = new Promise<void>((resolve) => looking.signal.addEventListener("abort", () => resolve()));
  void navigator.locks?.request(attentionLockOf(room), { mode: "shared" }, () => over);
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
