import { describe, expect, it } from "vitest";
import { REACTIONS_MAX_DIFFERENT } from "../../../../src/protocol/limits.ts";
import { emojiOf, LIN, MEI } from "../../../support/people.ts";
import type { Entry } from "../../recording.ts";
import { Claims, type Submitted } from "../model/claims.ts";
import { GOOD, HEAD, PARTICIPANTS, timeOf, received, submitted } from "../examples/conversation.ts";
import { RoomHistory } from "../model/room-history.ts";
import { isRightful } from "./refusals.ts";
import { Findings } from "../violations.ts";

function historyOf(entries: readonly Entry[]): RoomHistory {
  const findings = new Findings("lobby");
  return new RoomHistory(
    new Claims(new Map(PARTICIPANTS.map((each) => [each.client, each])), entries, findings),
    findings,
  );
}

const GOOD_HISTORY = historyOf(GOOD);
const byMei = (command: Submitted["command"]): Submitted => ({
  kind: "submitted",
  client: "mei",
  clientId: "mei-9",
  command,
});
const edit = (target: number): Submitted => byMei({ type: "edit", target, text: "again" });
const react = (target: number, emoji = "🎉", on = true): Submitted =>
  byMei({ type: "react", target, emoji: emojiOf(emoji), on });

describe("a refusal", () => {
  it("[E4] for there being no such message is right since it was removed, and where there is none", () => {
    expect(isRightful(GOOD_HISTORY, MEI.id, edit(6), "no_such_message", 6, 6)).toBe(false);
    expect(isRightful(GOOD_HISTORY, MEI.id, edit(6), "no_such_message", 6, 7)).toBe(true);
    expect(isRightful(GOOD_HISTORY, MEI.id, react(6), "no_such_message", 9, 9)).toBe(true);
    expect(isRightful(GOOD_HISTORY, MEI.id, edit(3), "no_such_message", 9, 9)).toBe(true);
    expect(isRightful(GOOD_HISTORY, MEI.id, edit(2), "no_such_message", 1, 1)).toBe(true);
  });

  it("[E4] `not_yours` is right for an edit and a removal of another's message, not for a reaction, and not for an own message", () => {
    expect(isRightful(GOOD_HISTORY, MEI.id, edit(1), "not_yours", 9, 9)).toBe(true);
    expect(isRightful(GOOD_HISTORY, MEI.id, byMei({ type: "remove", target: 1 }), "not_yours", 9, 9)).toBe(true);
    expect(isRightful(GOOD_HISTORY, MEI.id, react(1), "not_yours", 9, 9)).toBe(false);
    expect(isRightful(GOOD_HISTORY, LIN.id, edit(1), "not_yours", 9, 9)).toBe(false);
    expect(isRightful(GOOD_HISTORY, LIN.id, edit(6), "not_yours", 9, 9)).toBe(false); // it was removed, which is the reason to give
  });

  it("[E3] for too many reactions is right for another emoji at a message that has them all", () => {
    const emoji = (index: number): string => `e${index}`;
    const reactions = Array.from({ length: REACTIONS_MAX_DIFFERENT }, (_, index): readonly Entry[] => {
      const [seq, clientId] = [HEAD + 1 + index, `lin-${20 + index}`];
      const command = { type: "react", target: 2, emoji: emojiOf(emoji(index)), on: true } as const;
      const event = {
        type: "reacted",
        seq,
        at: timeOf(seq),
        by: LIN,
        clientId,
        target: 2,
        emoji: command.emoji,
      } as const;
      return [submitted("lin", clientId, command), received("mei", { ...event, on: true })];
    });
    const history = historyOf([...GOOD, ...reactions.flat()]);
    const { head } = history;
    expect(isRightful(history, MEI.id, react(2), "too_many_reactions", head, head)).toBe(true);
    expect(isRightful(history, MEI.id, react(2), "too_many_reactions", head - 1, head - 1)).toBe(false);
    expect(isRightful(history, MEI.id, react(2, emoji(0)), "too_many_reactions", head, head)).toBe(false);
    expect(isRightful(history, MEI.id, react(2, "🎉", false), "too_many_reactions", head, head)).toBe(false);
    expect(isRightful(history, MEI.id, react(1), "too_many_reactions", head, head)).toBe(false);
  });

  it("of what can only be done is never right", () => {
    const say = byMei({ type: "say", text: "hello", replyTo: null });
    for (const reason of ["no_such_message", "text_blank", "bad_field"] as const) {
      expect(isRightful(GOOD_HISTORY, MEI.id, say, reason, 0, HEAD)).toBe(false);
    }
  });
});
