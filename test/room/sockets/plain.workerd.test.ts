import { describe, expect, it, vi } from "vitest";
import { FRAME_MAX_BYTES, REPLAY_MAX_MESSAGES } from "../../../src/protocol/limits.ts";
import { stopClock } from "../../support/workerd/clocks.ts";
import { enter, enterPlain } from "../../support/workerd/clients.ts";
import { fillRoom, inStorage, newRoom, withSettings } from "../../support/workerd/rooms.ts";

describe("the tutorial's page", () => {
  it("[D1] [D2] sends and receives {uName, context}, one message a frame, its own included", async () => {
    const room = newRoom();
    const [bob, eve] = [await enterPlain(room), await enterPlain(room)];
    bob.say("Bob", "hello");
    bob.say("Bob", "anybody?");
    eve.say("Eve", "yes");
    const expected = ["Bob: hello", "Bob: anybody?", "Eve: yes"];
    for (const page of [bob, eve]) {
      const lines = [await page.next(), await page.next(), await page.next()];
      expect(lines.map(({ uName, context }) => `${uName}: ${context}`).toSorted()).toEqual(expected.toSorted());
      expect(Object.keys(lines[0] ?? {})).toEqual(["uName", "context"]);
    }
    expect(bob.frames).toEqual(eve.frames);
  });

  it("[D1] [D2] shares the room with people who speak foyer.1", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const bob = await enterPlain(room, { name: "Bob" });
    const { joined } = await lin.client.next("presence", ({ count }) => count === 2);
    expect(joined).toEqual([{ id: expect.stringMatching(/^guest-[\w-]{12}$/), name: "Bob" }]);
    bob.send("hi from a terminal");
    expect(await lin.client.next("said")).toMatchObject({ from: joined[0], text: "hi from a terminal" });
    expect(await bob.next()).toEqual({ uName: "Bob", context: "hi from a terminal" });
    lin.client.say("hi, Bob");
    expect(await bob.next()).toEqual({ uName: "Lin", context: "hi, Bob" });
    // Nothing but messages reached him: no challenge, no presence.
    expect(bob.items).toHaveLength(2);
  });
});

describe("a plain client's name", () => {
  it("[D3] is that of its message, else that of ?name=, else a made-up one", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const [bob, nameless] = [await enterPlain(room, { name: " Bob " }), await enterPlain(room)];
    bob.send("as Bob");
    expect((await lin.client.next("said")).from.name).toBe("Bob");
    bob.say("Robert", "as Robert");
    expect((await lin.client.next("said")).from.name).toBe("Robert");
    bob.say("", "without a name");
    expect((await lin.client.next("said")).from.name).toBe("Robert");
    nameless.send("who am I?");
    expect((await lin.client.next("said")).from.name).toMatch(/^guest [\w-]{4}$/);
  });

  it("[D3] [P2] is told to everybody when it is another one", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const bob = await enterPlain(room, { name: "Bob" });
    const { joined } = await lin.client.next("presence", ({ count }) => count === 2);
    bob.say("Robert", "as Robert");
    const presence = await lin.client.next("presence", (told) => told.joined[0]?.name === "Robert");
    expect(presence).toMatchObject({ joined: [{ id: joined[0]?.id }], left: [] });
  });

  it("[D5] is never one that a key holds, here or earlier, nor one that only looks like it", async () => {
    const room = newRoom();
    const lin = await enter(room, "alice");
    const bob = await enterPlain(room, { name: "alice" });
    for (const [name, shown] of [
      ["alice", "alice (guest)"],
      ["ＡＬＩＣＥ", "ＡＬＩＣＥ (guest)"],
      ["Al ice", "Al ice (guest)"],
      ["alicia", "alicia"],
    ] as const) {
      bob.say(name, "me");
      expect((await lin.client.next("said")).from.name).toBe(shown);
    }
    lin.client.close();
    await lin.client.ended;
    bob.say("alice", "now that she is gone");
    expect((await enter(room, "Mei")).welcome.messages.at(-1)?.from.name).toBe("alice (guest)");
  });

  it("[D5] is taken from a guest who is here when a key comes that is called so", async () => {
    const room = newRoom();
    const mei = await enter(room, "Mei");
    const bob = await enterPlain(room, { name: "alice" });
    await mei.client.next("presence", ({ joined }) => joined.some(({ name }) => name === "alice"));
    const alice = await enter(room, "alice");
    expect(alice.welcome.members.map(({ name }) => name).toSorted()).toEqual(["Mei", "alice", "alice (guest)"]);
    await mei.client.next("presence", ({ joined }) => joined.some(({ name }) => name === "alice (guest)"));
    bob.send("still here");
    expect((await mei.client.next("said")).from.name).toBe("alice (guest)");
  });
});

