/**
 * Owns where a click on a notification leads: to its message. Only of those that the worker had to show, because the page
 * may not: Chrome on Android.
 */

/** A tab of this site, or a window; as the browser gives it to a worker. */
export interface Page {
  readonly url: string;
  focus(): Promise<unknown>;
  /** Tells the page a path to go to. */
  postMessage(path: string): void;
}

export interface Pages {
  /** The one looked at last comes first. */
  matchAll(options: { readonly type: "window"; readonly includeUncontrolled: true }): Promise<readonly Page[]>;
  openWindow(url: string): Promise<unknown>;
}

/**
 * Goes to the message to which `path` is the link, as the notification has it: in a tab in which its room is open, or else
 * in another one, which goes there when it is told (`store.ts`); or in a new one.
 */
export async function follow(path: string, pages: Pages, origin: string): Promise<void> {
  const { href, pathname } = new URL(path, origin);
  const open = await pages.matchAll({ type: "window", includeUncontrolled: true });
  const page = open.find(({ url }) => new URL(url).pathname === pathname) ?? open[0];
  if (page === undefined) {
    await pages.openWindow(href);
    return;
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's pages are all of its origin
  page.postMessage(path);
  await page.focus();
}
