import { expect, it, onTestFinished, vi } from "vitest";
import { INDEX_BYTES_PER_BYTE, STORED_OVERHEAD_BYTES } from "../../../bench/cost/actions.ts";
import { historyText } from "../../../bench/servers/history-texts.ts";
import { ANNOUNCE_EVERY_MS } from "../../../src/protocol/limits.ts";
import { enter } from "../../support/workerd/clients.ts";
import { inStorage, newRoom, ring, sleep } from "../../support/workerd/rooms.ts";
import { draft, LIN } from "../../support/people.ts";
import { buildIndex, fill, open } from "../../support/workerd/searching.ts";
import { openHistory } from "../../support/workerd/histories.ts";

/** The delays, in milliseconds, of the timers that are set from now on. */
function watchTimers(): () => readonly (number | undefined)[] {
  const set = vi.spyOn(globalThis, "setTimeout");
  onTestFinished(() => set.mockRestore());
  return () => set.mock.calls.splice(0).map(([, delayMs]) => delayMs);
}

it("a message, somebody who types alone, a page and an alarm set no timer, which would keep the room awake", async () => {
  const room = newRoom();
  const lin = await enter(room, "Lin");
  await sleep(room);
  const timers = watchTimers();
  lin.client.say("hello");
  await lin.client.hears("hello");
  lin.client.tell([{ type: "typing" }, { type: "page", requestId: "r", before: 9 }]);
  await lin.client.next("typed");
  await lin.client.next("page");
  await ring(room);
  expect(timers()).toEqual([]);
});

it("somebody who joins alone sets no lasting timer, and somebody who leaves sets one of a second", async () => {
  const room = newRoom();
  const lin = await enter(room, "Lin");
  await sleep(room);
  const timers = watchTimers();
  const mei = await enter(room, "Mei");
  await lin.client.next("presence", ({ joined }) => joined.some(({ id }) => id === mei.id));
  expect(timers()).toEqual([0]); // the challenge, in a turn of its own
  mei.client.close();
  await lin.client.next("presence", ({ left }) => left.includes(mei.id));
  expect(timers()).toContain(ANNOUNCE_EVERY_MS);
});

it("a message takes its text and some 150 bytes in the database", async () => {
  const [count, bytesOfText] = [3_000, 100];
  const bytes = await inStorage(newRoom(), (storage) => {
    const history = openHistory(storage);
    const before = storage.sql.databaseSize;
    for (let seq = 1; seq <= count; seq++) {
      history.append({ ...draft(LIN, "x".repeat(bytesOfText), 1_795_000_000_000), clientId: crypto.randomUUID() });
    }
    return storage.sql.databaseSize - before;
  });
  const overhead = bytes / count - bytesOfText;
  expect(overhead).toBeLessThan(STORED_OVERHEAD_BYTES);
  expect(overhead).toBeGreaterThan(0.8 * STORED_OVERHEAD_BYTES);
});

it("the index of a search takes less than half of the messages' text", async () => {
  const texts = Array.from({ length: 5_000 }, (_, index) => historyText(index));
  const bytesOfText = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
  const room = newRoom();
  await fill(room, texts);
  const bytes = await inStorage(room, (storage) => {
    const history = open(storage);
    const before = storage.sql.databaseSize;
    buildIndex(history);
    return storage.sql.databaseSize - before;
  });
  expect(bytes / bytesOfText).toBeLessThan(INDEX_BYTES_PER_BYTE);
  expect(bytes / bytesOfText).toBeGreaterThan(0.8 * INDEX_BYTES_PER_BYTE);
});
