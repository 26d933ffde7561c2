import type { Socket } from "../../src/room/sockets/delivery.ts";

/** A socket that keeps what was sent to it, and like a real one throws once it is closed. */
export class FakeSocket implements Socket {
  readonly frames: string[] = [];
  closing: { readonly code: number; readonly reason: string } | null = null;

  send(frame: string): void {
    if (this.closing !== null) throw new TypeError("Can't call WebSocket send() after close().");
    this.frames.push(frame);
  }

  close(code: number, reason: string): void {
    this.closing = { code, reason };
  }
}
