/** Shows what a change does to a message, beyond what the contract of histories shows already. */
import { describe, expect, it } from "vitest";
import { changed } from "../../src/protocol/changes.ts";
import { REACTION_MAX_NAMED } from "../../src/protocol/limits.ts";
import type { Person, Reacted, Said } from "../../src/protocol/wire.ts";
import { emojiOf, LIN, MEI, people } from "../support/people.ts";

const SAID: Said = { type: "said", seq: 1, at: 1, from: LIN, text: "a", clientId: "a", replyTo: 7 };

function reacted(by: Person, on = true): Reacted {
  return { type: "reacted", seq: 2, at: 2, by, clientId: "r", target: 1, emoji: emojiOf("👍"), on };
}

describe("a reaction that is heard", () => {
  it("[E7] names the first 50, and counts the rest", () => {
    const many = people(REACTION_MAX_NAMED + 2);
    const said = many.reduce((before, person) => changed(before, reacted(person)), SAID);
    expect(said.reactions?.[0]).toMatchObject({ count: 52, by: many.slice(0, 50) });
    const [first = LIN] = many;
    const without = changed(said, reacted(first, false));
    expect(without.reactions?.[0]).toMatchObject({ count: 51, by: many.slice(1, 50) });
    const [last = LIN] = many.slice(-1);
    expect(changed(without, reacted(last, false)).reactions?.[0]?.count).toBe(50);
  });

  it("[E3] twice, or ended without having begun, changes nothing", () => {
    const once = changed(SAID, reacted(MEI));
    expect(changed(once, reacted(MEI))).toEqual(once);
    expect(changed(SAID, reacted(MEI, false))).toEqual(SAID);
    expect(changed(once, reacted(LIN, false))).toEqual(once);
  });
});

describe("a removed message", () => {
  it("[E2] stays as it is, whatever is heard later", () => {
    const by = { at: 2, by: LIN, clientId: "x", target: 1, seq: 3 };
    const removed = changed(changed(SAID, reacted(MEI)), { type: "removed", ...by });
    expect(removed).toEqual({ ...SAID, text: "", removed: true });
    expect(changed(removed, { type: "edited", ...by, text: "back" })).toBe(removed);
    expect(changed(removed, reacted(MEI))).toBe(removed);
  });
});
