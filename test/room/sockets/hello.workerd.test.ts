import { describe, expect, it, vi } from "vitest";
import { parseRoomName } from "../../../src/protocol/values/names.ts";
import { holdVerdict } from "../../support/workerd/clocks.ts";
import { connect, enter } from "../../support/workerd/clients.ts";
import { Key } from "../../support/workerd/keys.ts";
import { newRoom, sleep } from "../../support/workerd/rooms.ts";

describe("a challenge", () => {
  it("[H1] comes first, and is another one on every connection", async () => {
    const room = newRoom();
    const clients = await Promise.all([1, 2, 3].map(() => connect(room)));
    const nonces = await Promise.all(clients.map(async (client) => (await client.next("challenge")).nonce));
    expect(new Set(nonces).size).toBe(3);
    for (const nonce of nonces) expect(nonce).toMatch(/^[\w-]{32}$/);
    for (const { items } of clients) expect(items[0]?.type).toBe("challenge");
  });

  it("[H8] outlives the room's sleep", async () => {
    const room = newRoom();
    const client = await connect(room);
    const hello = await client.helloOf(await Key.make(), "Lin");
    await sleep(room);
    client.tell(hello);
    expect(await client.next("welcome")).toMatchObject({ you: { name: "Lin" } });
  });
});

