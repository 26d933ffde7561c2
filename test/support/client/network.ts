/**
 * The network of a client under test: each transport that it opens, what it sends there, and what the test
 * answers.
 */
import type { Transport, TransportEvents } from "../../../src/client/connection/connection.ts";
import { isFields, type Fields } from "../../../src/protocol/codec/fields.ts";
import { PING } from "../../../src/protocol/wire.ts";
import { HOST } from "../people.ts";

export class ScriptedTransport implements Transport {
  /** What the client sent, as it sent it. */
  readonly frames: string[] = [];
  readonly subprotocol: string;
  readonly host = HOST;
  isClosed = false;
  readonly #events: TransportEvents;

  constructor(subprotocol: string, events: TransportEvents) {
    this.subprotocol = subprotocol;
    this.#events = events;
  }

  send(frame: string): void {
    if (this.isClosed) throw new Error("Nothing is sent on a transport that was closed.");
    this.frames.push(frame);
  }

  close(): void {
    this.isClosed = true;
  }

  /** Every command that the client sent, pings left out. */
  get commands(): readonly Fields[] {
    return this.frames.filter((frame) => frame !== PING).map(parseFields);
  }

  /** The commands of this type that the client sent. */
  sent(type: string): readonly Fields[] {
    return this.commands.filter((command) => command["type"] === type);
  }

  /** How many pings the client sent. */
  get pings(): number {
    return this.frames.filter((frame) => frame === PING).length;
  }

  /** The server sends these events, in one frame. */
  receive(...events: readonly object[]): void {
    this.receiveText(JSON.stringify(events.length === 1 ? events[0] : events));
  }

  receiveText(frame: string): void {
    this.#events.onFrame(frame);
  }

  /** The socket is closed, by the other end or by the network, which gives 1006. */
  drop(code = 1006): void {
    this.#events.onClose(code);
  }
}

export class ScriptedNetwork {
  readonly transports: ScriptedTransport[] = [];

  readonly open = (subprotocol: string, events: TransportEvents): Transport => {
    const transport = new ScriptedTransport(subprotocol, events);
    this.transports.push(transport);
    return transport;
  };

  /** The transport that was opened last. */
  get latest(): ScriptedTransport {
    const latest = this.transports.at(-1);
    if (latest === undefined) throw new Error("No transport was opened.");
    return latest;
  }
}

function parseFields(frame: string): Fields {
  const value: unknown = JSON.parse(frame);
  if (!isFields(value)) throw new Error(`Not a command: ${frame}`);
  return value;
}
