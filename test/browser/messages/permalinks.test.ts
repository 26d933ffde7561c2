import { describe, expect, test } from "vitest";
import { isAtEnd, markedInView } from "../../support/browser/list.ts";
import { fill, freshRoom } from "../../support/browser/rooms.ts";
import { serverUrl } from "../../support/browser/servers.ts";
import { DESKTOP, PHONE, useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

function searchOf({ page }: Visitor): Promise<string> {
  return page.evaluate(() => location.search);
}

describe.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s", (_device, device) => {
  test("[G2] a link opens the room around its message, which is highlighted, with a way back to the newest", async () => {
    const room = freshRoom();
    const bob = await fill(room, 600);
    const ada = await visitors.newcomer(device);
    await ada.enter(`/r/${room}?at=200`, "Ada");
    expect(await markedInView(ada)).toBe("line 200");
    expect(await searchOf(ada)).toBe("?at=200");
    await bob.sayAll(["news"]);
    await ada.page.locator(".to-newest").getByText("1 new message").click();
    await ada.said("news").waitFor();
    await expect.poll(() => isAtEnd(ada)).toBe(true);
    expect(await searchOf(ada)).toBe("");
    expect(await ada.page.locator(".message.marked").count()).toBe(0);
  });
});

test("somebody who is already in the room gets to the message too, even after a reload", async () => {
  const room = freshRoom();
  await fill(room, 300);
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await ada.said("line 300").waitFor();
  await ada.page.goto(`${serverUrl()}/r/${room}?at=50`);
  expect(await markedInView(ada)).toBe("line 50");
  await ada.page.reload();
  expect(await markedInView(ada)).toBe("line 50");
});

test("a link to a message that does not exist opens the room at its newest", async () => {
  const room = freshRoom();
  await fill(room, 100);
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}?at=99999999999999999999`, "Ada");
  await ada.said("line 100").waitFor();
  await expect.poll(() => isAtEnd(ada)).toBe(true);
  expect(await ada.page.locator(".to-newest").count()).toBe(0);
});

test("a link inside a message leads to the other message and back, without loading the page", async () => {
  const room = freshRoom();
  const bob = await fill(room, 300);
  await bob.sayAll([`see ${serverUrl()}/r/${room}?at=20`]);
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await ada.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  await ada.page.locator(".message-text a").click();
  expect(await markedInView(ada)).toBe("line 20");
  expect(await searchOf(ada)).toBe("?at=20");
  await ada.page.goBack();
  await ada.page.locator(".message-text a").waitFor();
  await expect.poll(() => isAtEnd(ada)).toBe(true);
  expect(await searchOf(ada)).toBe("");
  expect(await ada.page.evaluate("isSamePage")).toBe(true);
});

test("after changing rooms, the address no longer names a message", async () => {
  const room = freshRoom();
  await fill(room, 100);
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}?at=10`, "Ada");
  expect(await markedInView(ada)).toBe("line 10");
  await ada.page.getByRole("link", { name: "lobby" }).click();
  await ada.isIn();
  expect(await ada.page.evaluate(() => location.pathname + location.search)).toBe("/");
  await ada.page.goBack();
  expect(await markedInView(ada)).toBe("line 10");
});

test("with reduced motion the highlight is visible too", async () => {
  const room = freshRoom();
  await fill(room, 100);
  const ada = await visitors.newcomer({ reducedMotion: "reduce" });
  await ada.enter(`/r/${room}?at=10`, "Ada");
  expect(await markedInView(ada)).toBe("line 10");
  expect(await ada.page.locator(".message.marked").evaluate((message) => message.getAnimations().length)).toBe(0);
});
