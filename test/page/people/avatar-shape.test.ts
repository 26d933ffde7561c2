import { describe, expect, it } from "vitest";
import { avatarShape, memberHue } from "../../../src/page/people/avatar-shape.ts";
import { guestIdOf, memberIdOf, type MemberId } from "../../../src/protocol/values/identity.ts";
import { LIN, MEI } from "../../support/people.ts";

/** `count` different ids, of keys or of guests; the same on every run. */
function ids(count: number, make: (bytes: Uint8Array) => MemberId): readonly MemberId[] {
  return Array.from({ length: count }, (_, index) => {
    // A Weyl sequence for each byte: random enough for ids, and the same on every run.
    const bytes = Uint8Array.from({ length: 32 }, (_byte, at) => ((index + 1) * 2_654_435_761 * (at + 1)) >>> 24);
    new DataView(bytes.buffer).setUint32(0, index);
    return make(bytes);
  });
}

describe("a member's avatar", () => {
  it("is always the same for the same id", () => {
    expect(avatarShape(LIN.id)).toEqual(avatarShape(LIN.id));
    expect(avatarShape(LIN.id)).not.toEqual(avatarShape(MEI.id));
  });

  it("has a hue on the colour wheel, the same as the name", () => {
    for (const id of ids(500, memberIdOf)) {
      const { hue, head, body } = avatarShape(id);
      expect(hue).toBeGreaterThanOrEqual(0);
      expect(hue).toBeLessThan(360);
      expect(memberHue(id)).toBe(hue);
      expect([head, body]).not.toContain("");
    }
  });

  it.each([
    ["keys", memberIdOf],
    ["guests", guestIdOf],
  ])("is rarely the same as another, among 2,000 %s", (_kind, make) => {
    const members = ids(2_000, make);
    expect(new Set(members).size).toBe(2_000);
    const counts = new Map<string, number>();
    for (const id of members) {
      const avatar = JSON.stringify(avatarShape(id));
      counts.set(avatar, (counts.get(avatar) ?? 0) + 1);
    }
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(3);
    expect(counts.size).toBeGreaterThan(1_900);
  });

  it("uses all shapes and all hues about equally often", () => {
    const avatars = ids(2_000, memberIdOf).map(avatarShape);
    const kinds = (part: "head" | "body" | "accessory"): number => new Set(avatars.map((avatar) => avatar[part])).size;
    expect([kinds("head"), kinds("body"), kinds("accessory")]).toEqual([6, 5, 7]);
    const perTwelfth = Array.from(
      { length: 12 },
      (_, index) => avatars.filter(({ hue }) => Math.floor(hue / 30) === index).length,
    );
    for (const count of perTwelfth) expect(Math.abs(count - 2_000 / 12)).toBeLessThan(70);
  });
});
