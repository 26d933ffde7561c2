import { expect, test } from "vitest";
import { freshRoom } from "../../support/browser/rooms.ts";
import { useVisitors } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

test.each([
  ["en-US", "Today", "Yesterday"],
  ["zh-CN", "今天", "昨天"],
])("in %s %s becomes %s", async (locale, today, yesterday) => {
  const ada = await visitors.newcomer({ locale });
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.say("hello");
  await ada.said("hello").waitFor();
  const day = ada.page.locator(".day");
  expect(await day.textContent()).toBe(today);
  // The machine sleeps until tomorrow, and then the page becomes visible.
  await ada.page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 24 * 60 * 60_000;
    document.hasFocus = () => false;
    dispatchEvent(new Event("blur"));
    document.hasFocus = () => true;
    dispatchEvent(new Event("focus"));
  });
  await expect.poll(() => day.textContent()).toBe(yesterday);
});
