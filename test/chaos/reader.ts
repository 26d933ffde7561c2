/**
 * Owns the independent reader: it reads all of a room's history through `page`, over a socket of its own, with nothing of
 * the client that is under test.
 */
import WebSocket from "ws";
import type { Identity } from "../../src/client/identity.ts";
import { proofOf } from "../../src/protocol/identity.ts";
import { PAGE_MAX_MESSAGES } from "../../src/protocol/limits.ts";
import type { RoomName } from "../../src/protocol/names.ts";
import type { PageEvent, Said, ServerEvent } from "../../src/protocol/wire.ts";

/** Milliseconds for each answer. */
const ANSWER_WITHIN_MS = 20_000;

/** Everything that `room` holds at the server on `port`, as it came. Rejects where the connection breaks meanwhile. */
export async function readHistory(port: number, room: RoomName, key: Identity): Promise<readonly Said[]> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws?room=${encodeURIComponent(room)}`, "foyer.1");
  try {
    const { nonce } = await next(socket, "challenge");
    const hello = { type: "hello", name: "Reader", key: text64(key.publicKey) };
    const signature = text64(await key.sign(proofOf(room, nonce)));
    const welcome = next(socket, "welcome");
    socket.send(JSON.stringify({ ...hello, signature }));
    await welcome;
    const history: Said[] = [];
    for (let page = await ask(socket, 0); ; page = await ask(socket, history.at(-1)?.seq ?? 0)) {
      history.push(...page.messages);
      if (!page.more) return history;
      if (page.messages.length === 0) throw new Error("A page said that there is more, and had nothing.");
    }
  } finally {
    socket.terminate();
  }
}

function ask(socket: WebSocket, after: number): Promise<PageEvent> {
  const answer = next(socket, "page");
  socket.send(JSON.stringify({ type: "page", requestId: `after ${after}`, after, limit: PAGE_MAX_MESSAGES }));
  return answer;
}

/** The next event of this type; everything else that comes meanwhile is nothing to a reader. */
function next<Type extends ServerEvent["type"]>(
  socket: WebSocket,
  type: Type,
): Promise<Extract<ServerEvent, { type: Type }>> {
  return new Promise((settle, reject) => {
    const end = (error: Error | null): void => {
      clearTimeout(late);
      socket.off("message", look).off("error", fail).off("close", close);
      if (error !== null) reject(error);
    };
    const late = setTimeout(() => end(new Error(`No ${type} came.`)), ANSWER_WITHIN_MS);
    const fail = (error: Error): void => end(error);
    const close = (): void => end(new Error(`The connection closed before a ${type} came.`));
    const look = (data: Buffer): void => {
      const value = JSON.parse(data.toString()) as ServerEvent | readonly ServerEvent[];
      for (const event of Array.isArray(value) ? (value as readonly ServerEvent[]) : [value as ServerEvent]) {
        if (event.type === "refused" || event.type === "closing")
          return end(new Error(`The reader was told ${JSON.stringify(event)}`));
        if (event.type === "marked") socket.send(JSON.stringify({ type: "confirm", mark: event.id }));
        if (event.type !== type) continue;
        end(null);
        return settle(event as Extract<ServerEvent, { type: Type }>);
      }
    };
    socket.on("message", look).on("error", fail).on("close", close);
  });
}

function text64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
