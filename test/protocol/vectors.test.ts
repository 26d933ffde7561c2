/** The test vectors of PROTOCOL.md, computed again. A client that agrees with them agrees with the server. */
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { encodeProof, parseProof, unreadProofOf } from "../../src/protocol/shared/unread-proof.ts";
import { signerOf } from "../../src/protocol/shared/signatures.ts";
import { fromBase64Url, memberIdOf, proofOf, toBase64Url } from "../../src/protocol/values/identity.ts";
import { foldName, parsePersonName, parseRoomName } from "../../src/protocol/values/names.ts";
import { parseEmoji } from "../../src/protocol/values/reactions.ts";
import { parseText } from "../../src/protocol/values/text.ts";

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = "302e020100300506032b657004220420";

const LINES = readFileSync("src/protocol/PROTOCOL.md", "utf8").split("\n");

/** The rows of the table with this head: the text of each cell, without its backticks. */
function tableOf(...head: readonly string[]): readonly (readonly string[])[] {
  const start = LINES.findIndex((line) => head.every((cell, index) => cellsOf(line)[index] === cell));
  if (start < 0) throw new Error(`PROTOCOL.md has no table with the head ${head.join(", ")}.`);
  const rows = LINES.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith("|")),
    )
    .map(cellsOf);
}

function cellsOf(line: string): readonly string[] {
  const cells = line.slice(1, -1).split("|");
  return cells.map((cell) => cell.trim().replace(/^`|`$/g, ""));
}

interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: Uint8Array;
}

function keyPairOf(seed: string): KeyPair {
  const pkcs8 = Buffer.from(PKCS8_PREFIX + seed, "hex");
  const privateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return { privateKey, publicKey: new Uint8Array(spki.subarray(-32)) };
}

describe.each(["vector 1", "vector 2"])("%s", (vector) => {
  const fields = new Map(tableOf("field", vector).map(([name = "", value = ""]) => [name, value]));
  const field = (name: string): string => fields.get(name) ?? "";
  const { privateKey, publicKey } = keyPairOf(field("seed"));
  const room = parseRoomName(field("room"));
  if (room === null) throw new Error("The vector's room must be one.");
  const signed = (text: string): Uint8Array => new Uint8Array(sign(null, Buffer.from(text, "utf8"), privateKey));

  it("[H2] [H6] has the key, the id and the signature that the server expects", async () => {
    const text = proofOf(field("host"), room, field("nonce"));
    expect(field("public key")).toBe(toBase64Url(publicKey));
    expect(field("id")).toBe(memberIdOf(createHash("sha256").update(publicKey).digest()));
    expect(field("text to sign").replaceAll("\\n", "\n")).toBe(text);
    expect(field("signature")).toBe(toBase64Url(signed(text)));
    const key = fromBase64Url(field("public key"), 32);
    const signature = fromBase64Url(field("signature"), 64);
    if (key === null || signature === null) throw new Error("The vector must be base64url.");
    expect(await signerOf(text, { key, signature })).toBe(field("id"));
  });

  it("[U3] has the header that asks for unread counts", async () => {
    const at = Number(field("at"));
    const text = unreadProofOf(field("host"), room, at);
    expect(field("unread text").replaceAll("\\n", "\n")).toBe(text);
    expect(field("Authorization")).toBe(encodeProof({ key: publicKey, at, signature: signed(text) }));
    const proof = parseProof(field("Authorization"));
    if (proof === null) throw new Error("The vector must be a header.");
    expect(await signerOf(text, proof)).toBe(field("id"));
  });
});

/** What the cell of a table stands for: a text, as JSON, or a reason. */
function valueOf(cell = ""): string {
  return cell.startsWith('"') ? String(JSON.parse(cell)) : cell;
}

it.each(tableOf("as sent", "canonical room name"))("[N1] the room %s is %s", (sent, canonical) => {
  expect(parseRoomName(valueOf(sent)) ?? "bad_room_name").toBe(valueOf(canonical));
});

it.each(tableOf("as sent", "as shown", "as compared (folded)"))(
  "[N2] [N3] the person %s is %s",
  (sent, shown, folded) => {
    const parsed = parsePersonName(valueOf(sent));
    expect(parsed.ok ? parsed.value : parsed.fault).toBe(valueOf(shown));
    expect(parsed.ok ? foldName(parsed.value) : "").toBe(valueOf(folded));
  },
);

it.each(tableOf("as sent", "as stored"))("[S2] the text %s is %s", (sent, stored) => {
  const parsed = parseText(valueOf(sent));
  expect(parsed.ok ? parsed.value : parsed.fault).toBe(valueOf(stored));
});

it.each(tableOf("as sent", "as counted"))("[E3] the reaction %s is %s", (sent, counted) => {
  expect(parseEmoji(valueOf(sent)) ?? "emoji_malformed").toBe(valueOf(counted));
});
