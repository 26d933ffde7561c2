import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as outbox from "../../../src/client/sending/outbox.ts";
import { emojiOf, topicOf } from "../../support/people.ts";

/** An outbox in which these were said, in this order, each with its client id as text. */
function holding(...clientIds: readonly string[]): outbox.Outbox {
  return clientIds.reduce<outbox.Outbox>(
    (held, clientId) => outbox.queued(held, clientId, saying(`text of ${clientId}`), "epoch-1"),
    [],
  );
}

function saying(text: string): outbox.PendingCommand {
  return { type: "say", text, replyTo: null };
}

function waiting(clientId: string): outbox.OutboxEntry {
  return { clientId, command: saying(`text of ${clientId}`), epoch: "epoch-1", state: "waiting" };
}

function idsOf(held: outbox.Outbox): readonly string[] {
  return held.map(({ clientId }) => clientId);
}

function nextId(held: outbox.Outbox): string | null {
  return outbox.nextToSend(held)?.clientId ?? null;
}

describe("the outbox", () => {
  it("has nothing to send where nothing was said", () => {
    expect(outbox.nextToSend([])).toBeNull();
  });

  it("sends what was said first, with its text", () => {
    expect(outbox.nextToSend(holding("a", "b"))).toEqual(waiting("a"));
  });

  it("sends one message at a time", () => {
    const sent = outbox.sent(holding("a", "b"), "a");
    expect(nextId(sent)).toBeNull();
    expect(nextId(outbox.settled(sent, "a"))).toBe("b");
  });

  it("[F5] sends what was refused for now again, before anything said later", () => {
    const refused = outbox.refused(outbox.sent(holding("a", "b"), "a"), "a", "too_fast", true);
    expect(outbox.nextToSend(refused)).toEqual(waiting("a"));
  });

  it("[F5] keeps what was refused for good where it was, with the reason, and goes on with the next", () => {
    const refused = outbox.refused(outbox.sent(holding("a", "b"), "a"), "a", "text_blank", false);
    expect(refused[0]).toEqual({ ...waiting("a"), state: "failed", reason: "text_blank" });
    expect(idsOf(refused)).toEqual(["a", "b"]);
    expect(nextId(refused)).toBe("b");
  });

  it("sends a failed message only when its author tries again, and then after all others", () => {
    const failed = outbox.refused(outbox.sent(holding("a", "b"), "a"), "a", "text_blank", false);
    const retried = outbox.retried(failed, "a");
    expect(retried).toEqual([...holding("b"), waiting("a")]);
  });

  it("retries nothing that has not failed", () => {
    const sent = outbox.sent(holding("a", "b"), "a");
    for (const clientId of ["a", "b", "c"]) expect(outbox.retried(sent, clientId)).toBe(sent);
  });

  it("[S4] sends what was on its way when the connection dropped again, first, under its old client id", () => {
    const dropped = outbox.dropped(outbox.sent(holding("a", "b"), "a"));
    expect(outbox.nextToSend(dropped)).toEqual(waiting("a"));
  });

  it("leaves a failed message failed when the connection drops", () => {
    const failed = outbox.refused(outbox.sent(holding("a"), "a"), "a", "text_blank", false);
    expect(outbox.dropped(failed)).toEqual(failed);
  });

  it("does not mind what was settled or refused that it does not hold", () => {
    const held = holding("a");
    expect(outbox.settled(held, "b")).toBe(held);
    expect(outbox.refused(held, "b", "internal", false)).toEqual(held);
  });
});

describe("in another history of the room, where a seq is another message or none", () => {
  const commands: readonly outbox.PendingCommand[] = [
    { type: "say", text: "plain", replyTo: null },
    { type: "say", text: "an answer", replyTo: 7 },
    { type: "edit", target: 7, text: "much work" },
    { type: "remove", target: 7 },
    { type: "react", target: 7, emoji: emojiOf("👍"), on: true },
    { type: "topic", text: topicOf("tea") },
  ];
  const held = (epoch: string | null): outbox.Outbox =>
    commands.reduce<outbox.Outbox>((all, command, index) => outbox.queued(all, `c${index}`, command, epoch), []);

  it("[O4] what is said is said, an answer without what it answers; a text that changes one is kept; the rest goes", () => {
    const moved = outbox.inHistory(held("epoch-1"), "epoch-2");
    expect(moved.map(({ command, state }) => [command, state])).toEqual([
      [commands[0], "waiting"],
      [{ type: "say", text: "an answer", replyTo: null }, "waiting"],
      [commands[2], "failed"],
      [commands[5], "waiting"],
    ]);
    expect(moved[2]?.reason).toBe("no_such_message");
  });

  it("[O4] trying again does not help what changes a message", () => {
    const moved = outbox.inHistory(held("epoch-1"), "epoch-2");
    const again = outbox.inHistory(outbox.retried(moved, "c2"), "epoch-2");
    expect(again.find(({ clientId }) => clientId === "c2")).toMatchObject({ state: "failed" });
  });

  it.each(["epoch-1", null])("[O4] nothing changes if it is the history that the change belongs to: %s", (epoch) => {
    const before = held(epoch);
    expect(outbox.inHistory(before, "epoch-1")).toBe(before);
  });
});

