/** A connection under test: over a network and a clock that the test moves, with all that its owner hears. */
import { Connection, type ConnectionOptions, type Status } from "../../../src/client/connection/connection.ts";
import { LOBBY } from "../../../src/protocol/values/names.ts";
import type { Cursor } from "../../../src/protocol/wire.ts";
import { LIN } from "../people.ts";
import { FakeClock, settle } from "./clock.ts";
import { welcome } from "./events.ts";
import { standInIdentity } from "./identities.ts";
import { ScriptedNetwork, type ScriptedTransport } from "./network.ts";

export const CHALLENGE = { type: "challenge", nonce: "nonce-1" };
export const RESUMED = welcome({ recovered: true });

export class ConnectionUnderTest {
  readonly clock = new FakeClock();
  readonly network = new ScriptedNetwork();
  /** Events by their type and statuses by their state, in the order in which the owner heard of them. */
  readonly heard: string[] = [];
  readonly connection: Connection;
  name = LIN.name;
  cursor: Cursor | null = null;

  constructor(options: Partial<ConnectionOptions> = {}) {
    this.connection = new Connection({
      room: LOBBY,
      identity: standInIdentity("Lin"),
      clock: this.clock,
      open: this.network.open,
      name: () => this.name,
      cursor: () => this.cursor,
      onEvent: ({ type }) => this.heard.push(type),
      onStatus: ({ state }) => this.heard.push(state),
      ...options,
    });
  }

  /** A line that was welcomed, and whose owner has heard nothing since. */
  static async opened(options: Partial<ConnectionOptions> = {}): Promise<ConnectionUnderTest> {
    const line = new ConnectionUnderTest(options);
    line.connection.start();
    await line.welcome();
    line.heard.length = 0;
    return line;
  }

  get transport(): ScriptedTransport {
    return this.network.latest;
  }

  get status(): Status {
    return this.connection.status;
  }

  get attempts(): number {
    return this.network.transports.length;
  }

  /** The handshake on the present transport. */
  async welcome(): Promise<void> {
    this.transport.receive(CHALLENGE);
    await settle();
    this.transport.receive(RESUMED);
  }

  /** Milliseconds until the next attempt. */
  get delayMs(): number {
    if (this.status.state !== "waiting") throw new Error(`Not waiting, but ${this.status.state}.`);
    return this.status.retryAt - this.clock.now();
  }

  /** Each of the next `count` attempts fails at once; returns the delays before them. */
  failAttempts(count: number): readonly number[] {
    return Array.from({ length: count }, () => {
      const { delayMs } = this;
      this.clock.advance(delayMs);
      this.transport.drop();
      return delayMs;
    });
  }
}
