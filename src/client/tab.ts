/** Owns this tab's life as other tabs see it: a lock that it holds as long as it lives, however it ends. */

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
