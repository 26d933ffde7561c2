import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { freshRoom, guestIn } from "../../support/browser/rooms.ts";
import { ownServer } from "../../support/browser/servers.ts";
import { useVisitors } from "../../support/browser/visitors.ts";

/**
 * Milliseconds. workerd lets an object hibernate after 10 s of quiet, and does not say when it has.
 */
const ASLEEP_AFTER_MS = 12_000;

const visitors = useVisitors();

test("a quiet room hibernates with its sockets open, logs that it wakes, and serves its first message", async () => {
  const room = freshRoom();
  const server = await ownServer();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada", server.url);
  const bob = await guestIn(room, { asks: "&edits=1", url: server.url });
  await ada.say("good night");
  await bob.received(1);
  await server.logged(new RegExp(`"event":"room_woke","room":"${room}","sockets":0`));
  await sleep(ASLEEP_AFTER_MS);
  bob.send("good morning");
  await ada.said("good morning").waitFor();
  await server.logged(new RegExp(`"event":"room_woke","room":"${room}","sockets":2`));
  await ada.say("slept well");
  expect(await bob.received(3)).toEqual([
    '{"uName":"Ada","context":"good night"}',
    '{"uName":"bob","context":"good morning"}',
    '{"uName":"Ada","context":"slept well"}',
  ]);
  await expect.poll(() => ada.texts()).toEqual(["good night", "good morning", "slept well"]);
  await ada.page.getByText("2 people here").waitFor();
  // The room still knows which of the two wants edits.
  await ada.composer.press("ArrowUp");
  await ada.say("slept very well");
  expect((await bob.received(4))[3]).toBe('{"uName":"Ada","context":"slept very well"}');
});
