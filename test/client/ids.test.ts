import { describe, expect, it } from "vitest";
import { newId, newRoomName } from "../../src/client/ids.ts";
import { CLIENT_ID_MAX_LENGTH } from "../../src/protocol/limits.ts";
import { parseRoomName, roomOfPath, roomPath } from "../../src/protocol/values/names.ts";

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
  const names = Array.from({ length: 4_000 }, newRoomName);

  it("is three groups of five characters that none mistakes for another", () => {
    for (const name of names) expect(name).toMatch(/^[2-9bcdfghjkmnpqrstvwxyz]{5}(-[2-9bcdfghjkmnpqrstvwxyz]{5}){2}$/);
  });

  it("is never given twice", () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it("uses every character of the alphabet, and none more than others", () => {
    const characters = [...names.join("").replaceAll("-", "")];
    expect(new Set(characters).size).toBe(28);
    // 256 is no multiple of 28: were no byte drawn again, the first four characters would come a tenth more often.
    const expected = (characters.length * 4) / 28;
    const deviation = Math.sqrt((expected * 24) / 28);
    const first = characters.filter((character) => "2345".includes(character)).length;
    expect(Math.abs(first - expected)).toBeLessThan(5.5 * deviation); // fair draws stray further once in 25 million runs
  });

  it("[N1] is canonical: it comes back from the address as it went in", () => {
    for (const name of names.slice(0, 50)) {
      expect(parseRoomName(name)).toBe(name);
      expect(roomOfPath(roomPath(name))).toBe(name);
    }
  });
});
