/** Owns stand-ins for what a room gets from its platform: the clock with its timers, and a socket. */
import type { Timers } from "../../src/room/sockets/throttle.ts";
import type { Socket } from "../../src/room/sockets/delivery.ts";

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/** A clock that stands still until it is told to go on. */
export class FakeTimers implements Timers {
  #now = 1_000_000;
  #timers: Timer[] = [];

  now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): void {
    this.#timers.push({ due: this.#now + delayMs, run });
  }

  /** How many timers are set: while there is one, a room does not sleep. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Lets `ms` milliseconds pass, and every timer that falls due in them run at its time. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (let next = this.#takeDue(until); next !== undefined; next = this.#takeDue(until)) {
      this.#now = next.due;
      next.run();
    }
    this.#now = until;
  }

  /** Sets the clock back by `ms`, which changes nothing about when the timers run. */
  setBack(ms: number): void {
    this.#now -= ms;
    this.#timers = this.#timers.map(({ due, run }) => ({ due: due - ms, run }));
  }

  #takeDue(until: number): Timer | undefined {
    const [next] = this.#timers.filter(({ due }) => due <= until).toSorted((a, b) => a.due - b.due);
    this.#timers = this.#timers.filter((timer) => timer !== next);
    return next;
  }
}

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
