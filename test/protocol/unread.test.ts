/** Shows the header by which a key's holder asks about its own reading mark. */
import { expect, it } from "vitest";
import { proofOf } from "../../src/protocol/identity.ts";
import { encodeCredentials, parseCredentials, unreadProofOf } from "../../src/protocol/unread.ts";
import { roomName } from "../support/people.ts";

const KEY = new Uint8Array(32).fill(7);
const SIGNATURE = new Uint8Array(64).fill(9);

it("[U2] gives back what was put in", () => {
  expect(parseCredentials(encodeCredentials({ key: KEY, signature: SIGNATURE }))).toEqual({
    key: KEY,
    signature: SIGNATURE,
  });
});

it("[U2] is nothing where a part is missing, too long, or of another kind", () => {
  const right = encodeCredentials({ key: KEY, signature: SIGNATURE });
  const [key = "", signature = ""] = right.slice("Foyer ".length).split(".");
  const wrong = [
    null,
    "",
    "Foyer",
    "Foyer .",
    `Bearer ${key}.${signature}`,
    `Foyer ${key}`,
    `Foyer ${signature}.${key}`,
    `Foyer ${key}A.${signature}`,
    `Foyer ${key}.${signature}.`,
    `Foyer ${key}. ${signature}`,
  ];
  expect(wrong.map(parseCredentials)).toEqual(wrong.map(() => null));
});

it("[U2] what is signed is of no use in any hello", () => {
  const room = roomName("tea");
  expect(unreadProofOf(room).split("\n")[0]).not.toBe(proofOf("foyer.test", room, "").split("\n")[0]);
});
