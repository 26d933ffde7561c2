import { expect, it } from "vitest";
import { badgeText } from "../../../src/page/ui/badge.ts";

it("a badge has at most two digits, and a plus where there is more", () => {
  expect(badgeText(7, false)).toBe("7");
  expect(badgeText(7, true)).toBe("7+");
  expect(badgeText(99, false)).toBe("99");
  expect(badgeText(99, true)).toBe("99+");
  expect(badgeText(100, false)).toBe("99+");
});
