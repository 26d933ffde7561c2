import { describe, expect, it } from "vitest";
import { fromBase64Url, proofOf } from "../../../src/protocol/values/identity.ts";
import type { RefusalReason } from "../../../src/protocol/events.ts";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from "../../../src/protocol/limits.ts";
import { LOBBY } from "../../../src/protocol/values/names.ts";
import { closing } from "../../../src/protocol/refusals.ts";
import { settle } from "../../support/client/clock.ts";
import { refused, said } from "../../support/client/events.ts";
import { realIdentity, standInIdentity } from "../../support/client/identities.ts";
import { ConnectionUnderTest, CHALLENGE, RESUMED } from "../../support/client/connection-under-test.ts";
import { HOST, personName, roomName } from "../../support/people.ts";

const WELCOME_WITHIN_MS = 20_000;

describe("the handshake", () => {
  it("[C1] offers foyer.1, once, and waits", () => {
    const client = new ConnectionUnderTest();
    client.connection.start();
    client.connection.start();
    expect(client.attempts).toBe(1);
    expect(client.transport.subprotocol).toBe("foyer.1");
    expect(client.status).toEqual({ state: "connecting" });
    expect(client.transport.frames).toEqual([]);
  });

  it("[H2] answers the challenge with a key's signature over the protocol, the host, the room and the nonce", async () => {
    const identity = await realIdentity();
    const signed: Promise<Uint8Array>[] = [];
    const sign = (text: string): Promise<Uint8Array> => {
      const signature = identity.sign(text);
      signed.push(signature);
      return signature;
    };
    const client = new ConnectionUnderTest({ identity: { ...identity, sign }, room: roomName("茶") });
    client.connection.start();
    client.transport.receive({ type: "challenge", nonce: "jPCkwFt0yPS9ur0I" });
    await Promise.all(signed);
    await settle();
    const [hello] = client.transport.sent("hello");
    expect(hello).toMatchObject({ type: "hello", name: "Lin" });
    expect(hello).not.toHaveProperty("after");
    expect(fromBase64Url(String(hello?.["key"]), PUBLIC_KEY_BYTES)).toEqual(identity.publicKey);
    const signature = fromBase64Url(String(hello?.["signature"]), SIGNATURE_BYTES) ?? new Uint8Array();
    expect(await identity.isSignatureOf("foyer.1\nfoyer.test\n茶\njPCkwFt0yPS9ur0I", signature)).toBe(true);
    expect(await identity.isSignatureOf(proofOf(HOST, LOBBY, "jPCkwFt0yPS9ur0I"), signature)).toBe(false);
  });

  it("[R1] asks its owner for the name and the cursor at each handshake", async () => {
    const client = await ConnectionUnderTest.opened();
    client.name = personName("Lin B");
    client.cursor = { epoch: "epoch-1", seq: 41 };
    client.transport.drop();
    client.clock.advance(client.delayMs);
    await client.welcome();
    expect(client.transport.sent("hello")).toMatchObject([{ name: "Lin B", after: { epoch: "epoch-1", seq: 41 } }]);
  });

  it("[H4] sends nothing else before the welcome, and says so", async () => {
    const client = new ConnectionUnderTest();
    client.connection.start();
    expect(client.connection.send({ type: "typing" })).toBe(false);
    client.transport.receive(CHALLENGE);
    await settle();
    expect(client.connection.send({ type: "typing" })).toBe(false);
    client.transport.receive(RESUMED);
    expect(client.connection.send({ type: "typing" })).toBe(true);
    expect(client.transport.commands.map(({ type }) => type)).toEqual(["hello", "typing"]);
  });

  it("[H7] opens with the welcome, of which its owner hears first", async () => {
    const client = new ConnectionUnderTest();
    client.connection.start();
    await client.welcome();
    expect(client.heard).toEqual(["connecting", "welcome", "open"]);
    expect(client.status).toEqual({ state: "open" });
  });

  it("does not open where its owner stops it on hearing the welcome", async () => {
    const client: ConnectionUnderTest = new ConnectionUnderTest({
      onEvent: ({ type }) => {
        if (type === "welcome") client.connection.stop();
      },
    });
    client.connection.start();
    await client.welcome();
    expect(client.status).toEqual({ state: "connecting" });
    expect(client.heard).not.toContain("open");
    expect(client.clock.pending).toBe(0);
  });

  it("gives up on a welcome that does not come within 20 s, and tries again", async () => {
    const client = new ConnectionUnderTest();
    client.connection.start();
    client.transport.receive(CHALLENGE);
    await settle();
    client.clock.advance(WELCOME_WITHIN_MS - 1);
    expect(client.status.state).toBe("connecting");
    client.clock.advance(1);
    expect(client.status.state).toBe("waiting");
    expect(client.transport.isClosed).toBe(true);
    client.clock.advance(client.delayMs);
    expect(client.attempts).toBe(2);
  });

  it("sends its hello on no other transport than the one that was challenged", async () => {
    let sign: (signature: Uint8Array) => void = () => {};
    const identity = {
      ...standInIdentity("Lin"),
      sign: () => new Promise<Uint8Array>((resolve) => (sign = resolve)),
    };
    const client = new ConnectionUnderTest({ identity });
    client.connection.start();
    const challenged = client.transport;
    challenged.receive(CHALLENGE);
    challenged.drop();
    client.clock.advance(client.delayMs);
    sign(new Uint8Array(SIGNATURE_BYTES));
    await settle();
    expect(client.attempts).toBe(2);
    expect([challenged.frames, client.transport.frames]).toEqual([[], []]);
  });

  it("[F5] stops where its hello is refused for good, and says why", async () => {
    const client = new ConnectionUnderTest();
    client.connection.start();
    client.transport.receive(CHALLENGE);
    await settle();
    client.transport.receive(refused("name_reserved"));
    expect(client.status).toEqual({ state: "stopped", reason: "name_reserved" });
    expect(client.heard).toEqual(["connecting", "stopped", "refused"]);
    expect(client.transport.isClosed).toBe(true);
    expect(client.clock.pending).toBe(0);
  });

  it.each([
    ["[F7] a fault of the room's own", refused("internal"), 0],
    ["[F7] one that names a time", refused("internal", { retryAfterMs: 2_000 }), 2_000],
    ["[F5] a room that is asked for too much", refused("too_fast", { retryAfterMs: 40_000 }), 40_000],
    ["[F5] what a later room may have", refused("asleep" as RefusalReason, { retryAfterMs: 10 }), 10],
  ])("comes back by itself where its hello met %s, and not before it may", async (_why, refusal, leastMs) => {
    const client = new ConnectionUnderTest();
    client.connection.start();
    client.transport.receive(CHALLENGE);
    await settle();
    client.transport.receive(refusal);
    expect(client.status.state).toBe("waiting");
    expect(client.delayMs).toBe(leastMs + 250);
    client.clock.advance(client.delayMs);
    await client.welcome();
    expect(client.status.state).toBe("open");
  });

  it("[H3] is tried again for five minutes where its signature is refused, and then stops: rooms may run older code", async () => {
    const client = new ConnectionUnderTest();
    const begin = client.clock.now();
    client.connection.start();
    const meet = async (): Promise<void> => {
      client.transport.receive(CHALLENGE);
      await settle();
      client.transport.receive(refused("bad_signature"));
    };
    for (await meet(); client.status.state === "waiting"; await meet()) client.clock.advance(client.delayMs);
    expect(client.status).toEqual({ state: "stopped", reason: "bad_signature" });
    expect(client.clock.now() - begin).toBeGreaterThanOrEqual(300_000);
    expect(client.clock.now() - begin).toBeLessThan(330_000);
    expect(client.attempts).toBeLessThan(40);
    // When the user asks for it, it begins again.
    client.connection.start();
    await meet();
    expect(client.status.state).toBe("waiting");
    client.clock.advance(client.delayMs);
    await client.welcome();
    expect(client.status.state).toBe("open");
  });
});

