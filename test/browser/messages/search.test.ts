import type { BrowserContextOptions } from "playwright-core";
import { describe, expect, test } from "vitest";
import { isInView } from "../../support/browser/list.ts";
import { freshRoom, guestIn } from "../../support/browser/rooms.ts";
import { DESKTOP, PHONE, useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

/** Ada, in a room of 400 messages, of which every hundredth is about tea. */
async function comeIn(device: BrowserContextOptions): Promise<Visitor> {
  const room = freshRoom();
  const bob = await guestIn(room);
  const texts = Array.from({ length: 400 }, (_, index) =>
    index % 100 === 7 ? `下午喝 Tea ${index}` : `line ${index}`,
  );
  await bob.sayAll(texts);
  const ada = await visitors.newcomer(device);
  await ada.enter(`/r/${room}`, "Ada");
  await ada.said("line 399").waitFor();
  return ada;
}

async function find(ada: Visitor, query: string): Promise<readonly string[]> {
  await ada.page.getByRole("searchbox").fill(query);
  await ada.page.keyboard.press("Enter");
  // Until then the previous results are shown.
  await ada.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await ada.page.locator(".search-status", { hasText: /found|newest/ }).waitFor();
  return await ada.page.locator(".search-result-text").allTextContents();
}

describe.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s", (name, device) => {
  test("[Q1] [Q2] [Q3] a search shows its hits in order of time, highlighted, and leads to each", async () => {
    const ada = await comeIn(device);
    await ada.page.getByRole("button", { name: "Search" }).click();
    await ada.page.getByText("Narrow your search with from:name").waitFor();
    const found = ["下午喝 Tea 7", "下午喝 Tea 107", "下午喝 Tea 207", "下午喝 Tea 307"];
    expect(await find(ada, "下午 tea")).toEqual(found);
    expect(await ada.page.locator(".search-result mark").allTextContents()).toEqual(
      found.flatMap(() => ["下午", "Tea"]),
    );
    await find(ada, "from:bob 10");
    await expect.poll(() => ada.page.locator(".search-result-text").allTextContents()).toContain("下午喝 Tea 107");

    await find(ada, "喝");
    await ada.page.locator(".search-result", { hasText: "Tea 107" }).click();
    await ada.said("下午喝 Tea 107").waitFor();
    await expect.poll(() => isInView(ada.said("下午喝 Tea 107"))).toBe(true);
    expect(await ada.page.locator(".search-panel").count()).toBe(name === "a phone" ? 0 : 1);
  });
});

test("the keyboard alone can search, go through the results, and return", async () => {
  const ada = await comeIn(DESKTOP);
  await ada.composer.focus();
  await ada.page.keyboard.press("Control+Shift+F");
  await ada.page.locator(".search-panel").waitFor();
  await ada.page.keyboard.type("tea");
  await ada.page.keyboard.press("Enter");
  await ada.page.getByText("4 messages found.").waitFor();
  const focused = (): Promise<string> => ada.page.evaluate(() => document.activeElement?.textContent ?? "");
  await ada.page.keyboard.press("ArrowUp");
  expect(await focused()).toContain("Tea 307");
  await ada.page.keyboard.press("ArrowUp");
  expect(await focused()).toContain("Tea 207");
  await ada.page.keyboard.press("ArrowDown");
  await ada.page.keyboard.press("ArrowDown");
  await ada.page.keyboard.press("ArrowDown");
  expect(await focused()).toContain("Tea 7");
  await ada.page.keyboard.press("Enter");
  await ada.said("下午喝 Tea 7").waitFor();
  await ada.page.keyboard.press("Escape");
  await ada.page.locator(".search-panel").waitFor({ state: "detached" });
  expect(await ada.composer.evaluate((composer) => composer === document.activeElement)).toBe(true);
});

test("[Q1] [Q4] [Q5] a message is found right after it was sent, by its day too; and the page says when nothing is found", async () => {
  const ada = await comeIn(DESKTOP);
  await ada.say("a secret word");
  await ada.said("a secret word").waitFor();
  await ada.page.keyboard.press("Control+Shift+F");
  expect(await find(ada, "secret")).toEqual(["a secret word"]);
  await ada.page.getByRole("searchbox").fill('" OR 1=1 --');
  await ada.page.keyboard.press("Enter");
  await ada.page.getByText("No messages found.").waitFor();
  expect(await find(ada, "secret after:2020-01-01")).toEqual(["a secret word"]);
  await ada.page.getByRole("searchbox").fill("secret before:2020-01-01");
  await ada.page.keyboard.press("Enter");
  await ada.page.getByText("No messages found.").waitFor();
});
