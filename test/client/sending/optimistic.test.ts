import { describe, expect, it } from "vitest";
import { optimistic, refused, queued, type Outbox, type PendingCommand } from "../../../src/client/sending/outbox.ts";
import { said } from "../../support/client/events.ts";
import { emojiOf, LIN } from "../../support/people.ts";

const MESSAGES = [said(1), said(2), said(3)];
const THUMB = emojiOf("👍");

function queue(...commands: readonly PendingCommand[]): Outbox {
  return commands.reduce<Outbox>((held, command, index) => queued(held, `c${index}`, command, null), []);
}

describe("what is on its way", () => {
  it("is seen at its message, one after the other", () => {
    const outbox = queue(
      { type: "edit", target: 2, text: "one" },
      { type: "edit", target: 2, text: "two" },
      { type: "react", target: 3, emoji: THUMB, on: true },
      { type: "remove", target: 1 },
    );
    expect(optimistic(MESSAGES, outbox, LIN, 5_000)).toEqual([
      { ...said(1), text: "", removed: true },
      { ...said(2), text: "two", editedAt: 5_000 },
      { ...said(3), reactions: [{ emoji: THUMB, count: 1, by: [LIN] }] },
    ]);
  });

  it("leaves every other message the object that it was", () => {
    const shown = optimistic(MESSAGES, queue({ type: "remove", target: 2 }), LIN, 1);
    expect([shown[0], shown[2]]).toEqual([MESSAGES[0], MESSAGES[2]]);
    expect(shown[0]).toBe(MESSAGES[0]);
    expect(optimistic(MESSAGES, queue({ type: "say", text: "x", replyTo: null }), LIN, 1)).toBe(MESSAGES);
    expect(optimistic(MESSAGES, queue({ type: "remove", target: 99 }), LIN, 1)).toEqual(MESSAGES);
  });

  it("is not seen any more when it has failed", () => {
    const outbox = refused(queue({ type: "edit", target: 2, text: "one" }), "c0", "not_yours", false);
    expect(outbox).toHaveLength(1);
    expect(optimistic(MESSAGES, outbox, LIN, 1)).toBe(MESSAGES);
  });

  it("leaves no trace when it was refused and nobody had written anything", () => {
    expect(refused(queue({ type: "remove", target: 2 }), "c0", "not_yours", false)).toEqual([]);
  });
});
