/** This room must accept what a page of the previous version sends: an open page stays old after a deploy. */
import { expect, it } from "vitest";
import type { Said } from "../../src/protocol/events.ts";
import { connect, enterPlain, type Client } from "../support/workerd/clients.ts";
import { Key } from "../support/workerd/keys.ts";
import { newRoom } from "../support/workerd/rooms.ts";
import { FRAMES, SHOWN, textOf, TOPIC } from "./recording.ts";

/** Resolves when the room has handled everything that `client` sent. */
async function sync(client: Client, requestId: string): Promise<void> {
  client.tell({ type: "page", requestId, before: 1 });
  await client.next("page", (page) => page.requestId === requestId);
}

type Message = Pick<Said, "seq" | "text"> & {
  readonly removed?: boolean;
  readonly replyTo?: number;
  readonly reactions?: readonly { readonly emoji: string; readonly count: number }[];
};

/** What is the same in each run: everything but times and the ids of people. */
function withoutTimes({ seq, text, removed, replyTo, reactions = [] }: Message) {
  return [seq, text, removed, replyTo, reactions.map(({ emoji, count }) => [emoji, count])];
}

it("refuses nothing but the signature, and ends with what a room of the previous version had", async () => {
  const room = newRoom();
  const key = await Key.make();
  const clients = new Map<string, Client>();
  const plain = await enterPlain(room, { history: "50", edits: "1" });
  for (const recorded of FRAMES.filter(({ to }) => to === "room")) {
    const { who, frame } = recorded;
    const client = clients.get(who);
    if (who === "plain") plain.send(textOf(recorded));
    else if (client === undefined) {
      const entering = await connect(room);
      clients.set(who, entering);
      const { nonce } = await entering.next("challenge");
      const signer = who === "lin" ? key : await Key.make();
      const hello = { ...(frame as object), key: signer.publicKey };
      entering.tellRaw({ ...hello, signature: await signer.signText(`foyer.1\n${room}\n${nonce}`) });
      expect(await entering.next("refused")).toMatchObject({ reason: "bad_signature" });
      entering.tellRaw({ ...hello, signature: await signer.sign(room, nonce) });
      await entering.next("welcome");
    } else client.send(textOf(recorded));
    // In the order of the recording, in which everybody received each message before the next was sent.
    for (const [name, each] of clients) await sync(each, `${name} ${FRAMES.indexOf(recorded)}`);
    if (who === "plain") await plain.next();
  }
  const lin = clients.get("lin");
  if (lin === undefined) throw new Error("Lin is in the recording.");
  await lin.next("results");
  for (const client of clients.values()) expect(client.heard("refused")).toHaveLength(1);
  lin.tell({ type: "page", requestId: "all", after: 0 });
  const { messages } = await lin.next("page", ({ requestId }) => requestId === "all");
  expect(messages.map(withoutTimes)).toEqual(SHOWN.map(withoutTimes));
  const again = await connect(room);
  again.tell(await again.helloOf(key, "Lin", { epoch: "another", seq: 3 }));
  expect(await again.next("welcome")).toMatchObject({ room: { topic: TOPIC }, recovered: false });
});
