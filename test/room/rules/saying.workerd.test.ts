import { describe, expect, it } from "vitest";
import { stopClock } from "../../support/workerd/clocks.ts";
import { enter } from "../../support/workerd/clients.ts";
import { inStorage, newRoom, withSettings } from "../../support/workerd/rooms.ts";

/** The columns of a message that was not changed. */
const NEVER_CHANGED = { edited_at: null, removed: 0, changed_seq: null };

describe("a message", () => {
  it("[S3] is kept when it is heard", async () => {
    const room = newRoom();
    const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
    lin.client.say("first\r\n\tsecond 🙂 ", { clientId: "c1" });
    const { type, from, replyTo, clientId, ...said } = await mei.client.next("said");
    const rows = await inStorage(room, ({ sql }) => sql.exec("SELECT * FROM messages").toArray());
    expect(rows).toEqual([
      { ...said, member: from.id, name: "Lin", client_id: clientId, reply_to: null, ...NEVER_CHANGED, nth: 1 },
    ]);
    expect([type, said.text, replyTo]).toEqual(["said", "first\n\tsecond 🙂", undefined]);
  });

  it("[S4] that is repeated is answered with the first one, to its sender only", async () => {
    const room = newRoom();
    const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
    lin.client.say("hello", { clientId: "c1" });
    const first = await lin.client.next("said");
    lin.client.say("something else", { clientId: "c1" });
    expect(await lin.client.next("said")).toEqual({ ...first, repeat: true });
    lin.client.say("hello", { clientId: "c2" });
    expect(await lin.client.next("said")).toMatchObject({ seq: 2, text: "hello", clientId: "c2" });
    mei.client.say("I heard two");
    await mei.client.hears("I heard two");
    expect(mei.client.heard("said").map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it("[S4] that is repeated from another connection of its author is the same message", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    lin.client.say("hello", { clientId: "c1" });
    const first = await lin.client.next("said");
    lin.client.close();
    const back = await enter(room, "Lin", { key: lin.key, after: { epoch: lin.welcome.epoch, seq: 0 } });
    back.client.say("hello", { clientId: "c1" });
    expect(await back.client.next("said")).toEqual({ ...first, repeat: true });
    expect(back.welcome.messages).toEqual([first]);
  });

  it("[S4] of another member may have the same client id", async () => {
    const room = newRoom();
    const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
    lin.client.say("Lin's", { clientId: "c1" });
    await mei.client.hears("Lin's");
    mei.client.say("Mei's", { clientId: "c1" });
    expect(await lin.client.hears("Mei's")).toMatchObject({ seq: 2, clientId: "c1", from: { id: mei.id } });
  });

  it("[O2] is not before the one before it, when the clock is set back", async () => {
    const clock = stopClock();
    const { client } = await enter(newRoom(), "Lin");
    client.say("now");
    const { at } = await client.next("said");
    expect(at).toBe(clock.now);
    clock.advance(-60_000);
    client.say("then");
    expect(await client.next("said")).toMatchObject({ seq: 2, at });
  });
});

describe("a member", () => {
  it("[S5] [F5] says 10 messages at once, over all connections, and the next when the room said", async () => {
    withSettings({ RATE_LIMITS: "on" });
    const room = newRoom();
    const clock = stopClock();
    const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
    const tab = await enter(room, "Lin", { key: lin.key });
    for (let n = 1; n <= 5; n++) {
      lin.client.say(`${n} here`);
      tab.client.say(`${n} there`);
    }
    await lin.client.next("said", ({ seq }) => seq === 10);
    for (const { client } of [lin, tab]) {
      client.say("eleven");
      expect(await client.next("refused")).toMatchObject({ reason: "too_fast", clientId: "eleven", retryAfterMs: 500 });
    }
    mei.client.say("I may");
    expect(await lin.client.hears("I may")).toMatchObject({ seq: 11 });
    clock.advance(499);
    lin.client.say("eleven");
    expect(await lin.client.next("refused")).toMatchObject({ reason: "too_fast" });
    clock.advance(1);
    lin.client.say("eleven");
    expect(await mei.client.hears("eleven")).toMatchObject({ seq: 12 });
    expect(mei.client.heard("refused")).toEqual([]);
  });

  it("[S4] is answered about what was said before, also when too fast", async () => {
    withSettings({ RATE_LIMITS: "on" });
    const room = newRoom();
    stopClock();
    const { client } = await enter(room, "Lin");
    for (let n = 1; n <= 11; n++) client.say(`${n}`);
    expect(await client.next("refused")).toMatchObject({ reason: "too_fast", clientId: "11" });
    const fourth = await client.hears("4");
    client.say("4");
    expect(await client.hears("4")).toEqual({ ...fourth, repeat: true });
  });
});
