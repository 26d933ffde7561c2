import { expect, test } from "vitest";
import {
  clickNotification,
  controlVisibility,
  setPageHidden,
  waitForNotifications,
  notificationsSoFar,
} from "../../support/browser/page-visibility.ts";
import { findings } from "../../support/browser/axe.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { serverUrl } from "../../support/browser/servers.ts";
import { useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

/** Ada, whose page can be hidden, and Lin, in one room. */
async function adaAndLin(permission: NotificationPermission = "granted") {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  await controlVisibility(ada, permission);
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin");
  return { room, ada, lin };
}

async function choose({ page }: Visitor, level: string): Promise<void> {
  await page.getByRole("button", { name: "Notifications" }).click();
  await page.getByRole("radio", { name: level }).check();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

test("a message that mentions somebody is highlighted for that person only", async () => {
  const { ada, lin } = await adaAndLin();
  await lin.say("@ada, are you there?");
  await lin.say("@adam is not");
  await ada.said("@adam is not").waitFor();
  expect(await ada.page.locator(".message.for-you").allTextContents()).toHaveLength(1);
  expect(await ada.page.locator(".message.for-you .message-text").textContent()).toBe("@ada, are you there?");
  expect(await lin.page.locator(".message.for-you").count()).toBe(0);
});

test("the title counts unseen mentions until the page is visible again", async () => {
  const { room, ada, lin } = await adaAndLin();
  await setPageHidden(ada);
  for (const text of ["@Ada!", "well", "@Ada?"]) await lin.say(text);
  await ada.page.waitForFunction(() => document.title.startsWith("(2) "));
  expect(await ada.page.title()).toBe(`(2) ${room} · Foyer`);
  await setPageHidden(ada, false);
  await ada.page.waitForFunction(() => !document.title.startsWith("("));
});

test("while the page is hidden, a mention shows a notification that leads to its room", async () => {
  const { room, ada, lin } = await adaAndLin();
  await lin.say("@Ada, in sight");
  await ada.said("@Ada, in sight").waitFor();
  await setPageHidden(ada);
  await lin.say("not for anybody");
  await lin.say("@Ada, out of sight");
  expect(await waitForNotifications(ada, 1)).toEqual([
    { title: room, body: "Lin: @Ada, out of sight", tag: `foyer ${room}` },
  ]);
  await clickNotification(ada);
  await setPageHidden(ada, false);
  await ada.page.locator(".unread-divider").waitFor();
  expect(new URL(ada.page.url()).pathname).toBe(`/r/${room}`);
  expect(await notificationsSoFar(ada)).toHaveLength(1);
});

test("at the level of all messages, the newest of a burst shows a notification", async () => {
  const { ada, lin } = await adaAndLin();
  await choose(ada, "All messages");
  await setPageHidden(ada);
  await lin.say("good morning");
  expect((await waitForNotifications(ada, 1)).map(({ body }) => body)).toEqual(["Lin: good morning"]);
  for (const text of ["one", "two", "three"]) await lin.say(text);
  expect((await waitForNotifications(ada, 2)).at(-1)?.body).toBe("Lin: three");
  await ada.page.waitForFunction(() => document.title.startsWith("(4) "));
});

test("at the level of nothing, the bell says so, there are no alerts, and the next visit keeps the level", async () => {
  const { room, ada, lin } = await adaAndLin();
  await choose(ada, "Nothing");
  await ada.page.reload();
  await ada.isIn();
  await ada.page.getByRole("button", { name: "Notifications: Nothing" }).waitFor();
  await setPageHidden(ada);
  await lin.say("@Ada?");
  const badge = ada.page
    .getByRole("complementary", { name: "Rooms" })
    .getByRole("link", { name: room })
    .locator(".unread");
  await badge.waitFor();
  expect(await badge.getAttribute("aria-label")).toBe("1 unread");
  expect(await ada.page.title()).toBe(`${room} · Foyer`);
});

test("only one of two tabs notifies, and none while the room is visible in another", async () => {
  const { room, ada, lin } = await adaAndLin();
  const tab = await ada.openTab();
  await tab.page.goto(`${serverUrl()}/r/${room}`);
  await tab.isIn();
  await setPageHidden(ada);
  await lin.say("@Ada, read in the other tab");
  // The message has reached this tab too, and was read in the other one: so there is nothing to notify of.
  await ada.said("@Ada, read in the other tab").waitFor();
  await ada.page.waitForFunction(() => !document.title.startsWith("("));
  await setPageHidden(tab);
  const notifications = async (): Promise<string[]> =>
    (await Promise.all([ada, tab].map(notificationsSoFar))).flat().map(({ body }) => body);
  await lin.say("@Ada, read nowhere");
  await expect.poll(notifications).toEqual(["Lin: @Ada, read nowhere"]);
  await lin.say("@Ada, once more");
  await expect.poll(notifications).toContain("Lin: @Ada, once more");
  expect((await notifications()).toSorted()).toEqual(["Lin: @Ada, once more", "Lin: @Ada, read nowhere"]);
});

test("only a click asks for the permission, and the page explains what the browser allows", async () => {
  const { room, ada } = await adaAndLin("default");
  await ada.page.getByRole("button", { name: "Notifications" }).click();
  await ada.page.getByText("Your browser can show notifications").waitFor();
  await ada.page.getByRole("button", { name: "Allow notifications" }).click();
  await ada.page.getByText("Your browser shows notifications").waitFor();
  expect(await findings(ada)).toEqual([]);
  const lin = await visitors.newcomer();
  await controlVisibility(lin, "denied");
  await lin.enter(`/r/${room}`, "Lin");
  await lin.page.getByRole("button", { name: "Notifications" }).click();
  await lin.page.getByText("blocks notifications from this page").waitFor();
  expect(await lin.page.getByRole("button", { name: "Allow notifications" }).count()).toBe(0);
});
