/** How the load speaks `foyer.1`: it has keys, joins, and counts messages by their seqs. */
import { encodeCommand } from "../../../src/protocol/codec/encoding.ts";
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { proofOf } from "../../../src/protocol/values/identity.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import { SUBPROTOCOL } from "../../../src/protocol/wire.ts";
import { hostAt, RawSocket } from "./raw-socket.ts";
import type { Connection } from "./connection.ts";

export interface FoyerJoin {
  readonly connection: Connection;
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

/** Joins Foyer's room `bench`. Two connections with one key are the same person. */
export async function joinFoyer(port: number, key: FoyerKey): Promise<FoyerJoin> {
  const socket = await RawSocket.open({ port, path: `/ws?room=${ROOM}`, subprotocol: SUBPROTOCOL });
  const { nonce } = JSON.parse(await socket.next()) as { nonce: string };
  const signature = sign(null, Buffer.from(proofOf(hostAt(port), ROOM, nonce)), key.privateKey).toString("base64url");
  const sentAt = performance.now();
  socket.send(
    encodeCommand({ type: "hello", name: `person ${key.publicKey.slice(0, 8)}`, key: key.publicKey, signature }),
  );
  const frame = await socket.next();
  const welcomeMs = performance.now() - sentAt;
  const welcome = JSON.parse(frame) as FoyerJoin["welcome"] & { type: string };
  if (welcome.type !== "welcome") throw new Error(`Expected a welcome, got ${frame}`);
  let said = 0;
  const connection: Connection = {
    socket,
    earlierMessages: welcome.seq,
    encode: (text) => encodeCommand({ type: "say", clientId: `c${said++}`, text }),
    countMessages: seqCounter(welcome.seq, socket),
  };
  return { connection, welcomeMs, welcome };
}

const SAID = Buffer.from('"type":"said","seq":');
const MARKED = Buffer.from('{"type":"marked"');
const REFUSED = Buffer.from('{"type":"refused"');

/** Counts by the first and the last seq of a frame. Throws if there is a gap before the first. */
function seqCounter(head: number, socket: RawSocket): Connection["countMessages"] {
  let last = head;
  return (payload) => {
    const first = payload.indexOf(SAID);
    if (first < 0) {
      if (payload.indexOf(MARKED) === 0) {
        socket.send(encodeCommand({ type: "confirm", mark: (JSON.parse(payload.toString()) as { id: string }).id }));
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
