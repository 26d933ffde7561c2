/** Shows what fresh ids and room names are made of. */
import { describe, expect, it } from "vitest";
import { newId, newRoomName } from "../../src/client/ids.ts";
import { CLIENT_ID_MAX_LENGTH } from "../../src/protocol/limits.ts";
import { parseRoomName, roomOfPath, roomPath } from "../../src/protocol/names.ts";

describe("a fresh id", () => {
  it("[S1] is 22 characters of base64url, within what the room takes", () => {
    for (let i = 0; i < 200; i++) expect(newId()).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(newId().length).toBeLessThanOrEqual(CLIENT_ID_MAX_LENGTH);
  });

  it("[S1] is never given twice", () => {
    expect(new Set(Array.from({ length: 2_000 }, newId)).size).toBe(2_000);
  });
});

describe("a new room's name", () => {
  const names = Array.from({ length: 2_000 }, newRoomName);

  it("is three groups of five characters that none mistakes for another", () => {
    for (const name of names) expect(name).toMatch(/^[2-9bcdfghjkmnpqrstvwxyz]{5}(-[2-9bcdfghjkmnpqrstvwxyz]{5}){2}$/);
  });

  it("is never given twice", () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it("uses every character of the alphabet about as often", () => {
    const counts = new Map<string, number>();
    for (const character of names.join("").replaceAll("-", "")) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const expected = (names.length * 15) / 28;
    expect(counts.size).toBe(28);
    // Fair draws stray this far once in billions of runs; without the second draw four characters come 11% more often.
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(7 * Math.sqrt(expected));
  });

  it("[N1] is canonical: it comes back from the address as it went in", () => {
    for (const name of names.slice(0, 50)) {
      expect(parseRoomName(name)).toBe(name);
      expect(roomOfPath(roomPath(name))).toBe(name);
    }
  });
});
