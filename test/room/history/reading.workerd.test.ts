import { expect, it } from "vitest";
import { draft, LIN } from "../../support/people.ts";
import { enter, type Client } from "../../support/workerd/clients.ts";
import { inStorage, newRoom } from "../../support/workerd/rooms.ts";
import { openHistory } from "../../support/workerd/histories.ts";

/** A room of which one page is about 400 KiB. */
async function wordyRoom(): Promise<ReturnType<typeof newRoom>> {
  const room = newRoom();
  await inStorage(room, (storage) => {
    const history = openHistory(storage);
    for (let n = 0; n < 100; n++) history.append(draft(LIN, `${n} ${"x".repeat(3_900)}`));
  });
  return room;
}

function ask(client: Client, count: number): void {
  for (let n = 0; n < count; n++) client.tell({ type: "page", requestId: `p${n}`, before: 1_000, limit: 100 });
}

it("[W1] [W2] a client that confirms no mark is closed at the bound; the others notice nothing", async () => {
  const room = await wordyRoom();
  const [lazy, mei] = [await enter(room, "Lazy"), await enter(room, "Mei")];
  ask(lazy.client, 12);
  expect(await lazy.client.next("closing")).toMatchObject({ reason: "too_slow", retry: true });
  expect(await lazy.client.ended).toEqual({ code: 1013, reason: "too_slow" });
  const bytes = lazy.client.frames.reduce((sum, frame) => sum + frame.length, 0);
  expect(bytes).toBeGreaterThan(4 * 1_024 * 1_024);
  expect(bytes).toBeLessThan(5 * 1_024 * 1_024);
  mei.client.say("was there something?");
  expect(await mei.client.hears("was there something?")).toMatchObject({ seq: 101 });
  await mei.client.next("presence", ({ left }) => left.includes(lazy.id));
});

it("[W1] a client that confirms each mark may be sent any amount", async () => {
  const room = await wordyRoom();
  const { client } = await enter(room, "Lin");
  for (let n = 0; n < 24; n++) {
    ask(client, 1);
    await client.next("page");
    client.tell({ type: "confirm", mark: (await client.next("marked")).id });
  }
  client.say("I read it all");
  await client.hears("I read it all");
  expect(client.heard("closing")).toEqual([]);
});

it("[W1] a confirmation of a mark that was never sent changes nothing, and is no fault", async () => {
  const { client } = await enter(newRoom(), "Lin");
  client.tell({ type: "confirm", mark: "invented" });
  client.say("hello");
  await client.hears("hello");
  expect(client.heard("refused")).toEqual([]);
});
