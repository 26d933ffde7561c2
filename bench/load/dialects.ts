/** Owns how the load speaks with each server: how one gets in, says something, and counts what arrives. */
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { SUBPROTOCOL } from "../../src/protocol/wire.ts";
import { proofOf } from "../../src/protocol/identity.ts";
import type { RoomName } from "../../src/protocol/names.ts";
import { RawSocket, type Address } from "./raw-socket.ts";

export type DialectName = "foyer" | "bare" | "party" | "socketIo" | "tutorial";

/** One client's side of a dialect, once it is in. */
export interface Voice {
  readonly socket: RawSocket;
  /** Messages that were said before it came in, and that it need not receive; null where the server does not tell. */
  readonly saidBefore: number | null;
  /** The frame that says `text`. */
  say(text: string): string;
  /** How many messages `payload` carries. Throws where one before them is missing, if the dialect can tell. */
  count(payload: Buffer): number;
}

/** Connects to the server at `port` and resolves when everything said from now on will be received. */
export type Enter = (port: number) => Promise<Voice>;

export const ENTER: Readonly<Record<DialectName, Enter>> = {
  foyer: async (port) => (await enterFoyer(port, newKey())).voice,
  bare: (port) => enterPlainly({ port, path: "/" }),
  party: (port) => enterPlainly({ port, path: "/parties/rooms/bench" }),
  async tutorial(port) {
    const voice = await enterPlainly({ port, path: "/" });
    voice.socket.send("somebody");
    while (!(await voice.socket.next()).startsWith('{"type":"color"')); // the history may come first
    return voice;
  },
  async socketIo(port) {
    const { socket } = await enterPlainly({ port, path: "/socket.io/?EIO=4&transport=websocket" });
    await socket.next(); // the opening of engine.io
    socket.send("40");
    await socket.next(); // that of Socket.IO
    return {
      socket,
      saidBefore: null,
      say: (text) => `42["message",${JSON.stringify(text)}]`,
      count(payload) {
        if (payload.length > 1) return 1;
        socket.send("3"); // engine.io's ping is a "2"
        return 0;
      },
    };
  },
};

/** Where whoever connects is in, text is sent as it is, and each frame is one message. */
async function enterPlainly(address: Address): Promise<Voice> {
  return { socket: await RawSocket.open(address), saidBefore: null, say: (text) => text, count: () => 1 };
}

export interface FoyerEntry {
  readonly voice: Voice;
  /** Milliseconds from `hello` to `welcome`. */
  readonly welcomeMs: number;
  readonly welcome: { readonly seq: number; readonly epoch: string; readonly messages: readonly unknown[] };
}

export interface FoyerKey {
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

export function newKey(): FoyerKey {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return { publicKey: publicKey.export({ format: "jwk" })["x"] ?? "", privateKey };
}

const ROOM = "bench" as RoomName;

/** Enters Foyer's room `bench`. Whoever has the same key is the same person. */
export async function enterFoyer(port: number, key: FoyerKey): Promise<FoyerEntry> {
  const socket = await RawSocket.open({ port, path: `/ws?room=${ROOM}`, subprotocol: SUBPROTOCOL });
  const { nonce } = JSON.parse(await socket.next()) as { nonce: string };
  const signature = sign(null, Buffer.from(proofOf(ROOM, nonce)), key.privateKey).toString("base64url");
  const sentAt = performance.now();
  socket.send(
    JSON.stringify({ type: "hello", name: `person ${key.publicKey.slice(0, 8)}`, key: key.publicKey, signature }),
  );
  const frame = await socket.next();
  const welcomeMs = performance.now() - sentAt;
  const welcome = JSON.parse(frame) as FoyerEntry["welcome"] & { type: string };
  if (welcome.type !== "welcome") throw new Error(`No welcome, but ${frame}`);
  let said = 0;
  const voice: Voice = {
    socket,
    saidBefore: welcome.seq,
    say: (text) => JSON.stringify({ type: "say", clientId: `c${said++}`, text }),
    count: seqCounter(welcome.seq, socket),
  };
  return { voice, welcomeMs, welcome };
}

const SAID = Buffer.from('"type":"said","seq":');
const MARKED = Buffer.from('{"type":"marked"');
const REFUSED = Buffer.from('{"type":"refused"');

/** Reads only the first and the last seq of a frame: they are without gap, else it throws. */
function seqCounter(head: number, socket: RawSocket): Voice["count"] {
  let last = head;
  return (payload) => {
    const first = payload.indexOf(SAID);
    if (first < 0) {
      if (payload.indexOf(MARKED) === 0) {
        socket.send(JSON.stringify({ type: "confirm", mark: (JSON.parse(payload.toString()) as { id: string }).id }));
      } else if (payload.indexOf(REFUSED) === 0) throw new Error(`Foyer refused: ${payload.toString()}`);
      return 0;
    }
    const from = seqAt(payload, first);
    const to = seqAt(payload, payload.lastIndexOf(SAID));
    if (from !== last + 1) throw new Error(`After seq ${last} came ${from}.`);
    last = to;
    return to - from + 1;
  };
}

function seqAt(payload: Buffer, said: number): number {
  let seq = 0;
  for (let at = said + SAID.length; ; at++) {
    const digit = (payload[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return seq;
    seq = seq * 10 + digit;
  }
}
