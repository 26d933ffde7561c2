import { expect, test } from "vitest";
import { toolsOf } from "../../support/browser/messages.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { useVisitors } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

test("a part is loaded when the pointer reaches its button, before the click", async () => {
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  const loaded = ada.page.waitForResponse(/\/chunks\/ShareDialog-/);
  await ada.page.getByRole("button", { name: "Share" }).first().hover();
  expect((await loaded).ok()).toBe(true);
  expect(await ada.page.getByRole("dialog").count()).toBe(0);
});

test("the toolbar is loaded when the pointer reaches a message, and the emoji when the picker is opened", async () => {
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.say("hello");
  await ada.said("hello").waitFor();
  const loaded: string[] = [];
  ada.page.on("request", (request) => loaded.push(request.url()));
  const areEmoji = (url: string): boolean => url.includes("/chunks/data-");
  const tools = await toolsOf(ada, "hello");
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.filter(areEmoji)).toEqual([]);
  await tools.getByRole("button", { name: "React…" }).click();
  await ada.page.locator(".picker-grid .tool").first().waitFor();
  expect(loaded.filter(areEmoji)).toHaveLength(1);
});

test.each([
  ["Share", "ShareDialog"],
  ["Search", "SearchPanel"],
  ["Notifications", "NotifyMenu"],
])("if what %s opens fails to load, a card says so and offers to reload the page", async (button, chunk) => {
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.page.route(`**/chunks/${chunk}-*`, (route) => route.abort());
  await ada.page.getByRole("button", { name: button }).first().click();
  const card = ada.page.getByRole("dialog", { name: "Part of this page failed to load." });
  await card.getByRole("button", { name: "Reload" }).waitFor();
  await ada.page.keyboard.press("Escape");
  await card.waitFor({ state: "detached" });
  expect(await ada.page.getByRole("button", { name: button }).first().isVisible()).toBe(true);
});
