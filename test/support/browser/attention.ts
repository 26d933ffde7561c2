/**
 * Owns whether a page is looked at, as tests say: Playwright keeps each page shown and in focus, whatever lies before it.
 * And what such a page would notify its person of.
 */
import type { Visitor } from "./visitors.ts";

export interface Notified {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

/** From its next load on, every page of this visitor can be looked away from, and keeps its notifications for the test. */
export async function letLookAway({ context }: Visitor, permission: NotificationPermission = "granted"): Promise<void> {
  await context.addInitScript((granted) => {
    const page = { isAway: false, notified: [] as unknown[], permission: granted };
    Object.defineProperty(document, "visibilityState", { get: () => (page.isAway ? "hidden" : "visible") });
    document.hasFocus = () => !page.isAway;
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
    Object.assign(globalThis, { attention: page, Notification: Spy });
  }, permission);
}

/** This page is hidden, or is looked at again. */
export async function lookAway({ page }: Visitor, isAway = true): Promise<void> {
  await page.evaluate((away) => {
    Object.assign(Reflect.get(globalThis, "attention"), { isAway: away });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isAway);
}

/** What this page has notified its person of, once that is `count` notifications. */
export async function notified({ page }: Visitor, count: number): Promise<readonly Notified[]> {
  await page.waitForFunction((least) => Reflect.get(globalThis, "attention").notified.length >= least, count);
  return await notifiedYet({ page });
}

/** What this page has notified its person of until now. */
export async function notifiedYet({ page }: Pick<Visitor, "page">): Promise<readonly Notified[]> {
  return await page.evaluate(() => Reflect.get(globalThis, "attention").notified);
}

/** The person clicks on the last notification. */
export async function clickNotification({ page }: Visitor): Promise<void> {
  await page.evaluate(() => Reflect.get(globalThis, "attention").last.dispatchEvent(new Event("click")));
}
