/**
 * Lets a test hide a page, and records the page's notifications. Playwright treats every page as visible and focused.
 */
import type { Visitor } from "./visitors.ts";

export interface ShownNotification {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

/** After the next load, the visitor's pages can be hidden, and record their notifications. */
export async function controlVisibility(
  { context }: Visitor,
  permission: NotificationPermission = "granted",
): Promise<void> {
  await context.addInitScript((granted) => {
    const page = { isHidden: false, notified: [] as unknown[], permission: granted };
    Object.defineProperty(document, "visibilityState", { get: () => (page.isHidden ? "hidden" : "visible") });
    document.hasFocus = () => !page.isHidden;
    class Spy extends EventTarget {
      static get permission(): string {
        return page.permission;
      }
      static requestPermission(): Promise<string> {
        page.permission = "granted";
        return Promise.resolve(page.permission);
      }
      constructor(title: string, { body, tag }: { body: string; tag: string }) {
        super();
        page.notified.push({ title, body, tag });
        Object.assign(page, { last: this });
      }
      close(): void {}
    }
    Object.assign(globalThis, { fakePage: page, Notification: Spy });
  }, permission);
}

/** Hides the page, or shows it again. */
export async function setPageHidden({ page }: Visitor, isHidden = true): Promise<void> {
  await page.evaluate((hidden) => {
    Object.assign(Reflect.get(globalThis, "fakePage"), { isHidden: hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);
}

/** Waits until the page has shown `count` notifications, and returns all of them. */
export async function waitForNotifications({ page }: Visitor, count: number): Promise<readonly ShownNotification[]> {
  await page.waitForFunction((least) => Reflect.get(globalThis, "fakePage").notified.length >= least, count);
  return await notificationsSoFar({ page });
}

/** The notifications that the page has shown so far. */
export async function notificationsSoFar({ page }: Pick<Visitor, "page">): Promise<readonly ShownNotification[]> {
  return await page.evaluate(() => Reflect.get(globalThis, "fakePage").notified);
}

/** Clicks the last notification. */
export async function clickNotification({ page }: Visitor): Promise<void> {
  await page.evaluate(() => Reflect.get(globalThis, "fakePage").last.dispatchEvent(new Event("click")));
}
