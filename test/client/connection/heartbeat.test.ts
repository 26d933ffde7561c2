/** Shows how a client notices that a socket is dead: by an answer that does not come. */
import { describe, expect, it } from "vitest";
import { said } from "../../support/client/events.ts";
import { settle } from "../../support/client/clock.ts";
import { CHALLENGE, Line } from "../../support/client/line.ts";

/** Milliseconds of silence after which a client pings, and within which it expects an answer. */
const PING_EVERY_MS = 25_000;
const ANSWER_WITHIN_MS = 10_000;

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

  it("has nothing to do with the next attempt, where its answer was due when the socket was lost", async () => {
    const line = await Line.opened();
    line.connection.wake();
    line.transport.drop();
    line.connection.wake();
    line.transport.receive(CHALLENGE);
    await settle();
    expect(line.clock.pending).toBe(1); // the attempt's own
    expect(line.transport.pings).toBe(0);
  });

  it("leaves an attempt that is under way alone", () => {
    const line = new Line();
    line.connection.start();
    line.connection.wake();
    expect(line.attempts).toBe(1);
    expect(line.transport.frames).toEqual([]);
  });
});
