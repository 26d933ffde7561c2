/** Shows links to one message: opened around it, marked, with the way back to now; quotes that lead as far. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Speaker } from "../support/browser/speakers.ts";
import { DESKTOP, freshRoom, PHONE, useVisitors, type Visitor } from "../support/browser/visitors.ts";
import { startServer, type Server } from "../support/browser/wrangler.ts";

const visitors = useVisitors();
/** Lets one guest fill a room in a moment. */
const UNLIMITED = { MESSAGES_PER_SECOND: 1_000_000, MESSAGE_BURST: 1_000_000 };

let server: Server;
beforeAll(async () => {
  server = await startServer({ vars: UNLIMITED });
});
afterAll(() => server.stop());

async function fill(room: string, count: number, at: Server = server): Promise<Speaker> {
  const speaker = await Speaker.connect(at.url, `?room=${room}&name=bob`);
  await speaker.sayAll(Array.from({ length: count }, (_, index) => `line ${index + 1}`));
  return speaker;
}

/** The text of the marked message, once it is in the middle third of the list. */
async function markedInView(visitor: Visitor): Promise<string | null> {
  const marked = visitor.page.locator(".message.marked");
  await marked.waitFor();
  const list = await visitor.list.boundingBox();
  const box = await marked.boundingBox();
  const middle = ((box?.y ?? 0) + (box?.height ?? 0) / 2 - (list?.y ?? 0)) / (list?.height ?? 1);
  expect(middle).toBeGreaterThan(1 / 3);
  expect(middle).toBeLessThan(2 / 3);
  return await marked.locator(".message-text").textContent();
}

function searchOf(visitor: Visitor): Promise<string> {
  return visitor.page.evaluate(() => location.search);
}

function isAtEnd(visitor: Visitor): Promise<boolean> {
  return visitor.list.evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop < 2);
}

describe.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s", (_device, device) => {
  test("a link opens the room around its message, marked, and there is a way back to now", async () => {
    const room = freshRoom();
    const bob = await fill(room, 600);
    const ada = await visitors.newcomer(device);
    await ada.enter(`/r/${room}?at=200`, "Ada", server.url);
    expect(await markedInView(ada)).toBe("line 200");
    expect(await searchOf(ada)).toBe("?at=200");
    await bob.sayAll(["news"]);
    await ada.page.locator(".to-newest").getByText("1 new message").click();
    await ada.said("news").waitFor();
    expect(await isAtEnd(ada)).toBe(true);
    expect(await searchOf(ada)).toBe("");
    expect(await ada.page.locator(".message.marked").count()).toBe(0);
  });
});

test("somebody who was in the room comes to the message all the same, also after a reload", async () => {
  const room = freshRoom();
  await fill(room, 300);
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada", server.url);
  await ada.said("line 300").waitFor();
  await ada.page.goto(`${server.url}/r/${room}?at=50`);
  expect(await markedInView(ada)).toBe("line 50");
  await ada.page.reload();
  expect(await markedInView(ada)).toBe("line 50");
});

test.each(["?at=", "?at=0", "?at=-5", "?at=abc", "?at=1.5", "?at=99999999999999999999"])(
  "a link that names no message opens the room at its newest: %s",
  async (query) => {
    const room = freshRoom();
    await fill(room, 100);
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${room}${query}`, "Ada", server.url);
    await ada.said("line 100").waitFor();
    expect(await isAtEnd(ada)).toBe(true);
    expect(await ada.page.locator(".to-newest").count()).toBe(0);
  },
);

test("a link in a message leads to its message without loading the page, and back", async () => {
  const room = freshRoom();
  const bob = await fill(room, 300);
  await bob.sayAll([`see ${server.url}/r/${room}?at=20`]);
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada", server.url);
  await ada.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  await ada.page.locator(".message-text a").click();
  expect(await markedInView(ada)).toBe("line 20");
  expect(await searchOf(ada)).toBe("?at=20");
  await ada.page.goBack();
  await ada.page.locator(".message-text a").waitFor();
  expect(await isAtEnd(ada)).toBe(true);
  expect(await searchOf(ada)).toBe("");
  expect(await ada.page.evaluate("isSamePage")).toBe(true);
});

test("the address names no message any more in another room", async () => {
  const room = freshRoom();
  await fill(room, 100);
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}?at=10`, "Ada", server.url);
  expect(await markedInView(ada)).toBe("line 10");
  await ada.page.getByRole("link", { name: "lobby" }).click();
  await ada.isIn();
  expect(await ada.page.evaluate(() => location.pathname + location.search)).toBe("/");
  await ada.page.goBack();
  expect(await markedInView(ada)).toBe("line 10");
});

test("a quote leads to an original far away, again and again", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada", server.url);
  const bob = await fill(room, 30);
  await ada.said("line 5").hover();
  await ada.page.getByRole("toolbar").getByRole("button", { name: "Reply" }).click();
  await ada.page.locator(".composer-banner").waitFor();
  await bob.sayAll(Array.from({ length: 500 }, (_, index) => `more ${index + 1}`));
  await ada.say("I agree");
  await ada.said("I agree").waitFor();
  const quote = ada.page.locator(".quote");
  for (let time = 1; time <= 2; time++) {
    await ada.page.reload();
    await ada.said("I agree").waitFor();
    expect(await quote.textContent()).toBe("a message from earlier");
    await quote.click();
    expect(await markedInView(ada)).toBe("line 5");
    await ada.page.locator(".to-newest").click();
    await ada.said("I agree").waitFor();
  }
});

test("a quote says that its original is not kept any more", async () => {
  const forgetful = await startServer({ vars: { ...UNLIMITED, HISTORY_LIMIT: 20 } });
  try {
    const room = freshRoom();
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${room}`, "Ada", forgetful.url);
    const bob = await fill(room, 5, forgetful);
    await ada.said("line 1").hover();
    await ada.page.getByRole("toolbar").getByRole("button", { name: "Reply" }).click();
    await ada.page.locator(".composer-banner").waitFor();
    await ada.say("I agree");
    await ada.page.locator(".quote", { hasText: "line 1" }).waitFor();
    await bob.sayAll(Array.from({ length: 17 }, (_, index) => `more ${index + 1}`));
    const lin = await visitors.newcomer();
    await lin.enter(`/r/${room}`, "Lin", forgetful.url);
    await lin.page.locator(".quote").getByText("a message that is not kept any more").waitFor();
  } finally {
    await forgetful.stop();
  }
});

test("who wishes for less motion sees the mark as well", async () => {
  const room = freshRoom();
  await fill(room, 100);
  const ada = await visitors.newcomer({ reducedMotion: "reduce" });
  await ada.enter(`/r/${room}?at=10`, "Ada", server.url);
  expect(await markedInView(ada)).toBe("line 10");
  expect(await ada.page.locator(".message.marked").evaluate((message) => message.getAnimations().length)).toBe(0);
});
