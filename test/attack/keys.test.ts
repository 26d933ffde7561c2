/** Shows that the keys of attackers are real ones, and determined by the seed. */
import { expect, it } from "vitest";
import { signerOf } from "../../src/protocol/shared/signatures.ts";
import { Random } from "../chaos/random.ts";
import { makeAttackKey } from "./keys.ts";

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64url"));

it("signs what the server takes for this key's, under the id that the server gives it", async () => {
  const key = makeAttackKey(new Random(1));
  const signed = { key: bytesOf(key.publicKey), signature: bytesOf(key.sign("hello")) };
  expect(await signerOf("hello", signed)).toBe(key.id);
  expect(await signerOf("another text", signed)).toBeNull();
});

it("is the same key for the same seed, and another for another", () => {
  expect(makeAttackKey(new Random(1)).id).toBe(makeAttackKey(new Random(1)).id);
  expect(makeAttackKey(new Random(1)).id).not.toBe(makeAttackKey(new Random(2)).id);
});
