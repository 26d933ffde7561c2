import { describe, expect, it } from "vitest";
import { said } from "../../support/client/events.ts";
import { settle } from "../../support/client/clock.ts";
import { CHALLENGE, ConnectionUnderTest } from "../../support/client/connection-under-test.ts";

/** Milliseconds of silence after which a client pings, and within which it expects an answer. */
const PING_EVERY_MS = 25_000;
const ANSWER_WITHIN_MS = 10_000;

describe("the heartbeat", () => {
  it("[C6] is a ping after 25 s", async () => {
    const client = await ConnectionUnderTest.opened();
    client.clock.advance(PING_EVERY_MS - 1);
    expect(client.transport.pings).toBe(0);
    client.clock.advance(1);
    expect(client.transport.frames.at(-1)).toBe("ping");
    expect(client.transport.pings).toBe(1);
  });

  it("[W4] goes on however much is heard: the room must hear from a client that only listens", async () => {
    const client = await ConnectionUnderTest.opened();
    for (let seq = 1; seq <= 100; seq++) {
      client.clock.advance(1_000);
      client.transport.receive(said(seq));
    }
    expect(client.transport.pings).toBe(4);
  });

  it("[C6] goes on as long as it is answered, and nobody hears of it", async () => {
    const client = await ConnectionUnderTest.opened();
    for (let beat = 1; beat <= 5; beat++) {
      client.clock.advance(PING_EVERY_MS);
      expect(client.transport.pings).toBe(beat);
      client.clock.advance(ANSWER_WITHIN_MS - 1);
      client.transport.receiveText("pong");
    }
    expect(client.heard).toEqual([]);
    expect(client.clock.pending).toBe(1);
  });

  it("[X2] that is not answered within 10 s tells that the socket is dead", async () => {
    const client = await ConnectionUnderTest.opened();
    client.clock.advance(PING_EVERY_MS + ANSWER_WITHIN_MS - 1);
    expect(client.status.state).toBe("open");
    client.clock.advance(1);
    expect(client.status.state).toBe("waiting");
    expect(client.transport.isClosed).toBe(true);
  });

  it("takes any frame for an answer", async () => {
    const client = await ConnectionUnderTest.opened();
    client.clock.advance(PING_EVERY_MS);
    client.transport.receive(said(1));
    client.clock.advance(ANSWER_WITHIN_MS);
    expect(client.status.state).toBe("open");
  });

  it("checks the socket at once when somebody looks again", async () => {
    const client = await ConnectionUnderTest.opened();
    client.connection.wake();
    expect(client.transport.pings).toBe(1);
    client.clock.advance(ANSWER_WITHIN_MS);
    expect(client.status.state).toBe("waiting");
  });

  it("has nothing to do with the next attempt, where its answer was due when the socket was lost", async () => {
    const client = await ConnectionUnderTest.opened();
    client.connection.wake();
    client.transport.drop();
    client.connection.wake();
    client.transport.receive(CHALLENGE);
    await settle();
    expect(client.clock.pending).toBe(1); // the attempt's own
    expect(client.transport.pings).toBe(0);
  });

  it("leaves an attempt that is under way alone", () => {
    const client = new ConnectionUnderTest();
    client.connection.start();
    client.connection.wake();
    expect(client.attempts).toBe(1);
    expect(client.transport.frames).toEqual([]);
  });
});
