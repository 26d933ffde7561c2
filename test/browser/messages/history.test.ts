import { describe, expect, test } from "vitest";
import { TIMELINE_MAX_MESSAGES } from "../../../src/client/state/timeline.ts";
import { isAtEnd, scrollTo, topOf } from "../../support/browser/list.ts";
import { fill, freshRoom } from "../../support/browser/rooms.ts";
import { DESKTOP, PHONE, useVisitors } from "../../support/browser/visitors.ts";

const visitors = useVisitors();
/** Messages: four pages, and more than the room keeps in memory, so that some come from storage. */
const LONG = 1_300;

describe.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s", (_device, device) => {
  test("[R2] after joining, the list shows the newest messages and is at its end", async () => {
    const room = freshRoom();
    await fill(room, 120);
    const ada = await visitors.newcomer(device);
    await ada.enter(`/r/${room}`, "Ada");
    await ada.said("line 120").waitFor();
    await expect.poll(() => isAtEnd(ada)).toBe(true);
  });

  test("[G1] scrolling up loads older messages, and the reader's place does not move", async () => {
    const room = freshRoom();
    await fill(room, 400);
    const ada = await visitors.newcomer(device);
    await ada.enter(`/r/${room}`, "Ada");
    await ada.said("line 400").waitFor();
    const [first = ""] = await ada.texts();
    await scrollTo(ada, 0);
    const before = await topOf(ada, first);
    await ada.said(`line ${Number(first.slice(5)) - 1}`).waitFor();
    expect(Math.abs((await topOf(ada, first)) - before)).toBeLessThan(1.5);
  });

  test("new messages do not move a reader who has scrolled up, and a button counts them", async () => {
    const room = freshRoom();
    const bob = await fill(room, 200);
    const ada = await visitors.newcomer(device);
    await ada.enter(`/r/${room}`, "Ada");
    await ada.said("line 200").waitFor();
    await ada.list.evaluate((list) => list.scrollBy(0, -400));
    const newest = ada.page.locator(".to-newest");
    await newest.waitFor();
    const [seen = ""] = (await ada.texts()).slice(-30);
    const before = await topOf(ada, seen);
    await bob.sayAll(["new 1", "new 2", "new 3"]);
    await newest.getByText("3 new messages").waitFor();
    expect(Math.abs((await topOf(ada, seen)) - before)).toBeLessThan(1.5);

    await newest.click();
    await ada.said("new 3").waitFor();
    await expect.poll(() => isAtEnd(ada)).toBe(true);
    await newest.waitFor({ state: "detached" });
    await bob.sayAll(["new 4"]);
    await ada.said("new 4").waitFor();
    await expect.poll(() => isAtEnd(ada)).toBe(true);
  });
});

test("[G1] scrolling to the first message of a long room and back has no gaps, and the DOM stays bounded", async () => {
  const room = freshRoom();
  await fill(room, LONG);
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await ada.said(`line ${LONG}`).waitFor();

  const seen = new Set<number>();
  const look = async (): Promise<void> => {
    const numbers = (await ada.texts()).map((text) => Number(text.slice(5)));
    expect(numbers.length).toBeLessThanOrEqual(TIMELINE_MAX_MESSAGES);
    const [first = 0] = numbers;
    expect(numbers).toEqual(numbers.map((_, index) => first + index));
    for (const number of numbers) seen.add(number);
  };
  await look();
  while (!seen.has(1)) {
    const oldest = Math.min(...seen);
    await scrollTo(ada, 0);
    await ada.said(`line ${oldest - 1}`).waitFor();
    await look();
  }
  expect(seen.size).toBe(LONG);
  await ada.page.getByText("This is the start of the conversation.").waitFor();

  for (let newest = TIMELINE_MAX_MESSAGES; newest < LONG;) {
    await scrollTo(ada, 1_000_000);
    await ada.said(`line ${newest + 1}`).waitFor();
    await look();
    newest = Number((await ada.texts()).at(-1)?.slice(5));
  }
  await ada.page.locator(".to-newest").click();
  await ada.page.locator(".to-newest").waitFor({ state: "detached" });
  await ada.say("and here I am");
  await ada.said("and here I am").waitFor();
  await expect.poll(() => isAtEnd(ada)).toBe(true);
}, 60_000);

test("sending a message while scrolled up leads back to the newest", async () => {
  const room = freshRoom();
  await fill(room, 700);
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await ada.said("line 700").waitFor();
  for (let first = 651; first > 300; first -= 50) {
    await scrollTo(ada, 0);
    await ada.said(`line ${first - 1}`).waitFor();
  }
  expect(await ada.said("line 700").count()).toBe(0);
  await ada.say("back to now");
  await ada.said("back to now").waitFor();
  await ada.said("line 700").waitFor();
  await expect.poll(() => isAtEnd(ada)).toBe(true);
});
