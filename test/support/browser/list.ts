import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type { Visitor } from "./visitors.ts";

/** Whether the list is scrolled to its end. */
export function isAtEnd({ list }: Visitor): Promise<boolean> {
  return list.evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop < 2);
}

/** Whether all of this element is visible in the list. */
export function isInView(element: Locator): Promise<boolean> {
  return element.evaluate((node) => {
    const list = node.closest(".list")?.getBoundingClientRect();
    const { top, bottom } = node.getBoundingClientRect();
    return list !== undefined && top >= list.top && bottom <= list.bottom;
  });
}

/** Pixels from the top of the list to the top of this message. Measured in one step, as the list may render in between. */
export function topOf({ list }: Visitor, text: string): Promise<number> {
  return list.evaluate((box, wanted) => {
    const messages = [...box.querySelectorAll(".message-text")];
    const message = messages.find(({ textContent }) => textContent === wanted);
    return (message?.getBoundingClientRect().top ?? Number.NaN) - box.getBoundingClientRect().top;
  }, text);
}

/** Scrolls the list to `top` pixels from its start, or as far as possible. */
export async function scrollTo({ list }: Visitor, top: number): Promise<void> {
  await list.evaluate((box, y) => box.scrollTo(0, y), top);
}

/** Waits until the highlighted message is in the middle third of the list, and returns its text. */
export async function markedInView({ page }: Visitor): Promise<string | null> {
  const marked = page.locator(".message.marked");
  await expect.poll(() => marked.evaluate(isInMiddleThird)).toBe(true);
  return await marked.locator(".message-text").textContent();
}

/** Runs in the page. */
function isInMiddleThird(message: Element): boolean {
  const list = message.closest(".list")?.getBoundingClientRect();
  const { top, height } = message.getBoundingClientRect();
  const place = (top + height / 2 - (list?.top ?? 0)) / (list?.height ?? 0);
  return place > 1 / 3 && place < 2 / 3;
}
