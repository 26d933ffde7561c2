/** Shows links to one message: opened around it, marked, with the way back to now. */
import { describe, expect, test } from "vitest";
import { isAtEnd, markedInView } from "../support/browser/list.ts";
import { fill, freshRoom } from "../support/browser/rooms.ts";
import { serverUrl } from "../support/browser/servers.ts";
import { DESKTOP, PHONE, useVisitors, type Visitor } from "../support/browser/visitors.ts";

const visitors = useVisitors();

function searchOf({ page }: Visitor): Promise<string> {
  return page.evaluate(() => location.search);
}

describe.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s", (_device, device) => {
  test("[G2] a link opens the room around its message, marked, and there is a way back to now", async () => {
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

test("somebody who was in the room comes to the message all the same, also after a reload", async () => {
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

test("a link that names no message opens the room at its newest", async () => {
  const room = freshRoom();
  await fill(room, 100);
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}?at=99999999999999999999`, "Ada");
  await ada.said("line 100").waitFor();
  await expect.poll(() => isAtEnd(ada)).toBe(true);
  expect(await ada.page.locator(".to-newest").count()).toBe(0);
});

test("a link in a message leads to its message without loading the page, and back", async () => {
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

test("the address names no message any more in another room", async () => {
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

test("who wishes for less motion sees the mark as well", async () => {
  const room = freshRoom();
  await fill(room, 100);
  const ada = await visitors.newcomer({ reducedMotion: "reduce" });
  await ada.enter(`/r/${room}?at=10`, "Ada");
  expect(await markedInView(ada)).toBe("line 10");
  expect(await ada.page.locator(".message.marked").evaluate((message) => message.getAnimations().length)).toBe(0);
});