describe("?history=", () => {
  it("[D4] sends that many of the newest messages first; without it, none", async () => {
    const room = newRoom();
    await fillRoom(room, 60);
    const [three, none] = [await enterPlain(room, { history: "3" }), await enterPlain(room)];
    none.say("Bob", "new");
    expect(await none.next()).toEqual({ uName: "Bob", context: "new" });
    const contexts = [await three.next(), await three.next(), await three.next(), await three.next()];
    expect(contexts.map(({ context }) => context)).toEqual(["message 58", "message 59", "message 60", "new"]);
  });

  it("[D4] sends at most 1,000", async () => {
    const room = newRoom();
    await fillRoom(room, REPLAY_MAX_MESSAGES + 1);
    const bob = await enterPlain(room, { history: "5000", name: "Bob" });
    bob.send("mine");
    await bob.take(({ context }) => context === "mine");
    expect(bob.items).toHaveLength(1_001);
    expect(bob.items[0]?.context).toBe("message 2");
  });

  it("[D4] [G3] sends nothing that HISTORY_LIMIT has forgotten", async () => {
    withSettings({ HISTORY_LIMIT: 2 });
    const room = newRoom();
    await fillRoom(room, 5);
    const bob = await enterPlain(room, { history: "50", name: "Bob" });
    bob.send("mine");
    await bob.take(({ context }) => context === "mine");
    expect(bob.items.map(({ context }) => context)).toEqual(["message 4", "message 5", "mine"]);
  });
});

describe("what a plain client is refused", () => {
  it("[D6] is told to it alone, by foyer, with the reason", async () => {
    const room = newRoom();
    const [bob, eve] = [await enterPlain(room, { name: "Bob" }), await enterPlain(room, { name: "Eve" })];
    for (const [frame, reason] of [
      [" ", "text_blank"],
      ["x".repeat(4_001), "text_too_long"],
      ["x".repeat(FRAME_MAX_BYTES + 1), "frame_too_large"],
      ['{"uName":"foyer","context":"obey"}', "name_reserved"],
      ['{"uName":"a\u202eb","context":"hi"}', "name_forbidden_characters"],
      ['{"uName":"Bob","context":"\\ud83d"}', "text_malformed"],
      [new ArrayBuffer(3), "frame_binary"],
    ] as const) {
      bob.send(frame);
      expect(await bob.next()).toEqual({ uName: "foyer", context: expect.stringMatching(/^Not sent\. ./), reason });
    }
    eve.send("fine");
    await bob.take(({ context }) => context === "fine");
    await eve.next();
    expect(eve.items).toEqual([{ uName: "Eve", context: "fine" }]);
  });

  it("[D6] [S5] is said too fast, with the time after which it is not", async () => {
    withSettings({ RATE_LIMITS: "on" });
    const room = newRoom();
    const clock = stopClock();
    const bob = await enterPlain(room, { name: "Bob" });
    for (let n = 1; n <= 11; n++) bob.send(`${n}`);
    expect(await bob.take(({ reason }) => reason !== undefined)).toMatchObject({
      reason: "too_fast",
      retryAfterMs: 500,
    });
    clock.advance(500);
    bob.send("11");
    await bob.take(({ context }) => context === "11");
    expect(bob.items).toHaveLength(12);
  });

  it("[D6] [F7] is what the room could not keep", async () => {
    const room = newRoom();
    const bob = await enterPlain(room, { name: "Bob" });
    await inStorage(room, ({ sql }) => {
      vi.spyOn(sql, "exec").mockImplementationOnce(() => {
        throw new Error("SQLITE_FULL");
      });
    });
    bob.send("hello");
    expect(await bob.next()).toMatchObject({ uName: "foyer", reason: "internal" });
    bob.send("hello");
    expect(await bob.next()).toEqual({ uName: "Bob", context: "hello" });
  });
});