/** What happens next: to the outbox, at the room, or to the connection between them. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("say"), isBad: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("send") }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("serve"), isTooFast: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("answer") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("drop"), isResumed: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("repeat") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("retry") }) },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

interface Answer {
  readonly to: string;
  readonly is: "said" | "refused for now" | "refused for good";
}

/** An author, a room that is moody about pace and refuses bad messages, and a connection that loses what is on it. */
class Exchange {
  held: outbox.Outbox = [];
  /** What the room has, in its order. */
  readonly room: string[] = [];
  /** What was said or retried, in that order; a message that was retried counts from then. */
  queued: string[] = [];
  readonly #bad = new Set<string>();
  #count = 0;
  #toRoom: string[] = [];
  #toAuthor: Answer[] = [];

  say(isBad: boolean): void {
    const clientId = `m${++this.#count}`;
    if (isBad) this.#bad.add(clientId);
    this.held = outbox.queued(this.held, clientId, saying(clientId), null);
    this.queued.push(clientId);
  }

  send(): void {
    const next = outbox.nextToSend(this.held);
    if (next === null) return;
    this.held = outbox.sent(this.held, next.clientId);
    this.#toRoom.push(next.clientId);
  }

  serve(isTooFast: boolean): void {
    const clientId = this.#toRoom.shift();
    if (clientId === undefined) return;
    if (this.room.includes(clientId)) this.#toAuthor.push({ to: clientId, is: "said" });
    else if (this.#bad.has(clientId)) this.#toAuthor.push({ to: clientId, is: "refused for good" });
    else if (isTooFast) this.#toAuthor.push({ to: clientId, is: "refused for now" });
    else {
      this.room.push(clientId);
      this.#toAuthor.push({ to: clientId, is: "said" });
    }
  }

  answer(): void {
    const answer = this.#toAuthor.shift();
    switch (answer?.is) {
      case "said":
        return void (this.held = outbox.settled(this.held, answer.to));
      case "refused for now":
        return void (this.held = outbox.refused(this.held, answer.to, "too_fast", true));
      case "refused for good":
        return void (this.held = outbox.refused(this.held, answer.to, "text_blank", false));
      case undefined:
    }
  }

  /** `isResumed`: the welcome tells what the room has; else the repeat will. */
  drop(isResumed: boolean): void {
    this.#toRoom = [];
    this.#toAuthor = [];
    this.held = outbox.dropped(this.held);
    if (isResumed) for (const clientId of this.room) this.held = outbox.settled(this.held, clientId);
  }

  /** The room answers once more what it answered before. */
  repeat(): void {
    const [first] = this.room;
    if (first !== undefined) this.#toAuthor.push({ to: first, is: "said" });
  }

  /** The author mends a failed message, and tries again. */
  retry(): void {
    const failed = this.held.find(({ state }) => state === "failed");
    if (failed === undefined) return;
    this.#bad.delete(failed.clientId);
    this.held = outbox.retried(this.held, failed.clientId);
    this.queued = [...this.queued.filter((clientId) => clientId !== failed.clientId), failed.clientId];
  }

  /** Whether everything was done that can be. */
  get isDone(): boolean {
    return this.held.every(({ state }) => state === "failed");
  }
}

function take(exchange: Exchange, one: Step): void {
  switch (one.do) {
    case "say":
      return exchange.say(one.isBad);
    case "send":
      return exchange.send();
    case "serve":
      return exchange.serve(one.isTooFast);
    case "answer":
      return exchange.answer();
    case "drop":
      return exchange.drop(one.isResumed);
    case "repeat":
      return exchange.repeat();
    case "retry":
      return exchange.retry();
  }
}

describe("whatever happens between an outbox and a room", () => {
  it("[S4] the room gets each message once, in the order said, and the failed ones stay behind", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        const exchange = new Exchange();
        for (const one of steps) {
          take(exchange, one);
          expect(exchange.held.filter(({ state }) => state === "sent").length).toBeLessThanOrEqual(1);
        }
        exchange.drop(false);
        for (let left = exchange.held.length; left > 0; left--) {
          exchange.send();
          exchange.serve(false);
          exchange.answer();
        }
        expect(exchange.isDone).toBe(true);
        const failed = new Set(idsOf(exchange.held));
        expect(exchange.room).toEqual(exchange.queued.filter((clientId) => !failed.has(clientId)));
      }),
      { numRuns: 200 },
    );
  });
});
