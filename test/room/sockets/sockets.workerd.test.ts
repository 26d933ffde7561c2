import { describe, expect, it, vi } from "vitest";
import { connect, enter, enterPlain } from "../../support/workerd/clients.ts";
import { newRoom, sleep, withSettings } from "../../support/workerd/rooms.ts";

describe("an address", () => {
  it("[C5] [X1] may have 256 sockets in one room; one more is told so, and closed", async () => {
    const room = newRoom();
    for (let open = 0; open < 256; open++) await connect(room, "192.0.2.7");
    const beyond = await connect(room, "192.0.2.7");
    expect(await beyond.ended).toEqual({ code: 1013, reason: "too_many_sockets" });
    expect(beyond.items).toEqual([
      {
        type: "closing",
        reason: "too_many_sockets",
        message: "Too many connections to this room from your address.",
        retry: true,
        retryAfterMs: 30_000,
      },
    ]);
    await enter(room, "Lin", { address: "192.0.2.8" });
    await enter(newRoom(), "Lin", { address: "192.0.2.7" });
  });

  it("[C5] may open another socket when one of its own is closed, joined or not", async () => {
    withSettings({ SOCKETS_PER_ADDRESS: 2 });
    const room = newRoom();
    const challenged = await connect(room);
    const lin = await enter(room, "Lin");
    await (await connect(room)).next("closing");
    challenged.close();
    await challenged.ended;
    const second = await enter(room, "Mei");
    lin.client.close();
    await lin.client.ended;
    await enter(room, "Ana");
    expect((await (await connect(room)).next("closing")).reason).toBe("too_many_sockets");
    second.client.say("here");
    await second.client.hears("here");
  });

  it("[C5] of IPv6 is a /64", async () => {
    withSettings({ SOCKETS_PER_ADDRESS: 1 });
    const room = newRoom();
    await enter(room, "Lin", { address: "2001:db8:0:1::1" });
    await (await connect(room, "2001:DB8::1:ffff:0:0:9")).next("closing");
    await enter(room, "Mei", { address: "2001:db8:0:2::1" });
  });

  it("[C5] is counted on while the room sleeps", async () => {
    withSettings({ SOCKETS_PER_ADDRESS: 2 });
    const room = newRoom();
    await connect(room);
    await enterPlain(room);
    await sleep(room);
    await (await connect(room)).next("closing");
  });

  it("[C5] [D6] is told in the plain dialect too", async () => {
    withSettings({ SOCKETS_PER_ADDRESS: 1 });
    const room = newRoom();
    await enter(room, "Lin");
    const bob = await enterPlain(room);
    expect(await bob.next()).toMatchObject({ uName: "foyer", reason: "too_many_sockets" });
    expect(await bob.ended).toMatchObject({ code: 1013 });
  });
});

describe("ping", () => {
  it("[C6] is answered pong in every state and dialect, and is no message", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const challenged = await connect(room);
    for (const client of [lin.client, challenged]) {
      client.send("ping");
      await client.next("pong");
    }
    lin.client.say("hi");
    expect(await lin.client.next("said")).toMatchObject({ seq: 1 });
    expect([lin.client.heard("refused"), challenged.heard("refused")]).toEqual([[], []]);
  });

  it("[C6] does not wake a room that sleeps; a message does", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    await sleep(room);
    const log = vi.spyOn(console, "log");
    const woken = (): number => log.mock.calls.filter(([line]) => String(line).includes("room_woke")).length;
    lin.client.send("ping");
    await lin.client.next("pong");
    expect(woken()).toBe(0);
    lin.client.say("good morning");
    await lin.client.hears("good morning");
    expect(woken()).toBe(1);
    log.mockRestore();
  });
});
