import { describe, expect, it, vi } from "vitest";
import {
  COMMAND_BURST,
  FRAME_ABUSE_LENGTH,
  FRAME_MAX_BYTES,
  FRAME_MAX_COMMANDS,
  TEXT_MAX_LENGTH,
} from "../../../src/protocol/limits.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import { stopClock } from "../../support/workerd/clocks.ts";
import { connect, enter, enterPlain } from "../../support/workerd/clients.ts";
import { inStorage, newRoom, withSettings } from "../../support/workerd/rooms.ts";

describe("a frame", () => {
  it("[F1] of several commands is handled in their order", async () => {
    const { client } = await enter(newRoom(), "Lin");
    client.tell([
      { type: "say", clientId: "1", text: "one" },
      { type: "page", requestId: "r", before: 9 },
      { type: "say", clientId: "2", text: "two" },
    ]);
    await client.hears("two");
    const order = client.items.map((event) => (event.type === "said" ? event.text : event.type));
    expect(order.slice(order.indexOf("one"))).toEqual(["one", "page", "two"]);
    expect(client.heard("page")).toMatchObject([{ messages: [{ text: "one" }] }]);
  });

  it("[F2] of an unknown command is refused, and one with unknown fields is not", async () => {
    const { client } = await enter(newRoom(), "Lin");
    client.tellRaw({ type: "shout", clientId: "c1", text: "HI" });
    expect(await client.next("refused")).toMatchObject({ reason: "unknown_command", clientId: "c1" });
    client.tellRaw({ type: "say", clientId: "c2", text: "hi", mood: "calm" });
    expect(await client.next("said")).not.toHaveProperty("mood");
  });

  it("[F5] of any command is refused with the ids that it has", async () => {
    withSettings({ RATE_LIMITS: "on" });
    const { client } = await enter(newRoom(), "Lin");
    const ids = { clientId: "c", requestId: "r" };
    client.tellRaw({ type: "rename", name: "foyer", ...ids });
    expect(await client.next("refused")).toMatchObject({ reason: "name_reserved", ...ids });
    stopClock();
    for (let n = 0; n <= 10; n++) client.tell({ type: "rename", name: `Lin ${n}`, requestId: `${n}` });
    expect(await client.next("refused", ({ reason }) => reason === "too_fast")).toMatchObject({ requestId: "10" });
  });

  it("[F3] of bytes is refused, and so is one that is no JSON or holds no object", async () => {
    const { client } = await enter(newRoom(), "Lin");
    client.send(new Uint8Array(new TextEncoder().encode('{"type":"typing"}')).buffer);
    client.send("hello?");
    client.send("[]");
    client.send("7");
    client.say("fine");
    await client.hears("fine");
    expect(client.heard("refused").map(({ reason }) => reason)).toEqual([
      "frame_binary",
      "frame_not_json",
      "frame_malformed",
      "frame_malformed",
    ]);
  });

  it("[F3] has at most 32,768 bytes", async () => {
    const { client } = await enter(newRoom(), "Lin");
    const frame = (clientId: string, bytes: number): string => {
      const json = JSON.stringify({ type: "say", clientId, text: "好".repeat(TEXT_MAX_LENGTH) });
      return json + " ".repeat(bytes - new TextEncoder().encode(json).length);
    };
    client.send(frame("beyond", FRAME_MAX_BYTES + 1));
    client.send(frame("edge", FRAME_MAX_BYTES));
    expect(await client.next("said")).toMatchObject({ seq: 1, clientId: "edge", text: "好".repeat(4_000) });
    expect(await client.next("refused")).toMatchObject({ reason: "frame_too_large" });
  });

  it.each([
    ["text", (length: number) => "x".repeat(length)],
    ["wide text", (length: number) => "好".repeat(length)],
    ["bytes", (length: number) => new ArrayBuffer(length)],
  ])("[F3] [F9] of %s is refused up to four times the limit, and one beyond closes its sender", async (_, make) => {
    const room = newRoom();
    const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
    lin.client.send(make(FRAME_ABUSE_LENGTH));
    await lin.client.next("refused", ({ reason }) => reason === "frame_too_large" || reason === "frame_binary");
    lin.client.say("still here");
    await mei.client.hears("still here");
    lin.client.send(make(FRAME_ABUSE_LENGTH + 1));
    expect(await lin.client.ended).toEqual({ code: 1009, reason: "frame_too_large" });
    expect(lin.client.items.at(-1)).toMatchObject({ type: "closing", reason: "frame_too_large", retry: false });
    expect(await mei.client.next("presence", ({ left }) => left.includes(lin.id))).toMatchObject({ count: 1 });
  });

  it("[F9] [D6] of a plain client, or before hello, closes it the same way", async () => {
    const room = newRoom();
    const frame = "x".repeat(FRAME_ABUSE_LENGTH + 1);
    const guest = await enterPlain(room);
    guest.send(frame);
    expect(await guest.ended).toEqual({ code: 1009, reason: "frame_too_large" });
    expect(guest.items.at(-1)).toMatchObject({ uName: "foyer", reason: "frame_too_large" });
    const stranger = await connect(room);
    stranger.send(frame);
    expect(await stranger.ended).toEqual({ code: 1009, reason: "frame_too_large" });
  });

  it("[F3] has at most 64 commands, and none of more has an effect", async () => {
    const { client } = await enter(newRoom(), "Lin");
    const typing = { type: "typing" };
    client.tellRaw([...Array<unknown>(FRAME_MAX_COMMANDS).fill(typing), { type: "say", clientId: "65", text: "65" }]);
    expect(await client.next("refused")).toMatchObject({ reason: "frame_too_many_commands" });
    client.tellRaw([
      ...Array<unknown>(FRAME_MAX_COMMANDS - 1).fill(typing),
      { type: "say", clientId: "64", text: "64" },
    ]);
    expect(await client.next("said")).toMatchObject({ seq: 1, text: "64" });
    expect(client.heard("refused")).toHaveLength(1);
  });

  it("[S2] with half a surrogate pair in a text is refused, and nobody gets it", async () => {
    const room = newRoom();
    const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
    lin.client.send('{"type":"say","clientId":"c1","text":"\\ud83d"}');
    expect(await lin.client.next("refused")).toMatchObject({ reason: "text_malformed", clientId: "c1" });
    lin.client.send('{"type":"say","clientId":"\\ud83d","text":"hi"}');
    expect(await lin.client.next("refused")).toMatchObject({ reason: "bad_field" });
    lin.client.send('{"type":"say","clientId":"c1","text":"\\ud83d\\ude42"}');
    expect(await mei.client.next("said")).toMatchObject({ seq: 1, text: "🙂" });
  });
});

