/** WebSocket frames as bytes (RFC 6455, section 5): encodes those of a client, parses those of a server. */

export const OPCODES = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** In the first byte of a frame: no other frame continues it. */
const FINAL = 0x80;
const OPCODE = 0x0f;

/** Added to an opcode: the payload is compressed (RFC 7692). */
export const COMPRESSED = 0x40;

/** A client must mask its frames. A mask of zeros costs nothing to apply. */
const MASKED = 0x80;
const MASK_BYTES = 4;

/** In place of the length: it follows in 2 or in 8 bytes. */
const LENGTH_IN_2 = 126;
const LENGTH_IN_8 = 127;

/** A server's frame, which is not masked. */
export interface Frame {
  readonly opcode: number;
  /** A part of the given bytes, not a copy. */
  readonly payload: Buffer;
  /** Where the next frame begins. */
  readonly end: number;
}

/** The frame at `at`, or null if it is incomplete. */
export function frameAt(bytes: Buffer, at: number): Frame | null {
  const short = bytes[at + 1];
  if (short === undefined) return null;
  const start = at + 2 + (short === LENGTH_IN_8 ? 8 : short === LENGTH_IN_2 ? 2 : 0);
  if (start > bytes.length) return null;
  const end = start + payloadLength(bytes, at, short);
  if (end > bytes.length) return null;
  return { opcode: (bytes[at] ?? 0) & OPCODE, payload: bytes.subarray(start, end), end };
}

function payloadLength(bytes: Buffer, at: number, short: number): number {
  if (short === LENGTH_IN_8) return Number(bytes.readBigUInt64BE(at + 2));
  return short === LENGTH_IN_2 ? bytes.readUInt16BE(at + 2) : short;
}

/** The most payload bytes whose length fits in 2 bytes. */
const IN_2_MAX = 65_535;

/** A client's frame. `opcode` can include reserved bits, such as `COMPRESSED`. */
export function encodeFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const lengthBytes = length < LENGTH_IN_2 ? 0 : length <= IN_2_MAX ? 2 : 8;
  const frame = Buffer.alloc(2 + lengthBytes + MASK_BYTES + length);
  frame[0] = FINAL | opcode;
  frame[1] = MASKED | (lengthBytes === 0 ? length : lengthBytes === 2 ? LENGTH_IN_2 : LENGTH_IN_8);
  if (lengthBytes === 2) frame.writeUInt16BE(length, 2);
  if (lengthBytes === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  payload.copy(frame, frame.length - length);
  return frame;
}
