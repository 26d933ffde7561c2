/**
 * Owns every frame that leaves a room: the only caller of `send` and `close`. Frames for everybody are coalesced, because
 * one frame to one socket costs the platform about the same whether it carries one event or fifty.
 */
import { encodeEvent, frameOf, type Encoded } from "../protocol/events.ts";
import { encodePlain, encodePlainClosing, encodePlainRefusal } from "../protocol/plain.ts";
import { closing as closingEvent } from "../protocol/refusals.ts";
import type { ClosingReason, Refused, Said } from "../protocol/wire.ts";
import type { Timers } from "./announcer.ts";

/** What delivery needs of a socket. */
export interface Socket {
  send(frame: string): void;
  close(code: number, reason: string): void;
}

export type Dialect = "foyer.1" | "plain";

/** The close code of every socket that the room itself closes: policy violation (RFC 6455); the reason says more. */
const CLOSE_POLICY = 1008;

/** Milliseconds of window for each socket: 200 sockets wait 10 ms for company, a handful do not wait. */
const WINDOW_MS_PER_SOCKET = 0.05;
/** Below this a timer would cost more than it saves. */
const WINDOW_MIN_MS = 1;
/** Nobody notices a tenth of a second in a room of thousands. */
const WINDOW_MAX_MS = 100;

/** UTF-16 code units that wait at most: bounds a frame where everybody says long things at once. */
const WINDOW_MAX_LENGTH = 256 * 1024;

/** Milliseconds that events wait for company in a room of `sockets`. */
export function windowMs(sockets: number): number {
  const wished = sockets * WINDOW_MS_PER_SOCKET;
  return wished < WINDOW_MIN_MS ? 0 : Math.min(wished, WINDOW_MAX_MS);
}

interface Waiting {
  readonly json: Encoded;
  /** What plain clients are told of it; null where it means nothing to them. */
  readonly said: Said | null;
}

interface Recipient {
  readonly dialect: Dialect;
  /** How many of the events that wait this one has: they were over when it subscribed, or were sent to it ahead of time. */
  skip: number;
}

/** In memory only: after hibernation nothing waits, and the recipients are filled again from the attachments. */
export class Delivery {
  readonly #timers: Timers;
  readonly #recipients = new Map<Socket, Recipient>();
  #waiting: Waiting[] = [];
  #waitingLength = 0;
  #quietUntil = 0;
  #isTimerSet = false;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** From now on `socket` gets what everybody gets. */
  subscribe(socket: Socket, dialect: Dialect): void {
    this.#recipients.set(socket, { dialect, skip: this.#waiting.length });
  }

  unsubscribe(socket: Socket): void {
    this.#recipients.delete(socket);
  }

  /** Sends `json` to everybody; the first after quiet at once, later ones together when the window ends. */
  toEveryone(json: Encoded, said: Said | null = null): void {
    this.#waiting.push({ json, said });
    this.#waitingLength += json.length;
    const waitMs = Math.min(this.#quietUntil - this.#timers.now(), WINDOW_MAX_MS); // the clock may have been set back
    if (waitMs <= 0 || this.#waitingLength > WINDOW_MAX_LENGTH) this.#flush();
    else this.#flushIn(waitMs);
  }

  /** Sends one frame to one socket, at once. A socket that is gone gets nothing: its close is on its way to the room. */
  toOne(socket: Socket, frame: string): void {
    try {
      socket.send(frame);
    } catch {
      // Safe to ignore: `send` throws only on a socket that is closed already, and `webSocketClose` cleans up after it.
    }
  }

  /** Like `toOne`, but after whatever waits for this socket: for messages, which are received in the order of their seq. */
  toOneInOrder(socket: Socket, frame: string): void {
    const recipient = this.#recipients.get(socket);
    if (recipient !== undefined) {
      const { dialect, skip } = recipient;
      recipient.skip = this.#waiting.length;
      for (const waiting of new Frames(this.#waiting).for(dialect, skip)) this.toOne(socket, waiting);
    }
    this.toOne(socket, frame);
  }

  /** Tells one socket why it was refused, in its own dialect. */
  refuse(socket: Socket, dialect: Dialect, refused: Refused): void {
    this.toOne(socket, dialect === "plain" ? encodePlainRefusal(refused) : encodeEvent(refused));
  }

  /** Says why, and closes the socket. Without `retryAfterMs` the client must not come back by itself. */
  close(socket: Socket, dialect: Dialect, reason: ClosingReason, retryAfterMs?: number): void {
    const event = closingEvent(reason, retryAfterMs);
    this.unsubscribe(socket);
    this.toOne(socket, dialect === "plain" ? encodePlainClosing(event) : encodeEvent(event));
    socket.close(CLOSE_POLICY, reason);
  }

  #flushIn(delayMs: number): void {
    if (this.#isTimerSet) return;
    this.#isTimerSet = true;
    this.#timers.after(delayMs, () => {
      this.#isTimerSet = false;
      if (this.#waiting.length > 0) this.#flush();
    });
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingLength = 0;
    this.#quietUntil = this.#timers.now() + windowMs(this.#recipients.size);
    const frames = new Frames(waiting);
    for (const [socket, recipient] of this.#recipients) {
      const { dialect, skip } = recipient;
      recipient.skip = 0;
      for (const frame of frames.for(dialect, skip)) this.toOne(socket, frame);
    }
  }
}

/** The frames of one flush, each built once, when the first recipient needs it. */
class Frames {
  readonly #waiting: readonly Waiting[];
  readonly #built = new Map<string, readonly string[]>();

  constructor(waiting: readonly Waiting[]) {
    this.#waiting = waiting;
  }

  /** `foyer.1` gets all events in one frame, a plain client one frame a message. */
  for(dialect: Dialect, skip: number): readonly string[] {
    if (skip >= this.#waiting.length) return [];
    const key = `${dialect} ${skip}`;
    let frames = this.#built.get(key);
    if (frames === undefined) {
      frames = this.#build(dialect, this.#waiting.slice(skip));
      this.#built.set(key, frames);
    }
    return frames;
  }

  #build(dialect: Dialect, events: readonly Waiting[]): readonly string[] {
    if (dialect === "foyer.1") return [frameOf(events.map(({ json }) => json))];
    return events.flatMap(({ said }) => (said === null ? [] : [encodePlain(said)]));
  }
}