describe("a flood", () => {
  it("[F6] [X1] of more than 200 commands at once closes its sender, and nobody else", async () => {
    withSettings({ RATE_LIMITS: "on" });
    const room = newRoom();
    const [lin, mei, witness] = [await enter(room, "Lin"), await enter(room, "Mei"), await enter(room, "Ana")];
    const clock = stopClock();
    clock.advance(60_000); // whatever the buckets had lost is there again
    const typing = (count: number): unknown[] => Array<unknown>(count).fill({ type: "typing" });
    for (const { client } of [lin, mei]) {
      for (let sent = 0; sent < COMMAND_BURST - 8; sent += FRAME_MAX_COMMANDS)
        client.tellRaw(typing(FRAME_MAX_COMMANDS));
      client.tellRaw(typing(7));
      client.tell({ type: "page", requestId: "200th", before: 1 });
    }
    await lin.client.next("page");
    await mei.client.next("page");
    lin.client.tell({ type: "page", requestId: "201st", before: 1 });
    expect(await lin.client.ended).toEqual({ code: 1008, reason: "flooding" });
    expect(lin.client.items.at(-1)).toMatchObject({ type: "closing", reason: "flooding", retry: false });
    expect(lin.client.heard("page")).toHaveLength(1);
    clock.advance(20); // one command more, at 50 a second
    mei.client.say("calm down");
    expect(await witness.client.next("said")).toMatchObject({ seq: 1, text: "calm down" });
    expect(await witness.client.next("presence", ({ left }) => left.includes(lin.id))).toMatchObject({ count: 2 });
  });

  it("[F6] is counted by the command, also within one frame", async () => {
    withSettings({ RATE_LIMITS: "on" });
    const { client } = await enter(newRoom(), "Lin");
    const clock = stopClock();
    clock.advance(60_000);
    const says = Array.from({ length: FRAME_MAX_COMMANDS }, () => ({ type: "shout" }));
    for (let frame = 0; frame < 4; frame++) client.tellRaw(says);
    expect(await client.ended).toEqual({ code: 1008, reason: "flooding" });
    expect(client.heard("refused")).toHaveLength(COMMAND_BURST);
  });

  it("[F6] [S5] is none of as many messages as the host lets a member say at once", async () => {
    withSettings({ RATE_LIMITS: "on", MESSAGE_BURST: 500, ADDRESS_CHANGE_BURST: 500 });
    const { client } = await enter(newRoom(), "Lin");
    stopClock();
    for (let n = 1; n <= 500; n++) client.say(`${n}`);
    await client.next("said", ({ seq }) => seq === 500);
    expect(client.heard("refused")).toEqual([]);
  });

  it("[F6] [S5] is none of as many commands as the host's rate brings with it", async () => {
    withSettings({ RATE_LIMITS: "on", MESSAGES_PER_SECOND: 1_000 });
    const { client } = await enter(newRoom(), "Lin");
    const clock = stopClock();
    for (const round of [1, 2, 3]) {
      clock.advance(100); // 200 commands more, at 2,000 a second
      for (let n = 1; n < COMMAND_BURST; n++) client.tell({ type: "typing" });
      client.tell({ type: "page", requestId: `${round}`, before: 1 });
      await client.next("page");
    }
    client.tell({ type: "typing" });
    expect(await client.ended).toMatchObject({ reason: "flooding" });
  });

  it("[F6] [D6] of a plain client closes it, and it is told why", async () => {
    withSettings({ RATE_LIMITS: "on" });
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const bob = await enterPlain(room, { name: "Bob" });
    const clock = stopClock();
    clock.advance(60_000);
    for (let sent = 0; sent <= COMMAND_BURST; sent++) bob.send(" ");
    expect(await bob.ended).toEqual({ code: 1008, reason: "flooding" });
    expect(bob.items).toHaveLength(COMMAND_BURST + 1);
    expect(bob.items.at(-1)).toEqual({ uName: "foyer", context: "Far too many commands at once.", reason: "flooding" });
    lin.client.say("quiet again");
    await lin.client.hears("quiet again");
  });
});

