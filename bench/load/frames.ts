/** Owns frames of WebSocket as bytes (RFC 6455, section 5): whole ones, from a client or to it. */

export const OPCODES = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** In a frame's first byte: it is not continued by another one. */
const FINAL = 0x80;
const OPCODE = 0x0f;

/** A client must mask; a mask of zeros costs nothing to apply. */
const MASKED = 0x80;
const MASK_BYTES = 4;

/** In place of a length: it follows, in 2 or in 8 bytes. */
const LENGTH_IN_2 = 126;
const LENGTH_IN_8 = 127;

/** What a server sent: not masked. */
export interface Frame {
  readonly opcode: number;
  /** Where it lies in the bytes that were given. */
  readonly payload: Buffer;
  /** Where the next frame begins. */
  readonly end: number;
}

/** The frame at `at`; null while not all of it is there. */
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

/** A frame from a client, of up to 65,535 bytes. */
export function encodeFrame(opcode: number, payload: Buffer): Buffer {
  const isShort = payload.length < LENGTH_IN_2;
  const frame = Buffer.alloc((isShort ? 2 : 4) + MASK_BYTES + payload.length);
  frame[0] = FINAL | opcode;
  frame[1] = MASKED | (isShort ? payload.length : LENGTH_IN_2);
  if (!isShort) frame.writeUInt16BE(payload.length, 2);
  payload.copy(frame, frame.length - payload.length);
  return frame;
}
