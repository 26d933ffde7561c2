/** Shows how a connection comes back when it was lost, or closed by the room: when, how often, and when not. */
import { describe, expect, it } from "vitest";
import { closing } from "../../../src/protocol/refusals.ts";
import { settle } from "../../support/client/clock.ts";
import { Line, CHALLENGE } from "../../support/client/line.ts";

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

  it.each([
    [1008, "stopped"],
    [1009, "stopped"],
    [1013, "waiting"],
    [1000, "waiting"],
    [1001, "waiting"],
    [1006, "waiting"],
    [1011, "waiting"],
    [1012, "waiting"],
    [4_999, "waiting"],
  ])("[X1] whose last frame was lost goes by the close code: %i", async (code, state) => {
    const line = await Line.opened();
    line.transport.drop(code);
    expect(line.status).toMatchObject(state === "stopped" ? { state, reason: null } : { state });
  });

  it.each([undefined, 0, 30_000])(
    "[X1] comes back where it may, whatever the code, after %s ms",
    async (retryAfterMs) => {
      const line = await Line.opened();
      line.transport.receive({ type: "closing", reason: "silent", message: "", retry: true, retryAfterMs });
      line.clock.advance(1_000);
      line.transport.drop(1008); // rooms of before have no other code
      expect(line.delayMs).toBe(Math.max(0, (retryAfterMs ?? 0) - 1_000) + 250);
    },
  );

  it("[X1] and that its owner ends meanwhile, waits all the same when it starts again", async () => {
    const line = await Line.opened();
    line.transport.receive(closing("too_many_sockets", 30_000));
    line.transport.drop();
    line.connection.stop();
    line.clock.advance(10_000);
    line.connection.start();
    line.connection.wake();
    expect(line.attempts).toBe(1);
    expect(line.delayMs).toBeGreaterThanOrEqual(20_000);
    line.clock.advance(line.delayMs);
    expect(line.attempts).toBe(2);
  });
});
