/** What a change does to a message, beyond the cases in the histories' contract. */
import { describe, expect, it } from "vitest";
import { changed, namingYou } from "../../src/protocol/changes.ts";
import { REACTION_MAX_NAMED } from "../../src/protocol/limits.ts";
import type { Person } from "../../src/protocol/wire.ts";
import type { Reacted, Said } from "../../src/protocol/events.ts";
import { emojiOf, LIN, MEI, people } from "../support/people.ts";

const SAID: Said = { type: "said", seq: 1, at: 1, from: LIN, text: "a", clientId: "a", replyTo: 7 };

const THUMB = emojiOf("👍");

function reacted(by: Person, on = true): Reacted {
  return { type: "reacted", seq: 2, at: 2, by, clientId: "r", target: 1, emoji: THUMB, on };
}

describe("a reaction from another client", () => {
  it("[E7] counts everybody, including people who are not named", () => {
    const named = people(REACTION_MAX_NAMED);
    const crowded: Said = { ...SAID, reactions: [{ emoji: THUMB, count: 60, by: named }] };
    const more = changed(crowded, reacted(MEI));
    expect(more.reactions).toEqual([{ emoji: THUMB, count: 61, by: [...named, MEI] }]);
    expect(changed(more, reacted(MEI, false))).toEqual(crowded);
    const fewer = changed(crowded, reacted(LIN, false));
    expect(fewer.reactions).toEqual([{ emoji: THUMB, count: 59, by: named }]);
  });

  it("[E3] that is added twice, or removed without having been added, changes nothing", () => {
    const once = changed(SAID, reacted(MEI));
    expect(changed(once, reacted(MEI))).toEqual(once);
    expect(changed(SAID, reacted(MEI, false))).toEqual(SAID);
    expect(changed(once, reacted(LIN, false))).toEqual(once);
  });
});

describe("a removed message", () => {
  it("[E2] ignores later changes", () => {
    const by = { at: 2, by: LIN, clientId: "x", target: 1, seq: 3 };
    const removed = changed(changed(SAID, reacted(MEI)), { type: "removed", ...by });
    expect(removed).toEqual({ ...SAID, text: "", removed: true });
    expect(changed(removed, { type: "edited", ...by, text: "back" })).toBe(removed);
    expect(changed(removed, reacted(MEI))).toBe(removed);
  });
});

describe("your own reaction among many", () => {
  const [first = LIN, ...others] = people(REACTION_MAX_NAMED);
  const said: Said = { ...SAID, reactions: [{ emoji: THUMB, count: 60, by: [first, ...others] }] };

  it("[E7] names you if it is in `yours`, and only once", () => {
    const yours = [{ seq: 1, emoji: THUMB }];
    expect(namingYou([said], yours, MEI)[0]?.reactions?.[0]?.by).toEqual([first, ...others, MEI]);
    expect(namingYou([said], yours, first)).toEqual([said]);
  });

  it("[E7] does not name you on other messages or other emoji", () => {
    expect(namingYou([said], [{ seq: 2, emoji: THUMB }], MEI)).toEqual([said]);
    expect(namingYou([said], [{ seq: 1, emoji: emojiOf("🙂") }], MEI)).toEqual([said]);
  });
});
