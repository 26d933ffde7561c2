/** The load's frames follow the WebSocket protocol (RFC 6455, section 5) at every length. */
import { expect, it } from "vitest";
import { COMPRESSED, encodeFrame, frameAt, OPCODES } from "../../bench/load/clients/frames.ts";

/** As a server would send it: without the mask's bit and its four zero bytes. */
function unmasked(frame: Buffer, payloadLength: number): Buffer {
  const head = Buffer.from(frame.subarray(0, frame.length - payloadLength - 4));
  head[1] = (head[1] ?? 0) & 0x7f;
  return Buffer.concat([head, frame.subarray(frame.length - payloadLength)]);
}

it.each([0, 1, 125, 126, 65_535, 65_536, 1_000_000])("parses a frame of %i bytes that it encoded", (length) => {
  const payload = Buffer.alloc(length, "x");
  const bytes = unmasked(encodeFrame(OPCODES.text, payload), length);
  expect(frameAt(bytes, 0)).toEqual({ opcode: OPCODES.text, payload, end: bytes.length });
});

it("marks a compressed frame with its reserved bit", () => {
  expect(encodeFrame(OPCODES.text | COMPRESSED, Buffer.from("x"))[0]).toBe(0b1100_0001);
});
