/** Shows how the connection shakes hands, hears frames and ends, over a network and a clock that the test moves. */
import { describe, expect, it } from "vitest";
import { fromBase64Url, proofOf } from "../../../src/protocol/values/identity.ts";
import type { RefusalReason } from "../../../src/protocol/events.ts";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from "../../../src/protocol/limits.ts";
import { LOBBY } from "../../../src/protocol/values/names.ts";
import { closing } from "../../../src/protocol/refusals.ts";
import { settle } from "../../support/client/clock.ts";
import { refused, said } from "../../support/client/events.ts";
import { realIdentity, standInIdentity } from "../../support/client/identities.ts";
import { Line, CHALLENGE, RESUMED } from "../../support/client/line.ts";
import { HOST, personName, roomName } from "../../support/people.ts";

const WELCOME_WITHIN_MS = 20_000;

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

  it("[H2] answers the challenge with a key's signature over the protocol, the host, the room and the nonce", async () => {
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
    expect(await identity.isSignatureOf("foyer.1\nfoyer.test\n茶\njPCkwFt0yPS9ur0I", signature)).toBe(true);
    expect(await identity.isSignatureOf(proofOf(HOST, LOBBY, "jPCkwFt0yPS9ur0I"), signature)).toBe(false);
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

  it("[F5] stops where its hello is refused for good, and says why", async () => {
    const line = new Line();
    line.connection.start();
    line.transport.receive(CHALLENGE);
    await settle();
    line.transport.receive(refused("name_reserved"));
    expect(line.status).toEqual({ state: "stopped", reason: "name_reserved" });
    expect(line.heard).toEqual(["connecting", "stopped", "refused"]);
    expect(line.transport.isClosed).toBe(true);
    expect(line.clock.pending).toBe(0);
  });

  it.each([
    ["[F7] a fault of the room's own", refused("internal"), 0],
    ["[F7] one that names a time", refused("internal", { retryAfterMs: 2_000 }), 2_000],
    ["[F5] a room that is asked for too much", refused("too_fast", { retryAfterMs: 40_000 }), 40_000],
    ["[F5] what a later room may have", refused("asleep" as RefusalReason, { retryAfterMs: 10 }), 10],
  ])("comes back by itself where its hello met %s, and not before it may", async (_why, refusal, leastMs) => {
    const line = new Line();
    line.connection.start();
    line.transport.receive(CHALLENGE);
    await settle();
    line.transport.receive(refusal);
    expect(line.status.state).toBe("waiting");
    expect(line.delayMs).toBe(leastMs + 250);
    line.clock.advance(line.delayMs);
    await line.welcome();
    expect(line.status.state).toBe("open");
  });

  it("[H3] is tried again for five minutes where its signature is refused, and then stops: rooms may run older code", async () => {
    const line = new Line();
    const begin = line.clock.now();
    line.connection.start();
    const meet = async (): Promise<void> => {
      line.transport.receive(CHALLENGE);
      await settle();
      line.transport.receive(refused("bad_signature"));
    };
    for (await meet(); line.status.state === "waiting"; await meet()) line.clock.advance(line.delayMs);
    expect(line.status).toEqual({ state: "stopped", reason: "bad_signature" });
    expect(line.clock.now() - begin).toBeGreaterThanOrEqual(300_000);
    expect(line.clock.now() - begin).toBeLessThan(330_000);
    expect(line.attempts).toBeLessThan(40);
    // On a person's wish it begins anew.
    line.connection.start();
    await meet();
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
