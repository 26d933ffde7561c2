import { describe, expect, it } from "vitest";
import { RESUME_MAX_CHANGES } from "../../../src/protocol/limits.ts";
import { Transcript } from "../../support/reader.ts";
import { enter, type Member } from "../../support/workerd/clients.ts";
import { fillRoom, newRoom, withSettings } from "../../support/workerd/rooms.ts";

describe("a member who comes back", () => {
  it("[R1] gets exactly what they missed", async () => {
    const room = newRoom();
    const [lin, mei] = [await enter(room, "Lin"), await enter(room, "Mei")];
    lin.client.say("one");
    const { seq } = await mei.client.hears("one");
    mei.client.close();
    await mei.client.ended;
    lin.client.say("two");
    lin.client.say("three");
    const missed = [await lin.client.hears("two"), await lin.client.hears("three")];
    const back = await enter(room, "Mei", { key: mei.key, after: { epoch: mei.welcome.epoch, seq } });
    expect(back.welcome).toMatchObject({ recovered: true, seq: 3, messages: missed, more: true });
    lin.client.say("four");
    expect(await back.client.next("said")).toMatchObject({ seq: 4 });
  });

  it("[R1] gets nothing where nothing was missed", async () => {
    const room = newRoom();
    await fillRoom(room, 3);
    const { welcome } = await enter(room, "Lin", { after: { epoch: "epoch-1", seq: 3 } });
    expect(welcome).toMatchObject({ recovered: true, seq: 3, messages: [], more: true });
  });

  it.each([
    ["of another history", { epoch: "epoch-0", seq: 60 }],
    ["ahead of the room", { epoch: "epoch-1", seq: 61 }],
  ])("[R2] starts again with the newest 50 messages, being %s", async (_, after) => {
    const room = newRoom();
    await fillRoom(room, 60);
    const { welcome } = await enter(room, "Lin", { after });
    expect(welcome).toMatchObject({ recovered: false, epoch: "epoch-1", seq: 60, more: true });
    expect(welcome.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_unused, index) => index + 11));
  });

  it("[R1] [R2] is brought over 1,000 changes, and not over one more", async () => {
    const room = newRoom();
    await fillRoom(room, RESUME_MAX_CHANGES + 1);
    const edge = await enter(room, "Lin", { after: { epoch: "epoch-1", seq: 1 } });
    expect([edge.welcome.recovered, edge.welcome.messages.length]).toEqual([true, 1_000]);
    expect(edge.welcome.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 2));
    const beyond = await enter(room, "Mei", { after: { epoch: "epoch-1", seq: 0 } });
    expect([beyond.welcome.recovered, beyond.welcome.messages.length]).toEqual([false, 50]);
  });

  it("[R2] [G3] starts again where the room has forgotten a part of what they missed", async () => {
    withSettings({ HISTORY_LIMIT: 5 });
    const room = newRoom();
    await fillRoom(room, 20);
    const known = await enter(room, "Lin", { after: { epoch: "epoch-1", seq: 15 } });
    expect(known.welcome).toMatchObject({ recovered: true, more: false });
    expect(known.welcome.messages.map(({ seq }) => seq)).toEqual([16, 17, 18, 19, 20]);
    const forgotten = await enter(room, "Mei", { after: { epoch: "epoch-1", seq: 14 } });
    expect(forgotten.welcome).toMatchObject({ recovered: false, more: false });
    expect(forgotten.welcome.messages).toEqual(known.welcome.messages);
  });
});

it("[H7] [R1] [O1] people who come and go while others talk end with the same messages, without a hole", async () => {
  withSettings({ MESSAGES_PER_SECOND: 1_000, MESSAGE_BURST: 1_000 });
  const room = newRoom();
  const talkers = [await enter(room, "Lin"), await enter(room, "Mei")];
  const transcripts: Transcript[] = [];

  /** Comes in ten times, while messages are on their way, and leaves after the first that it hears. */
  const visit = async (name: string): Promise<void> => {
    const transcript = new Transcript();
    transcripts.push(transcript);
    let visitor: Member | null = null;
    for (let nth = 0; nth < 10; nth++) {
      visitor = await enter(room, name, {
        ...(visitor !== null && { key: visitor.key }),
        ...(transcript.cursor !== null && { after: transcript.cursor }),
      });
      for (const { client } of talkers) client.say(`${name} is here`, { clientId: crypto.randomUUID() });
      await visitor.client.next("said");
      visitor.client.close();
      await visitor.client.ended;
      transcript.welcome(visitor.welcome);
      for (const said of visitor.client.heard("said")) transcript.said(said);
    }
  };
  await Promise.all(["Ana", "Bo", "Chen"].map(visit));

  await talkers[0]?.client.next("said", ({ seq }) => seq === 60);
  const everything = talkers[0]?.client.heard("said") ?? [];
  for (const transcript of transcripts) {
    const last = await enter(room, "Last", transcript.cursor === null ? {} : { after: transcript.cursor });
    expect(last.welcome.recovered).toBe(true);
    transcript.welcome(last.welcome);
    expect(transcript.messages).toEqual(everything.slice(-transcript.messages.length));
    expect(transcript.messages.at(-1)?.seq).toBe(60);
  }
});
