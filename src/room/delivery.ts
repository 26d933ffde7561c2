/**
 * Owns every frame that leaves a room: the only caller of `send` and `close`. Frames for everybody are coalesced, because
 * one frame to one socket costs the platform about the same whether it carries one event or fifty.
 */
import { encodeEvent, frameOf, type Encoded } from "../protocol/events.ts";
import { encodePlain, encodePlainClosing, encodePlainRefusal } from "../protocol/plain.ts";
import { closing as closingEvent } from "../protocol/refusals.ts";
import type { ClosingReason, Refused, Said } from "../protocol/wire.ts";
import type { Timers } from "./announcer.ts";
import { Backlog } from "./backlog.ts";

/** What delivery needs of a socket. */
export interface Socket {
  send(frame: string): void;
  close(code: number, reason: string): void;
}

export type Dialect = "foyer.1" | "plain";

/** What delivery is given: the clock, ids that nobody can guess, and whom to tell of a socket that does not read. */
export interface DeliveryOptions<S extends Socket> {
  readonly timers: Timers;
  readonly newMark: () => string;
  /** Called at most once for a socket; it is to be closed. */
  readonly onTooSlow: (socket: S) => void;
}

const CLOSE_NORMAL = 1000;

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
  /**
   * How many of the events that wait this one has: they were over when it subscribed, or were sent to it ahead of
   * time.
   */
  skip: number;
  readonly backlog: Backlog;
}

/** A frame and its size as UTF-8, measured once however many sockets it goes to. */
interface Frame {
  readonly text: string;
  readonly bytes: number;
}

const encoder = new TextEncoder();

function measure(text: string): Frame {
  return { text, bytes: encoder.encode(text).length };
}

/** In memory only: after hibernation nothing waits, and the recipients are filled again from the attachments. */
export class Delivery<S extends Socket> {
  readonly #timers: Timers;
  readonly #options: DeliveryOptions<S>;
  readonly #recipients = new Map<S, Recipient>();
  #waiting: Waiting[] = [];
  #waitingLength = 0;
  #quietUntil = 0;
  #isTimerSet = false;

  constructor(options: DeliveryOptions<S>) {
    this.#timers = options.timers;
    this.#options = options;
  }

  /** From now on `socket` gets what everybody gets. */
  subscribe(socket: S, dialect: Dialect): void {
    const backlog = new Backlog(dialect === "foyer.1");
    this.#recipients.set(socket, { dialect, skip: this.#waiting.length, backlog });
  }

  unsubscribe(socket: S): void {
    this.#recipients.delete(socket);
  }

  /** Sends `json` to everybody; the first after quiet at once, later ones together when the window ends. */
  toEveryone(json: Encoded, said: Said | null = null): void {
    this.#waiting.push({ json, said });
    this.#waitingLength += json.length;
    const waitMs = Math.min(this.#quietUntil - this.#timers.now(), WINDOW_MAX_MS); // clocks are set back
    if (waitMs <= 0 || this.#waitingLength > WINDOW_MAX_LENGTH) this.#flush();
    else this.#flushIn(waitMs);
  }

  /** Sends one frame to one socket, at once. */
  toOne(socket: S, frame: string): void {
    const recipient = this.#recipients.get(socket);
    if (recipient === undefined) trySend(socket, frame);
    else this.#send(socket, recipient, measure(frame));
  }

  /** `socket` has read everything up to `mark`. */
  confirm(socket: S, mark: string): void {
    this.#recipients.get(socket)?.backlog.confirm(mark);
  }

  /**
   * Like `toOne`, but after whatever waits for this socket: for messages, which are received in the order of their
   * seq.
   */
  toOneInOrder(socket: S, frame: string): void {
    const recipient = this.#recipients.get(socket);
    if (recipient !== undefined) {
      const { dialect, skip } = recipient;
      recipient.skip = this.#waiting.length;
      for (const waiting of new Frames(this.#waiting).for(dialect, skip)) this.#send(socket, recipient, waiting);
    }
    this.toOne(socket, frame);
  }

  /** Tells one socket why it was refused, in its own dialect. */
  refuse(socket: S, dialect: Dialect, refused: Refused): void {
    this.toOne(socket, dialect === "plain" ? encodePlainRefusal(refused) : encodeEvent(refused));
  }

  /** Says why, and closes the socket. Without `retryAfterMs` the client must not come back by itself. */
  close(socket: S, dialect: Dialect, reason: ClosingReason, retryAfterMs?: number): void {
    const event = closingEvent(reason, retryAfterMs);
    this.unsubscribe(socket);
    trySend(socket, dialect === "plain" ? encodePlainClosing(event) : encodeEvent(event));
    socket.close(CLOSE_POLICY, reason);
  }

  /**
   * The other end has closed with `code`; without an answer its socket would hang. (workerd answers by itself only for
   * sockets that do not hibernate.) Of the codes that a peer can send, these are the ones that a program may send back.
   */
  answerClose(socket: S, code: number, reason: string): void {
    const isOurs = code === CLOSE_NORMAL || (code >= 3_000 && code <= 4_999);
    socket.close(isOurs ? code : CLOSE_NORMAL, isOurs ? reason : "");
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
      for (const frame of frames.for(dialect, skip)) this.#send(socket, recipient, frame);
    }
  }

  /** Every frame to somebody who is in the room passes here, and is counted until it is known to be read. */
  #send(socket: S, { backlog }: Recipient, { text, bytes }: Frame): void {
    if (!this.#recipients.has(socket)) return; // it was too slow for the frame before
    trySend(socket, text);
    if (backlog.add(bytes)) {
      this.unsubscribe(socket);
      this.#options.onTooSlow(socket);
    } else if (backlog.isMarkDue()) {
      const id = this.#options.newMark();
      backlog.mark(id);
      trySend(socket, encodeEvent({ type: "marked", id }));
    }
  }
}

/** A socket that is gone gets nothing: its close is on its way to the room. */
function trySend(socket: Socket, frame: string): void {
  try {
    socket.send(frame);
  } catch {
    // Safe to ignore: `send` throws only on a socket that is closed already, and `webSocketClose` cleans up after it.
  }
}

/** The frames of one flush, each built once, when the first recipient needs it. */
class Frames {
  readonly #waiting: readonly Waiting[];
  readonly #built = new Map<string, readonly Frame[]>();

  constructor(waiting: readonly Waiting[]) {
    this.#waiting = waiting;
  }

  /** `foyer.1` gets all events in one frame, a plain client one frame a message. */
  for(dialect: Dialect, skip: number): readonly Frame[] {
    if (skip >= this.#waiting.length) return [];
    const key = `${dialect} ${skip}`;
    let frames = this.#built.get(key);
    if (frames === undefined) {
      frames = this.#build(dialect, this.#waiting.slice(skip)).map(measure);
      this.#built.set(key, frames);
    }
    return frames;
  }

  #build(dialect: Dialect, events: readonly Waiting[]): readonly string[] {
    if (dialect === "foyer.1") return [frameOf(events.map(({ json }) => json))];
    return events.flatMap(({ said }) => (said === null ? [] : [encodePlain(said)]));
  }
}
