/**
 * What a click on a notification does. Only notifications that the service worker had to show end up here, because the page
 * may not show any: Chrome on Android.
 */
/** A tab or window of this site, as the browser describes it to a worker. */
export interface Page {
  readonly url: string;
  focus(): Promise<unknown>;
  /** Tells the page which path to go to. */
  postMessage(path: string): void;
}

export interface Pages {
  /** The most recently focused page comes first. */
  matchAll(options: { readonly type: "window"; readonly includeUncontrolled: true }): Promise<readonly Page[]>;
  openWindow(url: string): Promise<unknown>;
}

/**
 * Goes to the message that `path` links to: in a tab with its room open; else in any other tab, where `store.ts` opens the
 * room; else in a new tab.
 */
export async function follow(path: string, pages: Pages, origin: string): Promise<void> {
  const { href, pathname } = new URL(path, origin);
  const open = await pages.matchAll({ type: "window", includeUncontrolled: true });
  const page = open.find(({ url }) => new URL(url).pathname === pathname) ?? open[0];
  if (page === undefined) {
    await pages.openWindow(href);
    return;
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- all pages of a worker have its origin
  page.postMessage(path);
  await page.focus();
}
