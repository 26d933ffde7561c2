/** Shows what counts come to in a list of rooms and in the tab's title. */
import { expect, it } from "vitest";
import { badgeText, callsOf } from "../../src/client/badges.ts";

it("what calls one is all that is unread, what mentions one, or nothing", () => {
  const unread = { unread: 5, mentions: 2, more: false };
  expect(callsOf(unread, "everything")).toBe(5);
  expect(callsOf(unread, "mentions")).toBe(2);
  expect(callsOf(unread, "nothing")).toBe(0);
});

it("a badge has two digits at most, and says where there is more", () => {
  expect(badgeText(7, false)).toBe("7");
  expect(badgeText(7, true)).toBe("7+");
  expect(badgeText(99, false)).toBe("99");
  expect(badgeText(99, true)).toBe("99+");
  expect(badgeText(100, false)).toBe("99+");
});
