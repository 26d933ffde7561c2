import { expect, it } from "vitest";
import type { Hello } from "../../../src/protocol/commands.ts";
import { prove } from "../../../src/room/sockets/verification.ts";
import { HOST, personName, roomName } from "../../support/people.ts";

it.each([
  "0100000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000080",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
])("[H3] a signature cannot be made up for the key %s, which has no secret", async (hex) => {
  const hello: Hello = {
    type: "hello",
    name: personName("Nobody"),
    key: bytesOf(hex),
    signature: bytesOf(`01${"00".repeat(63)}`), // R, the neutral point, and S = 0
    after: null,
  };
  // It fits at least one nonce in eight, were the key taken for one.
  for (let nonce = 0; nonce < 60; nonce++) expect(await prove(hello, HOST, roomName("tea"), `${nonce}`)).toBeNull();
});

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array((hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)));
}
