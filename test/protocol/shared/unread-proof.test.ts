import fc from "fast-check";
import { expect, it } from "vitest";
import { proofOf } from "../../../src/protocol/values/identity.ts";
import { UNREAD_PROOF_VALID_MS } from "../../../src/protocol/limits.ts";
import { encodeProof, isFresh, parseProof, unreadProofOf } from "../../../src/protocol/shared/unread-proof.ts";
import { HOST, roomName } from "../../support/people.ts";

const KEY = new Uint8Array(32).fill(7);
const SIGNATURE = new Uint8Array(64).fill(9);
const AT = 1_795_000_000_000;

it("[U3] decodes to what was encoded", () => {
  for (const at of [0, 1, AT, 8_640_000_000_000_000]) {
    const proof = { key: KEY, at, signature: SIGNATURE };
    expect(parseProof(encodeProof(proof))).toEqual(proof);
  }
});

it("[U3] is null if a part is missing, too long, or malformed", () => {
  const right = encodeProof({ key: KEY, at: AT, signature: SIGNATURE });
  const [key = "", at = "", signature = ""] = right.slice("Foyer ".length).split(".");
  const wrong = [
    null,
    "",
    "Foyer",
    "Foyer .",
    "Foyer ..",
    `Bearer ${key}.${at}.${signature}`,
    `foyer ${key}.${at}.${signature}`,
    `Foyer  ${key}.${at}.${signature}`,
    `Foyer ${key}`,
    `Foyer ${key}.${signature}`,
    `Foyer ${key}.${at}`,
    `Foyer ${signature}.${at}.${key}`,
    `Foyer ${key}A.${at}.${signature}`,
    `Foyer ${key}.${at}.${signature}.`,
    `Foyer ${key}.${at}.${signature}.${"x.".repeat(1_000)}`,
    `Foyer ${key}.${at}. ${signature}`,
    ...["", "-1", "+1", "1.5", "1e3", "01", "0x1", " 1", "NaN", "١", "9".repeat(17), "9".repeat(10_000)].map(
      (time) => `Foyer ${key}.${time}.${signature}`,
    ),
  ];
  expect(wrong.map(parseProof)).toEqual(wrong.map(() => null));
});

it("[U3] is a proof or null for any header, and a proof encodes to the same header again", () => {
  const parts = fc.array(fc.oneof(fc.string(), fc.constantFrom("Foyer ", ".", "1", "A".repeat(43))), { maxLength: 8 });
  fc.assert(
    fc.property(parts, (header) => {
      const proof = parseProof(header.join(""));
      if (proof !== null) expect(encodeProof(proof)).toBe(header.join(""));
    }),
  );
});

it("[U3] the signed text has the server, the room and the time, and is never valid for a hello", () => {
  const room = roomName("tea");
  expect(unreadProofOf(HOST, room, AT)).toBe(`foyer.1 unread\n${HOST}\ntea\n${AT}`);
  expect(unreadProofOf(HOST, room, AT).split("\n")[0]).not.toBe(proofOf(HOST, room, "").split("\n")[0]);
});

it("[U3] is valid for five minutes before and after its time", () => {
  for (const sign of [1, -1]) {
    expect(isFresh(AT + sign * UNREAD_PROOF_VALID_MS, AT)).toBe(true);
    expect(isFresh(AT + sign * (UNREAD_PROOF_VALID_MS + 1), AT)).toBe(false);
  }
  expect(isFresh(0, AT)).toBe(false);
  expect(isFresh(Number("9".repeat(16)), AT)).toBe(false);
});
