import { expect, test } from "vitest";
import { isAtEnd, scrollTo } from "../../support/browser/list.ts";
import { makeNetwork } from "../../support/browser/network.ts";
import { fill, freshRoom } from "../../support/browser/rooms.ts";
import { PHONE, useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

const WAYS: Record<string, (ada: Visitor, room: string) => Promise<void>> = {
  "in the list": async ({ page }, room) => await page.locator(".panel-rooms a", { hasText: room }).click(),
  "in the title": async ({ page }) => await page.locator("h1 a").click(),
  "by its name": async ({ page }, room) => {
    await page.locator(".panel-rooms").getByLabel("Room name").fill(room);
    await page.keyboard.press("Enter");
  },
  "in the switcher": async ({ page }, room) => {
    await page.keyboard.press("Control+k");
    await page.locator("dialog input").fill(room);
    await page.keyboard.press("Enter");
    await page.locator("dialog").waitFor({ state: "detached" });
  },
};

test.each(Object.entries(WAYS))("choosing the current room leads to its newest message: %s", async (_way, go) => {
  const room = freshRoom();
  await fill(room, 120);
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await ada.said("line 120").waitFor();
  await scrollTo(ada, 0);
  await ada.said("line 30").waitFor();
  await ada.page.locator(".to-newest").waitFor();
  const before = await ada.page.evaluate(() => history.length);
  await go(ada, room);
  await expect.poll(() => isAtEnd(ada)).toBe(true);
  await ada.page.locator(".to-newest").waitFor({ state: "detached" });
  expect(await ada.page.evaluate(() => history.length)).toBe(before);
});

test("on a phone too, where the list of rooms covers the room, and closes", async () => {
  const room = freshRoom();
  await fill(room, 60);
  const ada = await visitors.newcomer(PHONE);
  await ada.enter(`/r/${room}`, "Ada");
  await ada.said("line 60").waitFor();
  await scrollTo(ada, 0);
  await ada.page.locator(".to-newest").waitFor();
  await ada.page.getByRole("button", { name: "Show rooms" }).tap();
  await ada.page.locator("dialog a", { hasText: room }).tap();
  await ada.page.locator("dialog").waitFor({ state: "detached" });
  await expect.poll(() => isAtEnd(ada)).toBe(true);
});

test("[F5] a failed reply is a reply again when it is edited, and a failed edit is an edit", async () => {
  const network = await makeNetwork();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada", network.url);
  await ada.say("first");
  await ada.said("first").waitFor();
  // The room refuses messages that contain "no": the test changes them on their way.
  await ada.page.evaluate(() => {
    const send = Reflect.get(WebSocket.prototype, "send");
    WebSocket.prototype.send = function (data) {
      Reflect.apply(send, this, [typeof data === "string" ? data.replaceAll('"no"', '"\\u0000"') : data]);
    };
  });
  await ada.said("first").hover();
  await ada.page.getByRole("toolbar").getByRole("button", { name: "Reply" }).click();
  await ada.say("no");
  await ada.page.locator(".message.failed").getByRole("button", { name: "Edit" }).click();
  await ada.page.getByText("Replying to").waitFor();
  expect(await ada.composer.inputValue()).toBe("no");
  await ada.say("yes");
  await ada.page.locator(".message[data-seq]", { hasText: "yes" }).locator(".quote").waitFor();

  await ada.composer.press("ArrowUp");
  await ada.say("no");
  await ada.page.locator(".message.failed").getByRole("button", { name: "Edit" }).click();
  await ada.page.getByText("Editing your message").waitFor();
  expect(await ada.composer.inputValue()).toBe("no");
  await ada.say("yes, it is");
  await ada.said("yes, it is").waitFor();
  await ada.page.locator(".message.failed").waitFor({ state: "detached" });
  expect(await ada.said().count()).toBe(2);
});