describe("a fault of the room's own", () => {
  it("[F7] [S3] is refused as internal, reaches nobody, and leaves no gap", async () => {
    const room = newRoom();
    const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
    await inStorage(room, ({ sql }) => {
      vi.spyOn(sql, "exec").mockImplementationOnce(() => {
        throw new Error("SQLITE_FULL");
      });
    });
    lin.client.say("one", { clientId: "c1" });
    expect(await lin.client.next("refused")).toEqual({
      type: "refused",
      reason: "internal",
      message: "The server failed to handle this; try again.",
      clientId: "c1",
      retryAfterMs: 2_000,
    });
    lin.client.say("one", { clientId: "c1" });
    expect(await mei.client.next("said")).toMatchObject({ seq: 1, text: "one" });
    expect(lin.client.frames.join()).not.toContain("SQLITE_FULL");
  });

  it("[F7] [E1] leaves of a change that failed half way nothing at all", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    lin.client.say("one");
    await lin.client.hears("one");
    await failAt(room, "UPDATE messages");
    lin.client.tell({ type: "edit", clientId: "e", target: 1, text: "two" });
    expect(await lin.client.next("refused")).toMatchObject({ reason: "internal", clientId: "e" });
    lin.client.tell({ type: "edit", clientId: "e", target: 1, text: "two" });
    expect(await lin.client.next("edited")).toMatchObject({ seq: 2, text: "two" });
  });

  it("[F7] [G3] leaves nothing of a message either for which no place could be made", async () => {
    withSettings({ HISTORY_LIMIT: 1 });
    const room = newRoom();
    const lin = await enter(room, "Lin");
    lin.client.say("one");
    await lin.client.hears("one");
    await failAt(room, "DELETE FROM reactions");
    lin.client.say("two", { clientId: "c2" });
    expect(await lin.client.next("refused")).toMatchObject({ reason: "internal", clientId: "c2" });
    const texts = await inStorage(room, ({ sql }) => sql.exec("SELECT seq, text FROM messages").toArray());
    expect(texts).toEqual([{ seq: 1, text: "one" }]);
    lin.client.say("two", { clientId: "c2" });
    expect(await lin.client.next("said")).toMatchObject({ seq: 2, text: "two" });
  });

  it("[F7] is refused to a member who joins, and who may try again on the same connection", async () => {
    const room = newRoom();
    const lin = await enter(room, "Lin");
    const client = await connect(room);
    const hello = await client.helloOf(lin.key, "Lin Two");
    await inStorage(room, ({ sql }) => {
      vi.spyOn(sql, "exec").mockImplementationOnce(() => {
        throw new Error("SQLITE_FULL");
      });
    });
    client.tell(hello);
    expect(await client.next("refused")).toMatchObject({ reason: "internal" });
    client.tell(hello);
    expect(await client.next("welcome")).toMatchObject({ count: 1, members: [{ name: "Lin Two" }] });
  });
});

/** Has the next statement fail that begins so. */
function failAt(room: RoomName, beginning: string): Promise<void> {
  return inStorage(room, ({ sql }) => {
    const exec = sql.exec.bind(sql);
    const spy = vi.spyOn(sql, "exec").mockImplementation((statement: string, ...bindings: unknown[]) => {
      if (!statement.startsWith(beginning)) return exec(statement, ...bindings);
      spy.mockRestore();
      throw new Error("SQLITE_FULL");
    });
  });
}
