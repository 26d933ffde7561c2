/**
 * The two kinds of clients that tests of the room have: one that speaks `foyer.1`, and a plain one. What the first sends and
 * hears is checked against the JSON Schema of the protocol.
 */
import { expect, onTestFinished } from "vitest";
import type { WireCommand, WireHello } from "../../../src/protocol/wire-commands.ts";
import { parseEvents, type UnknownEvent } from "../../../src/protocol/codec/encoding.ts";
import type { MemberId } from "../../../src/protocol/values/identity.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import { type Cursor, PONG, SUBPROTOCOL } from "../../../src/protocol/wire.ts";
import type { Said, ServerEvent, Welcome } from "../../../src/protocol/events.ts";
import { expectOnWire, schemaFault } from "../wire-schema.ts";
import { Connection } from "./connection.ts";
import { Key } from "./keys.ts";
import { request } from "./rooms.ts";

/** The address of everybody, unless a test gives another. */
const ADDRESS = "192.0.2.1";

type Heard = ServerEvent | UnknownEvent | { readonly type: "pong" };
type HeardOf<Type extends Heard["type"]> = Extract<Heard, { readonly type: Type }>;

/** What a plain client receives. */
export interface Line {
  readonly uName: string;
  readonly context: string;
  readonly reason?: string;
  readonly retryAfterMs?: number;
}

/** A `foyer.1` connection, before or after `hello`. */
export class Client extends Connection<Heard> {
  readonly room: RoomName;

  constructor(socket: WebSocket, room: RoomName) {
    const faults: (string | null)[] = [];
    super(socket, (frame) => {
      if (frame === PONG) return [{ type: "pong" }];
      const events: unknown = JSON.parse(frame);
      faults.push(...[events].flat().map((event) => schemaFault("WireEvent", event)));
      return parseEvents(frame);
    });
    this.room = room;
    onTestFinished(() => expect(faults.filter((fault) => fault !== null)).toEqual([]));
  }

  /** The next event of `type` that fits and was not taken before. */
  next<Type extends Heard["type"]>(
    type: Type,
    fits: (event: HeardOf<Type>) => boolean = () => true,
  ): Promise<HeardOf<Type>> {
    return this.take((event): event is HeardOf<Type> => isOfType(event, type) && fits(event));
  }

  /** Every event of `type` that arrived until now. */
  heard<Type extends Heard["type"]>(type: Type): readonly HeardOf<Type>[] {
    return this.items.filter((event) => isOfType(event, type));
  }

  /** Sends what is no valid command, or may be none. */
  tellRaw(value: unknown): void {
    this.send(JSON.stringify(value));
  }

  /** Sends one command, or several in one frame. */
  tell(commands: WireCommand | readonly WireCommand[]): void {
    for (const command of [commands].flat()) expectOnWire("WireCommand", command);
    this.send(JSON.stringify(commands));
  }

  say(text: string, details: { readonly clientId?: string; readonly replyTo?: number } = {}): void {
    this.tell({ type: "say", clientId: text, text, ...details });
  }

  /** The message `text` once it has arrived. */
  hears(text: string): Promise<Said> {
    return this.next("said", (said) => said.text === text);
  }

  /** The `hello` that this connection's challenge asks for. */
  async helloOf(key: Key, name: string, after?: Cursor): Promise<WireHello> {
    const { nonce } = await this.next("challenge");
    const signature = await key.sign(this.room, nonce);
    return { type: "hello", name, key: key.publicKey, signature, ...(after && { after }) };
  }
}

/** A connection that was welcomed. */
export interface Member {
  readonly client: Client;
  readonly key: Key;
  readonly id: MemberId;
  readonly welcome: Welcome;
}

/** Opens a `foyer.1` connection to `room`, perhaps by another spelling; its challenge is on the way. */
export async function connect(room: RoomName, address = ADDRESS, spelling: string = room): Promise<Client> {
  return new Client(await openSocket({ room: spelling }, address, SUBPROTOCOL), room);
}

interface EnterOptions {
  readonly key?: Key;
  readonly after?: Cursor;
  readonly address?: string;
}

/** Enters `room` under `name`, with a new key unless one is given. */
export async function enter(room: RoomName, name: string, options: EnterOptions = {}): Promise<Member> {
  const { key = await Key.make(), after, address } = options;
  const client = await connect(room, address);
  client.tell(await client.helloOf(key, name, after));
  return { client, key, id: key.id, welcome: await client.next("welcome") };
}

export class PlainClient extends Connection<Line> {
  constructor(socket: WebSocket) {
    super(socket, (frame) => {
      const line: Line = JSON.parse(frame);
      return [line];
    });
  }

  /** The next line that was not taken before. */
  next(): Promise<Line> {
    return this.take(() => true);
  }

  /** Says something in the tutorial's form. */
  say(uName: string, context: string): void {
    this.send(JSON.stringify({ uName, context }));
  }
}

/** Enters `room` by the plain dialect, with `?name=` or `?history=` in `query`. */
export async function enterPlain(
  room: RoomName,
  query: Readonly<Record<string, string>> = {},
  address = ADDRESS,
): Promise<PlainClient> {
  return new PlainClient(await openSocket({ room, ...query }, address));
}

async function openSocket(
  query: Readonly<Record<string, string>>,
  address: string,
  subprotocol?: string,
): Promise<WebSocket> {
  const headers = new Headers({ Upgrade: "websocket", "CF-Connecting-IP": address });
  if (subprotocol !== undefined) headers.set("Sec-WebSocket-Protocol", subprotocol);
  const response = await request(`/ws?${new URLSearchParams(query).toString()}`, { headers });
  if (response.webSocket === null) throw new Error(`No socket: ${response.status} ${await response.text()}`);
  return response.webSocket;
}

function isOfType<Type extends Heard["type"]>(event: Heard, type: Type): event is HeardOf<Type> {
  return event.type === type;
}
