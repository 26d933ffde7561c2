/** Shows a quiet room asleep with its sockets open, and awake again for its first message. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Speaker } from "../support/browser/speakers.ts";
import { freshRoom, useVisitors } from "../support/browser/visitors.ts";
import { startServer } from "../support/browser/wrangler.ts";

/**
 * Milliseconds of quiet after which workerd puts an object to sleep (10 s), and some more. Nothing tells when it has.
 */
const ASLEEP_AFTER_MS = 12_000;

const visitors = useVisitors();

test("a quiet room sleeps with its sockets open, says in the log that it wakes, and serves its first message", async () => {
  const room = freshRoom();
  const server = await startServer();
  try {
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${room}`, "Ada", server.url);
    const bob = await Speaker.connect(server.url, `?room=${room}&name=bob`);
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
  } finally {
    await server.stop();
  }
});
