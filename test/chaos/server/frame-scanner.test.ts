import { expect, it } from "vitest";
import { FrameScanner } from "./frame-scanner.ts";

const OPENING = Buffer.from("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");

function frame(length: number, isMasked: boolean): Buffer {
  const mask = isMasked ? 0x80 : 0;
  const head = length < 126 ? [0x81, mask | length] : [0x81, mask | 126, length >> 8, length & 255];
  return Buffer.from([...head, ...(isMasked ? [1, 2, 3, 4] : []), ...Array<number>(length).fill(65)]);
}

for (const isMasked of [false, true]) {
  it(`finds the ends of ${isMasked ? "masked" : "unmasked"} frames, however they are cut into chunks`, () => {
    const frames = [0, 1, 125, 126, 300].map((length) => frame(length, isMasked));
    const bytes = Buffer.concat([OPENING, ...frames]);
    const ends = new Set<number>();
    let end = OPENING.length;
    for (const { length } of frames) ends.add((end += length));
    for (const size of [1, 2, 7, 64]) {
      const scanner = new FrameScanner();
      const found = new Set<number>();
      for (let at = 0; at < bytes.length; at += size) {
        for (const offset of scanner.take(bytes.subarray(at, at + size)) ?? []) found.add(at + offset);
      }
      // What shares a chunk with the opening is left alone.
      const first = Math.ceil(OPENING.length / size) * size;
      expect([...found]).toEqual([...ends].filter((offset) => offset > first));
    }
  });
}
