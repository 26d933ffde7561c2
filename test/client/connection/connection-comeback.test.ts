import { describe, expect, it } from "vitest";
import { closing } from "../../../src/protocol/refusals.ts";
import { settle } from "../../support/client/clock.ts";
import { ConnectionUnderTest, CHALLENGE } from "../../support/client/connection-under-test.ts";

describe("a connection that was lost", () => {
  it("[X2] comes back by itself, after a delay of which the jitter is full", async () => {
    const client = await ConnectionUnderTest.opened();
    client.clock.chance = 0.25;
    client.transport.drop();
    expect(client.heard).toEqual(["waiting"]);
    expect(client.delayMs).toBe(125);
    client.clock.advance(124);
    expect(client.attempts).toBe(1);
    client.clock.advance(1);
    expect(client.attempts).toBe(2);
    expect(client.status.state).toBe("connecting");
  });

  it("[X2] waits twice as long before each attempt, up to half a minute", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.drop();
    expect(client.failAttempts(8)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it("[X2] counts from the beginning once it was welcomed", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.drop();
    client.failAttempts(5);
    client.clock.advance(client.delayMs);
    await client.welcome();
    client.transport.drop();
    expect(client.delayMs).toBe(250);
  });

  it("[X2] does not count from the beginning for a mere challenge", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.drop();
    client.clock.advance(client.delayMs);
    client.transport.receive(CHALLENGE);
    await settle();
    client.transport.drop();
    expect(client.delayMs).toBe(500);
  });

  it("sends nothing meanwhile", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.drop();
    expect(client.connection.send({ type: "typing" })).toBe(false);
  });

  it("comes back at once when it is woken, and counts from the beginning", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.drop();
    client.failAttempts(5);
    const { attempts } = client;
    client.connection.wake();
    expect(client.attempts).toBe(attempts + 1);
    client.transport.drop();
    expect(client.delayMs).toBe(250);
  });

  it("makes one attempt, not another when the delay would have been over", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.drop();
    client.connection.wake();
    client.connection.wake();
    client.clock.advance(1_000);
    expect(client.attempts).toBe(2);
  });

  it("does not shorten its delay for a start, which is no wake", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.drop();
    client.connection.start();
    expect(client.attempts).toBe(1);
  });
});

describe("a connection that the room closes", () => {
  it("[X1] waits at least as long as it was asked to, and jitters beyond that", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.receive(closing("too_many_sockets", 30_000));
    expect(client.status.state).toBe("open");
    client.transport.drop();
    expect(client.delayMs).toBe(30_250);
    expect(client.heard).toEqual(["closing", "waiting"]);
  });

  it("[X1] is not woken before that", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.receive(closing("too_many_sockets", 30_000));
    client.transport.drop();
    client.connection.wake();
    client.clock.advance(30_249);
    client.connection.wake();
    expect(client.attempts).toBe(1);
    client.clock.advance(1);
    expect(client.attempts).toBe(2);
    client.transport.drop();
    expect(client.delayMs).toBe(500);
    client.connection.wake();
    expect(client.attempts).toBe(3);
  });

  it("[X1] may be told to wait instead of being challenged", () => {
    const client = new ConnectionUnderTest();
    client.connection.start();
    client.transport.receive(closing("too_many_sockets", 30_000));
    client.transport.drop();
    expect(client.delayMs).toBe(30_250);
  });

  it("[X1] comes back like from any drop where it may, and no time is named", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.receive({ ...closing("flooding"), retry: true });
    client.transport.drop();
    expect(client.delayMs).toBe(250);
    client.connection.wake();
    expect(client.attempts).toBe(2);
  });

  it("[X1] stops where it must not come back by itself, and says why", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.receive(closing("flooding"));
    expect(client.status).toEqual({ state: "stopped", reason: "flooding" });
    expect(client.transport.isClosed).toBe(true);
    client.transport.drop();
    client.connection.wake();
    client.clock.advance(3_600_000);
    expect(client.status.state).toBe("stopped");
    expect(client.attempts).toBe(1);
  });

  it("comes back from that when the user asks for it", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.receive(closing("flooding"));
    client.connection.start();
    await client.welcome();
    expect(client.status.state).toBe("open");
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
    const client = await ConnectionUnderTest.opened();
    client.transport.drop(code);
    expect(client.status).toMatchObject(state === "stopped" ? { state, reason: null } : { state });
  });

  it.each([undefined, 0, 30_000])(
    "[X1] comes back where it may, whatever the code, after %s ms",
    async (retryAfterMs) => {
      const client = await ConnectionUnderTest.opened();
      client.transport.receive({ type: "closing", reason: "silent", message: "", retry: true, retryAfterMs });
      client.clock.advance(1_000);
      client.transport.drop(1008); // rooms of before have no other code
      expect(client.delayMs).toBe(Math.max(0, (retryAfterMs ?? 0) - 1_000) + 250);
    },
  );

  it("[X1] and that its owner ends meanwhile, waits all the same when it starts again", async () => {
    const client = await ConnectionUnderTest.opened();
    client.transport.receive(closing("too_many_sockets", 30_000));
    client.transport.drop();
    client.connection.stop();
    client.clock.advance(10_000);
    client.connection.start();
    client.connection.wake();
    expect(client.attempts).toBe(1);
    expect(client.delayMs).toBeGreaterThanOrEqual(20_000);
    client.clock.advance(client.delayMs);
    expect(client.attempts).toBe(2);
  });
});