describe("frames", () => {
  it("[F1] hold one event or several, which are heard in their order", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.receive(said(1));
    client.transport.receive(said(2), { type: "typed", who: [] }, said(3));
    expect(client.heard).toEqual(["said", "said", "typed", "said"]);
  });

  it("[F2] may hold what this client does not know", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.receive({ type: "polled", seq: 4 });
    client.transport.receiveText("null");
    expect(client.heard).toEqual(["unknown", "unknown"]);
    expect(client.status.state).toBe("open");
  });

  it("[F5] that refuse a command after the welcome are its owner's affair", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.receive(refused("too_fast"));
    expect(client.heard).toEqual(["refused"]);
    expect(client.status.state).toBe("open");
  });

  it("that are not JSON come from no room: the socket is given up, for another attempt", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.receiveText("<html>Log in to this network</html>");
    expect(client.heard).toEqual(["waiting"]);
    expect(client.transport.isClosed).toBe(true);
  });

  it("of a transport that was given up are not heard, nor is its end", async () => {
    const client = await ConnectionUnderTest.opened();
    const old = client.transport;
    client.connection.resume();
    client.clock.advance(client.delayMs);
    await client.welcome();
    client.heard.length = 0;
    old.receive(said(1));
    old.receiveText("not JSON");
    old.drop();
    expect(client.heard).toEqual([]);
    expect(client.status.state).toBe("open");
  });

  it("are not heard beyond the event that ended the connection", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.receive(said(1), closing("flooding"), said(2));
    expect(client.heard).toEqual(["said", "stopped", "closing"]);
  });

  it("go to the socket as JSON", async () => {
    const client = await ConnectionUnderTest.opened();
    client.connection.send({ type: "rename", name: "Lin" });
    expect(client.transport.frames.at(-1)).toBe('{"type":"rename","name":"Lin"}');
  });
});

describe("a connection that its owner ends", () => {
  it("is closed, and stays so", async () => {
    const client = await ConnectionUnderTest.opened();
    client.connection.stop();
    expect(client.transport.isClosed).toBe(true);
    client.transport.receive(said(1));
    client.transport.drop();
    client.connection.wake();
    client.clock.advance(3_600_000);
    expect(client.heard).toEqual(["connecting"]);
    expect(client.attempts).toBe(1);
    expect(client.clock.pending).toBe(0);
  });

  it("starts again", async () => {
    const client = await ConnectionUnderTest.opened();
    client.connection.stop();
    client.connection.start();
    await client.welcome();
    expect(client.attempts).toBe(2);
    expect(client.status.state).toBe("open");
  });

  it("does not come back from a delay that was running", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.drop();
    client.connection.stop();
    client.clock.advance(60_000);
    expect(client.attempts).toBe(1);
  });

  it("gives the socket up and resumes on another, where its owner sees a hole", async () => {
    const client = await ConnectionUnderTest.opened();
    const holed = client.transport;
    client.cursor = { epoch: "epoch-1", seq: 7 };
    client.connection.resume();
    expect(holed.isClosed).toBe(true);
    expect(client.delayMs).toBe(250);
    client.clock.advance(client.delayMs);
    await client.welcome();
    expect(client.transport.sent("hello")).toMatchObject([{ after: { seq: 7 } }]);
  });

  it("resumes nothing that is not open", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.drop();
    const { delayMs } = client;
    client.connection.resume();
    expect(client.delayMs).toBe(delayMs);
    client.connection.stop();
    client.connection.resume();
    expect(client.status.state).toBe("connecting");
  });
});