describe("hello", () => {
  it("[H2] [H7] is answered with the room's state", async () => {
    const room = newRoom();
    const { welcome, id } = await enter(room, " Lin ");
    expect(welcome).toEqual({
      type: "welcome",
      you: { id, name: "Lin", role: "member" },
      room: { name: room, topic: "" },
      read: 0,
      epoch: expect.stringMatching(/^[\da-f-]{36}$/),
      seq: 0,
      oldest: 1,
      at: expect.any(Number),
      recovered: false,
      messages: [],
      more: false,
      members: [{ id, name: "Lin" }],
      count: 1,
      limits: { text: 4_000, name: 40, messagesPerSecond: 2, messageBurst: 10 },
    });
  });

  it("[N1] [H2] is signed for the canonical name, however the room was spelt", async () => {
    const room = newRoom();
    const mei = await enter(room, "Mei");
    const spelling = ` ${room.toUpperCase()} `;
    expect(parseRoomName(spelling)).toBe(room);
    const client = await connect(room, "192.0.2.2", spelling);
    client.tell(await client.helloOf(await Key.make(), "Lin"));
    expect(await client.next("welcome")).toMatchObject({ room: { name: room }, count: 2 });
    client.say("same room");
    await mei.client.hears("same room");
  });

  it("[H3] is refused for another room, another key and another connection, and may be said right then", async () => {
    const room = newRoom();
    const [key, other] = [await Key.make(), await Key.make()];
    const [elsewhere, before, client] = [await connect(newRoom()), await connect(room), await connect(room)];
    const forBefore = await before.helloOf(key, "Lin");
    const hello = await client.helloOf(key, "Lin");
    for (const wrong of [
      forBefore,
      await elsewhere.helloOf(key, "Lin"),
      { ...hello, key: other.publicKey },
      { ...hello, signature: forBefore["signature"] },
    ]) {
      client.tell(wrong);
      expect(await client.next("refused")).toMatchObject({ reason: "bad_signature" });
    }
    client.tell(hello);
    expect(await client.next("welcome")).toMatchObject({ you: { id: key.id } });
    // Replayed elsewhere once more, now that it was right here.
    before.tell(hello);
    expect(await before.next("refused")).toMatchObject({ reason: "bad_signature" });
  });

  it.each(["evil.test", "foyer.test:443", "foyer.test:8787", "FOYER.test", "foyer.test.", "", "foyer.test\n"])(
    "[H2] [H3] is refused where it is signed for the host %j, another than the server was reached by",
    async (host) => {
      const [room, key] = [newRoom(), await Key.make()];
      const client = await connect(room);
      const { nonce } = await client.next("challenge");
      const hello = { type: "hello", name: "Lin", key: key.publicKey };
      client.tellRaw({ ...hello, signature: await key.sign(room, nonce, host) });
      expect(await client.next("refused")).toMatchObject({ reason: "bad_signature" });
      client.tellRaw({ ...hello, signature: await key.sign(room, nonce) });
      await client.next("welcome");
    },
  );

  it("[H2] [H3] as the version before signed it, without the host, is refused", async () => {
    const [room, key] = [newRoom(), await Key.make()];
    const client = await connect(room);
    const { nonce } = await client.next("challenge");
    const signature = await key.signText(`foyer.1\n${room}\n${nonce}`);
    client.tell({ type: "hello", name: "Lin", key: key.publicKey, signature });
    expect(await client.next("refused")).toMatchObject({ reason: "bad_signature" });
  });

  it("[H3] is refused for the right nonce of another room", async () => {
    const room = newRoom();
    const key = await Key.make();
    const client = await connect(room);
    const { nonce } = await client.next("challenge");
    const hello = { type: "hello", name: "Lin", key: key.publicKey };
    client.tellRaw({ ...hello, signature: await key.sign(newRoom(), nonce) });
    expect(await client.next("refused")).toMatchObject({ reason: "bad_signature" });
    client.tellRaw({ ...hello, signature: await key.sign(room, nonce) });
    await client.next("welcome");
  });

  it("[H4] is the only command before welcome", async () => {
    const client = await connect(newRoom());
    client.tellRaw([
      { type: "say", clientId: "c1", text: "hi" },
      { type: "rename", name: "Lin" },
      { type: "typing" },
      { type: "confirm", mark: "m" },
      { type: "shout" },
      { type: "say" },
      { type: "page", requestId: "r1", before: 1 },
    ]);
    await client.next("refused", ({ requestId }) => requestId === "r1");
    expect(client.heard("refused").map(({ reason }) => reason)).toEqual(Array(7).fill("not_joined"));
    expect(client.heard("refused")[0]).toMatchObject({ clientId: "c1" });
    client.tellRaw([{ type: "hello", requestId: "r2" }, 7]);
    expect(await client.next("refused", ({ requestId }) => requestId === "r2")).toMatchObject({ reason: "bad_field" });
    expect(await client.next("refused", ({ reason }) => reason === "frame_malformed")).not.toHaveProperty("requestId");
  });

  it("[H4] [H5] holds off other frames, and another hello, while it is being judged", async () => {
    const room = newRoom();
    const client = await connect(room);
    const hello = await client.helloOf(await Key.make(), "Lin");
    const release = holdVerdict();
    client.tell(hello);
    client.say("too early");
    client.tell(hello);
    expect(await client.next("refused")).toMatchObject({ reason: "not_joined", clientId: "too early" });
    expect(await client.next("refused")).toMatchObject({ reason: "already_joined" });
    expect(client.heard("welcome")).toEqual([]);
    await release();
    expect(await client.next("welcome")).toMatchObject({ messages: [] });
    client.say("now");
    expect(await client.next("said")).toMatchObject({ seq: 1, text: "now" });
  });

  it("[H4] makes the others of its frame wait for its verdict", async () => {
    const client = await connect(newRoom());
    const hello = await client.helloOf(await Key.make(), "Lin");
    client.tell([hello, { type: "say", clientId: "c1", text: "one" }, { type: "say", clientId: "c2", text: "two" }]);
    await client.hears("two");
    const order = client.items.map((event) => (event.type === "said" ? event.text : event.type));
    expect(order.filter((what) => what !== "presence")).toEqual(["challenge", "welcome", "one", "two"]);
  });

  it("[H3] [H4] that is refused leaves the others of its frame outside", async () => {
    const [client, other] = [await connect(newRoom()), await connect(newRoom())];
    await client.next("challenge");
    client.tell([await other.helloOf(await Key.make(), "Lin"), { type: "say", clientId: "c1", text: "one" }]);
    expect(await client.next("refused")).toMatchObject({ reason: "bad_signature" });
    expect(await client.next("refused")).toMatchObject({ reason: "not_joined", clientId: "c1" });
  });

  it("[H5] is refused after welcome, and changes nothing", async () => {
    const room = newRoom();
    const { client, key } = await enter(room, "Lin");
    const other = await connect(room);
    client.tell(await other.helloOf(key, "Somebody else"));
    expect(await client.next("refused")).toMatchObject({ reason: "already_joined" });
    client.say("still me");
    expect(await client.hears("still me")).toMatchObject({ from: { name: "Lin" } });
  });

  it("[H6] of one key is one member, on every connection", async () => {
    const room = newRoom();
    const { key, client } = await enter(room, "Lin");
    const second = await enter(room, "Lin", { key });
    expect(second.welcome).toMatchObject({ you: { id: key.id }, members: [{ id: key.id, name: "Lin" }], count: 1 });
    second.client.say("from the second");
    expect(await client.hears("from the second")).toMatchObject({ from: { id: key.id } });
  });

  it("[N2] [N3] is refused for a name that cannot be one, and may be said with a better one", async () => {
    const client = await connect(newRoom());
    const hello = await client.helloOf(await Key.make(), "Lin");
    for (const [name, reason] of [
      ["\u2800", "name_blank"],
      ["x".repeat(41), "name_too_long"],
      ["a\u202eb", "name_forbidden_characters"],
      ["ＦＯＹＥＲ", "name_reserved"],
    ]) {
      client.tellRaw({ ...hello, name });
      expect(await client.next("refused")).toMatchObject({ reason });
    }
    client.tell(hello);
    await client.next("welcome");
  });

  it("[F7] that cannot be judged is refused, and may be said again", async () => {
    const client = await connect(newRoom());
    const hello = await client.helloOf(await Key.make(), "Lin");
    vi.spyOn(crypto.subtle, "verify").mockRejectedValueOnce(new Error("out of order"));
    client.tell(hello);
    expect(await client.next("refused")).toMatchObject({ reason: "internal" });
    client.tell(hello);
    await client.next("welcome");
  });

  it("that is judged too late, when its socket is closed, brings nobody in", async () => {
    const room = newRoom();
    const client = await connect(room);
    const hello = await client.helloOf(await Key.make(), "Lin");
    const release = holdVerdict();
    client.tell(hello);
    client.say("early"); // its refusal shows that the hello is being judged
    await client.next("refused");
    client.close();
    await client.ended;
    await release();
    const { welcome, id } = await enter(room, "Mei");
    expect(welcome.members).toEqual([{ id, name: "Mei" }]);
  });
});
