/**
 * Shows how the connection shakes hands, notices that a socket is dead, and comes back, over a network and a clock
 * that the test moves.
 */
import { describe, expect, it } from "vitest";
import { Connection, type ConnectionOptions, type Status } from "../../src/client/connection.ts";
import { fromBase64Url, proofOf } from "../../src/protocol/identity.ts";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from "../../src/protocol/limits.ts";
import { LOBBY } from "../../src/protocol/names.ts";
import { closing } from "../../src/protocol/refusals.ts";
import type { Cursor } from "../../src/protocol/wire.ts";
import { FakeClock, settle } from "../support/client/clock.ts";
import { refused, said, welcome } from "../support/client/events.ts";
import { realIdentity, standInIdentity } from "../support/client/identities.ts";
import { ScriptedNetwork, type ScriptedTransport } from "../support/client/network.ts";
import { LIN, personName, roomName } from "../support/people.ts";

/** Milliseconds of silence after which a client pings, and within which it expects an answer. */
const PING_EVERY_MS = 25_000;
const ANSWER_WITHIN_MS = 10_000;
const WELCOME_WITHIN_MS = 20_000;

const CHALLENGE = { type: "challenge", nonce: "nonce-1" };
const RESUMED = welcome({ recovered: true });

class Line {
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
  static async opened(options: Partial<ConnectionOptions> = {}): Promise<Line> {
    const line = new Line(options);
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

describe("the handshake", () => {
  it("[C1] offers foyer.1, once, and waits", () => {
    const line = new Line();
    line.connection.start();
    line.connection.start();
    expect(line.attempts).toBe(1);
    expect(line.transport.subprotocol).toBe("foyer.1");
    expect(line.status).toEqual({ state: "connecting" });
    expect(line.transport.frames).toEqual([]);
  });

  it("[H2] answers the challenge with a key's signature over the protocol, the room and the nonce", async () => {
    const identity = await realIdentity();
    const signed: Promise<Uint8Array>[] = [];
    const sign = (text: string): Promise<Uint8Array> => {
      const signature = identity.sign(text);
      signed.push(signature);
      return signature;
    };
    const line = new Line({ identity: { ...identity, sign }, room: roomName("茶") });
    line.connection.start();
    line.transport.receive({ type: "challenge", nonce: "jPCkwFt0yPS9ur0I" });
    await Promise.all(signed);
    await settle();
    const [hello] = line.transport.sent("hello");
    expect(hello).toMatchObject({ type: "hello", name: "Lin" });
    expect(hello).not.toHaveProperty("after");
    expect(fromBase64Url(String(hello?.["key"]), PUBLIC_KEY_BYTES)).toEqual(identity.publicKey);
    const signature = fromBase64Url(String(hello?.["signature"]), SIGNATURE_BYTES) ?? new Uint8Array();
    expect(await identity.isSignatureOf("foyer.1\n茶\njPCkwFt0yPS9ur0I", signature)).toBe(true);
    expect(await identity.isSignatureOf(proofOf(LOBBY, "jPCkwFt0yPS9ur0I"), signature)).toBe(false);
  });

  it("[R1] asks its owner for the name and the cursor at each handshake", async () => {
    const line = await Line.opened();
    line.name = personName("Lin B");
    line.cursor = { epoch: "epoch-1", seq: 41 };
    line.transport.drop();
    line.clock.advance(line.delayMs);
    await line.welcome();
    expect(line.transport.sent("hello")).toMatchObject([{ name: "Lin B", after: { epoch: "epoch-1", seq: 41 } }]);
  });

  it("[H4] sends nothing else before the welcome, and says so", async () => {
    const line = new Line();
    line.connection.start();
    expect(line.connection.send({ type: "typing" })).toBe(false);
    line.transport.receive(CHALLENGE);
    await settle();
    expect(line.connection.send({ type: "typing" })).toBe(false);
    line.transport.receive(RESUMED);
    expect(line.connection.send({ type: "typing" })).toBe(true);
    expect(line.transport.commands.map(({ type }) => type)).toEqual(["hello", "typing"]);
  });

  it("[H7] opens with the welcome, of which its owner hears first", async () => {
    const line = new Line();
    line.connection.start();
    await line.welcome();
    expect(line.heard).toEqual(["connecting", "welcome", "open"]);
    expect(line.status).toEqual({ state: "open" });
  });

  it("does not open where its owner stops it on hearing the welcome", async () => {
    const line: Line = new Line({
      onEvent: ({ type }) => {
        if (type === "welcome") line.connection.stop();
      },
    });
    line.connection.start();
    await line.welcome();
    expect(line.status).toEqual({ state: "connecting" });
    expect(line.heard).not.toContain("open");
    expect(line.clock.pending).toBe(0);
  });

  it("gives up on a welcome that does not come within 20 s, and tries again", async () => {
    const line = new Line();
    line.connection.start();
    line.transport.receive(CHALLENGE);
    await settle();
    line.clock.advance(WELCOME_WITHIN_MS - 1);
    expect(line.status.state).toBe("connecting");
    line.clock.advance(1);
    expect(line.status.state).toBe("waiting");
    expect(line.transport.isClosed).toBe(true);
    line.clock.advance(line.delayMs);
    expect(line.attempts).toBe(2);
  });

  it("sends its hello on no other transport than the one that was challenged", async () => {
    let sign: (signature: Uint8Array) => void = () => {};
    const identity = {
      ...standInIdentity("Lin"),
      sign: () => new Promise<Uint8Array>((resolve) => (sign = resolve)),
    };
    const line = new Line({ identity });
    line.connection.start();
    const challenged = line.transport;
    challenged.receive(CHALLENGE);
    challenged.drop();
    line.clock.advance(line.delayMs);
    sign(new Uint8Array(SIGNATURE_BYTES));
    await settle();
    expect(line.attempts).toBe(2);
    expect([challenged.frames, line.transport.frames]).toEqual([[], []]);
  });

  it("[H3] stops where its hello is refused, and says why", async () => {
    const line = new Line();
    line.connection.start();
    line.transport.receive(CHALLENGE);
    await settle();
    line.transport.receive(refused("bad_signature"));
    expect(line.status).toEqual({ state: "stopped", reason: "bad_signature" });
    expect(line.heard).toEqual(["connecting", "stopped", "refused"]);
    expect(line.transport.isClosed).toBe(true);
    expect(line.clock.pending).toBe(0);
  });

  it("[F7] comes back by itself where its hello met a fault of the room's own", async () => {
    const line = new Line();
    line.connection.start();
    line.transport.receive(CHALLENGE);
    await settle();
    line.transport.receive(refused("internal"));
    expect(line.status.state).toBe("waiting");
    line.clock.advance(line.delayMs);
    await line.welcome();
    expect(line.status.state).toBe("open");
  });
});

describe("frames", () => {
  it("[F1] hold one event or several, which are heard in their order", async () => {
    const line = await Line.opened();
    line.transport.receive(said(1));
    line.transport.receive(said(2), { type: "typed", who: [] }, said(3));
    expect(line.heard).toEqual(["said", "said", "typed", "said"]);
  });

  it("[F2] may hold what this client does not know", async () => {
    const line = await Line.opened();
    line.transport.receive({ type: "polled", seq: 4 });
    line.transport.receiveText("null");
    expect(line.heard).toEqual(["unknown", "unknown"]);
    expect(line.status.state).toBe("open");
  });

  it("[F5] that refuse a command after the welcome are its owner's affair", async () => {
    const line = await Line.opened();
    line.transport.receive(refused("too_fast"));
    expect(line.heard).toEqual(["refused"]);
    expect(line.status.state).toBe("open");
  });

  it("that are not JSON come from no room: the socket is given up, for another attempt", async () => {
    const line = await Line.opened();
    line.transport.receiveText("<html>Log in to this network</html>");
    expect(line.heard).toEqual(["waiting"]);
    expect(line.transport.isClosed).toBe(true);
  });

  it("of a transport that was given up are not heard, nor is its end", async () => {
    const line = await Line.opened();
    const old = line.transport;
    line.connection.resume();
    line.clock.advance(line.delayMs);
    await line.welcome();
    line.heard.length = 0;
    old.receive(said(1));
    old.receiveText("not JSON");
    old.drop();
    expect(line.heard).toEqual([]);
    expect(line.status.state).toBe("open");
  });

  it("are not heard beyond the event that ended the connection", async () => {
    const line = await Line.opened();
    line.transport.receive(said(1), closing("flooding"), said(2));
    expect(line.heard).toEqual(["said", "stopped", "closing"]);
  });

  it("go to the socket as JSON", async () => {
    const line = await Line.opened();
    line.connection.send({ type: "rename", name: "Lin" });
    expect(line.transport.frames.at(-1)).toBe('{"type":"rename","name":"Lin"}');
  });
});

describe("a connection that was lost", () => {
  it("[X2] comes back by itself, after a delay of which the jitter is full", async () => {
    const line = await Line.opened();
    line.clock.chance = 0.25;
    line.transport.drop();
    expect(line.heard).toEqual(["waiting"]);
    expect(line.delayMs).toBe(125);
    line.clock.advance(124);
    expect(line.attempts).toBe(1);
    line.clock.advance(1);
    expect(line.attempts).toBe(2);
    expect(line.status.state).toBe("connecting");
  });

  it("[X2] waits twice as long before each attempt, up to half a minute", async () => {
    const line = await Line.opened();
    line.transport.drop();
    expect(line.failAttempts(8)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it("[X2] counts from the beginning once it was welcomed", async () => {
    const line = await Line.opened();
    line.transport.drop();
    line.failAttempts(5);
    line.clock.advance(line.delayMs);
    await line.welcome();
    line.transport.drop();
    expect(line.delayMs).toBe(250);
  });

  it("[X2] does not count from the beginning for a mere challenge", async () => {
    const line = await Line.opened();
    line.transport.drop();
    line.clock.advance(line.delayMs);
    line.transport.receive(CHALLENGE);
    await settle();
    line.transport.drop();
    expect(line.delayMs).toBe(500);
  });

  it("sends nothing meanwhile", async () => {
    const line = await Line.opened();
    line.transport.drop();
    expect(line.connection.send({ type: "typing" })).toBe(false);
  });

  it("comes back at once when it is woken, and counts from the beginning", async () => {
    const line = await Line.opened();
    line.transport.drop();
    line.failAttempts(5);
    const { attempts } = line;
    line.connection.wake();
    expect(line.attempts).toBe(attempts + 1);
    line.transport.drop();
    expect(line.delayMs).toBe(250);
  });

  it("makes one attempt, not another when the delay would have been over", async () => {
    const line = await Line.opened();
    line.transport.drop();
    line.connection.wake();
    line.connection.wake();
    line.clock.advance(1_000);
    expect(line.attempts).toBe(2);
  });

  it("does not shorten its delay for a start, which is no wake", async () => {
    const line = await Line.opened();
    line.transport.drop();
    line.connection.start();
    expect(line.attempts).toBe(1);
  });
});

describe("a connection that the room closes", () => {
  it("[X1] waits at least as long as it was asked to, and jitters beyond that", async () => {
    const line = await Line.opened();
    line.transport.receive(closing("too_many_sockets", 30_000));
    expect(line.status.state).toBe("open");
    line.transport.drop();
    expect(line.delayMs).toBe(30_250);
    expect(line.heard).toEqual(["closing", "waiting"]);
  });

  it("[X1] is not woken before that", async () => {
    const line = await Line.opened();
    line.transport.receive(closing("too_many_sockets", 30_000));
    line.transport.drop();
    line.connection.wake();
    line.clock.advance(30_249);
    line.connection.wake();
    expect(line.attempts).toBe(1);
    line.clock.advance(1);
    expect(line.attempts).toBe(2);
    line.transport.drop();
    expect(line.delayMs).toBe(500);
    line.connection.wake();
    expect(line.attempts).toBe(3);
  });

  it("[X1] may be told to wait instead of being challenged", () => {
    const line = new Line();
    line.connection.start();
    line.transport.receive(closing("too_many_sockets", 30_000));
    line.transport.drop();
    expect(line.delayMs).toBe(30_250);
  });

  it("[X1] comes back like from any drop where it may, and no time is named", async () => {
    const line = await Line.opened();
    line.transport.receive({ ...closing("flooding"), retry: true });
    line.transport.drop();
    expect(line.delayMs).toBe(250);
    line.connection.wake();
    expect(line.attempts).toBe(2);
  });

  it("[X1] stops where it must not come back by itself, and says why", async () => {
    const line = await Line.opened();
    line.transport.receive(closing("flooding"));
    expect(line.status).toEqual({ state: "stopped", reason: "flooding" });
    expect(line.transport.isClosed).toBe(true);
    line.transport.drop();
    line.connection.wake();
    line.clock.advance(3_600_000);
    expect(line.status.state).toBe("stopped");
    expect(line.attempts).toBe(1);
  });

  it("comes back from that on a person's wish", async () => {
    const line = await Line.opened();
    line.transport.receive(closing("flooding"));
    line.connection.start();
    await line.welcome();
    expect(line.status.state).toBe("open");
  });
});

describe("the heartbeat", () => {
  it("[C6] is a ping after 25 s", async () => {
    const line = await Line.opened();
    line.clock.advance(PING_EVERY_MS - 1);
    expect(line.transport.pings).toBe(0);
    line.clock.advance(1);
    expect(line.transport.frames.at(-1)).toBe("ping");
    expect(line.transport.pings).toBe(1);
  });

  it("[W4] goes on however much is heard: the room must hear from whoever only listens", async () => {
    const line = await Line.opened();
    for (let seq = 1; seq <= 100; seq++) {
      line.clock.advance(1_000);
      line.transport.receive(said(seq));
    }
    expect(line.transport.pings).toBe(4);
  });

  it("[C6] goes on as long as it is answered, and nobody hears of it", async () => {
    const line = await Line.opened();
    for (let beat = 1; beat <= 5; beat++) {
      line.clock.advance(PING_EVERY_MS);
      expect(line.transport.pings).toBe(beat);
      line.clock.advance(ANSWER_WITHIN_MS - 1);
      line.transport.receiveText("pong");
    }
    expect(line.heard).toEqual([]);
    expect(line.clock.pending).toBe(1);
  });

  it("[X2] that is not answered within 10 s tells that the socket is dead", async () => {
    const line = await Line.opened();
    line.clock.advance(PING_EVERY_MS + ANSWER_WITHIN_MS - 1);
    expect(line.status.state).toBe("open");
    line.clock.advance(1);
    expect(line.status.state).toBe("waiting");
    expect(line.transport.isClosed).toBe(true);
  });

  it("takes any frame for an answer", async () => {
    const line = await Line.opened();
    line.clock.advance(PING_EVERY_MS);
    line.transport.receive(said(1));
    line.clock.advance(ANSWER_WITHIN_MS);
    expect(line.status.state).toBe("open");
  });

  it("checks the socket at once when somebody looks again", async () => {
    const line = await Line.opened();
    line.connection.wake();
    expect(line.transport.pings).toBe(1);
    line.clock.advance(ANSWER_WITHIN_MS);
    expect(line.status.state).toBe("waiting");
  });

  it("leaves an attempt that is under way alone", () => {
    const line = new Line();
    line.connection.start();
    line.connection.wake();
    expect(line.attempts).toBe(1);
    expect(line.transport.frames).toEqual([]);
  });
});

describe("a connection that its owner ends", () => {
  it("is closed, and stays so", async () => {
    const line = await Line.opened();
    line.connection.stop();
    expect(line.transport.isClosed).toBe(true);
    line.transport.receive(said(1));
    line.transport.drop();
    line.connection.wake();
    line.clock.advance(3_600_000);
    expect(line.heard).toEqual(["connecting"]);
    expect(line.attempts).toBe(1);
    expect(line.clock.pending).toBe(0);
  });

  it("starts again", async () => {
    const line = await Line.opened();
    line.connection.stop();
    line.connection.start();
    await line.welcome();
    expect(line.attempts).toBe(2);
    expect(line.status.state).toBe("open");
  });

  it("does not come back from a delay that was running", async () => {
    const line = await Line.opened();
    line.transport.drop();
    line.connection.stop();
    line.clock.advance(60_000);
    expect(line.attempts).toBe(1);
  });

  it("gives the socket up and resumes on another, where its owner sees a hole", async () => {
    const line = await Line.opened();
    const holed = line.transport;
    line.cursor = { epoch: "epoch-1", seq: 7 };
    line.connection.resume();
    expect(holed.isClosed).toBe(true);
    expect(line.delayMs).toBe(250);
    line.clock.advance(line.delayMs);
    await line.welcome();
    expect(line.transport.sent("hello")).toMatchObject([{ after: { seq: 7 } }]);
  });

  it("resumes nothing that is not open", async () => {
    const line = await Line.opened();
    line.transport.drop();
    const { delayMs } = line;
    line.connection.resume();
    expect(line.delayMs).toBe(delayMs);
    line.connection.stop();
    line.connection.resume();
    expect(line.status.state).toBe("connecting");
  });
});
