import { encodeEvent, type Encoded } from "../../protocol/codec/encoding.ts";
import type { ClosingReason, DurableEvent, Refused } from "../../protocol/events.ts";
import { FRAME_OVERHEAD_BYTES, MARK_EVERY_BYTES, MARK_EVERY_MIN_BYTES } from "../../protocol/limits.ts";
import { closeCodeOf, closing } from "../../protocol/refusals.ts";
import type { Announcement, Dialect } from "./dialects.ts";
import { Subscribers, type Subscriber } from "./subscribers.ts";

/** What delivery needs of a socket. */
export interface Socket {
  send(frame: string): void;
  close(code: number, reason: string): void;
}

export interface DeliveryOptions<S extends Socket> {
  /** Makes an id that nobody can guess. */
  readonly newMark: () => string;
  /** Bytes that all sockets together may have unconfirmed; those of one address three eighths of it. */
  readonly maxBytes: number;
  /** Called at most once for a socket that does not read; the room closes it. */
  readonly onTooSlow: (socket: S) => void;
  /** Called before any socket is dropped: call `gone` for those that went unnoticed. */
  readonly onFull: () => void;
  /** Closed sockets hold so much that those who read do not fit any more. Only a restart frees it. */
  readonly onHeldUp: () => void;
}

const CLOSE_NORMAL = 1000;

/** UTF-16 code units that one frame for everybody carries before the next one begins. */
const FRAME_MAX_LENGTH = 256 * 1024;

/** A frame, and what it counts for: measured once, however many sockets it goes to. */
interface Frame {
  readonly text: string;
  readonly bytes: number;
}

/** What the subscribers of one dialect are sent at the end of a turn. */
interface Batch {
  readonly frames: readonly Frame[];
  readonly bytes: number;
}

const encoder = new TextEncoder();

/**
 * Sends every frame that leaves a room: nothing else calls `send` or `close`. What everybody is told is sent together at the
 * end of a turn, because a frame to a socket costs the platform about the same whether it carries one event or fifty.
 */
export class Delivery<S extends Socket> {
  readonly #options: DeliveryOptions<S>;
  readonly #subscribers: Subscribers<S>;
  /** What waits for the end of the turn. */
  #waiting: Announcement[] = [];
  #waitingLength = 0;

  constructor(options: DeliveryOptions<S>) {
    this.#options = options;
    this.#subscribers = new Subscribers(options.maxBytes);
  }

  /** How many sockets get what everybody gets. */
  get count(): number {
    return this.#subscribers.count;
  }

  /** Bytes that may still be in memory: sent to open sockets and not confirmed, and held by closed ones. */
  get usage(): { readonly unconfirmedBytes: number; readonly heldBytes: number } {
    const { unconfirmedBytes, heldBytes } = this.#subscribers.room;
    return { unconfirmedBytes, heldBytes };
  }

  /** From now on what is sent to `socket` counts. */
  admit(socket: S, address: string, dialect: Dialect): void {
    this.#subscribers.admit(socket, address, dialect);
  }

  /** From now on `socket` gets what everybody gets. */
  subscribe(socket: S, address: string, dialect: Dialect): void {
    this.flush(); // what happened before is not for it
    this.#subscribers.subscribe(socket, address, dialect);
  }

  /** `socket` is closed, or about to be. What it was sent counts until it is `gone`. */
  unsubscribe(socket: S): void {
    this.#subscribers.close(socket);
  }

  /** Nothing is left of a closed socket. */
  gone(socket: S): void {
    this.#subscribers.gone(socket);
  }

  /** Sends `json` to everybody at the next `flush`, together with what else waits for it. */
  toEveryone(json: Encoded, event: DurableEvent | null = null): void {
    if (this.#waitingLength + json.length > FRAME_MAX_LENGTH) this.flush();
    this.#waiting.push({ json, event });
    this.#waitingLength += json.length;
  }

  /** Sends what waits. Call it before the turn ends in which you called `toEveryone`. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingLength = 0;
    const batches = new Map<Dialect, Batch>();
    const batchFor = ({ dialect }: Subscriber<S>): Batch => {
      const batch = batches.get(dialect) ?? batchOf(dialect.encode(waiting));
      batches.set(dialect, batch);
      return batch;
    };
    for (const subscriber of this.#subscribers.subscribed()) {
      this.#subscribers.due(subscriber, batchFor(subscriber).bytes);
    }
    this.#makeRoom();
    for (const subscriber of this.#subscribers.subscribed()) {
      for (const frame of batchFor(subscriber).frames) this.#send(subscriber, frame);
    }
  }

  /** Sends one frame to one socket, at once. */
  toOne(socket: S, text: string): void {
    const subscriber = this.#subscribers.ofOpen(socket);
    if (subscriber === undefined) return trySend(socket, text);
    const frame = measured(text);
    this.#subscribers.due(subscriber, frame.bytes);
    this.#makeRoom(subscriber);
    this.#send(subscriber, frame);
  }

  /** Like `toOne`, but after whatever waits: for messages, which go out in the order of their seq. */
  toOneInOrder(socket: S, frame: string): void {
    this.flush();
    this.toOne(socket, frame);
  }

  /** The client has read everything up to `mark`. */
  confirm(socket: S, mark: string): void {
    this.#subscribers.confirm(socket, mark);
  }

  /** Sends a mark now, whether one is due or not: a client that confirms it is alive and reads. */
  probe(socket: S): void {
    const subscriber = this.#subscribers.ofSubscribed(socket);
    if (subscriber !== undefined) this.#sendMark(subscriber);
  }

  /** Tells one client why it was refused, in its own dialect. */
  refuse(socket: S, refused: Refused): void {
    const dialect = this.#subscribers.dialectOf(socket);
    if (dialect !== undefined) this.toOne(socket, dialect.encodeRefusal(refused));
  }

  /** Says why, and closes the socket. Without `retryAfterMs` the client must not reconnect automatically. */
  close(socket: S, reason: ClosingReason, retryAfterMs?: number): void {
    const dialect = this.#subscribers.dialectOf(socket);
    if (dialect !== undefined) this.turnAway(socket, dialect, reason, retryAfterMs);
  }

  /** The same for a socket that is not let in at all. */
  turnAway(socket: S, dialect: Dialect, reason: ClosingReason, retryAfterMs?: number): void {
    const event = closing(reason, retryAfterMs);
    this.unsubscribe(socket);
    trySend(socket, dialect.encodeClosing(event));
    socket.close(closeCodeOf(event), reason);
  }

  /**
   * The other end has closed with `code`; without an answer its socket would hang. (workerd answers by itself only for sockets
   * that do not hibernate.) Of the codes that a peer can send, a program may send these back.
   */
  answerClose(socket: S, code: number, reason: string): void {
    const maySendBack = code === CLOSE_NORMAL || (code >= 3_000 && code <= 4_999);
    socket.close(maySendBack ? code : CLOSE_NORMAL, maySendBack ? reason : "");
  }

  /** Every frame to an open socket passes here, and counts until the client confirms it. */
  #send(subscriber: Subscriber<S>, { text, bytes }: Frame): void {
    if (!subscriber.isOpen) return; // it was too slow for the frame before
    trySend(subscriber.socket, text);
    if (this.#subscribers.sent(subscriber, bytes)) this.#drop(subscriber);
    else if (subscriber.backlog.isMarkDue(this.#markEveryBytes)) this.#sendMark(subscriber);
  }

  #sendMark({ socket, backlog }: Subscriber<S>): void {
    const id = this.#options.newMark();
    backlog.mark(id);
    trySend(socket, encodeEvent({ type: "marked", id }));
  }

  /** Drops sockets until what is due fits: what is due to `only`, or to anybody. */
  #makeRoom(only?: Subscriber<S>): void {
    if (this.#subscribers.fits(only)) return;
    this.#options.onFull();
    const { room } = this.#subscribers;
    const furthestFirst = this.#subscribers.furthestBehindFirst();
    // An address that has too much loses those that do not fit, however far behind they are: they are its own crowd.
    for (const subscriber of furthestFirst) if (!subscriber.share.fits) this.#drop(subscriber);
    for (const subscriber of furthestFirst) {
      if (room.fits) return;
      // Clients that read are about one mark behind. If they do not fit, closed sockets hold most of the memory.
      const isReading = subscriber.backlog.unconfirmedBytes <= this.#markEveryBytes;
      if (isReading && room.heldBytes > room.maxBytes / 2) return this.#options.onHeldUp();
      if (subscriber.isOpen) this.#drop(subscriber);
    }
  }

  #drop({ socket }: Subscriber<S>): void {
    this.unsubscribe(socket);
    this.#options.onTooSlow(socket);
  }

  /** Between two marks, all sockets together may have an eighth of the room's unconfirmed bytes on the way. */
  get #markEveryBytes(): number {
    const { maxBytes, sockets } = this.#subscribers.room;
    return Math.max(MARK_EVERY_MIN_BYTES, Math.min(MARK_EVERY_BYTES, maxBytes / (8 * sockets)));
  }
}

/** Sends to a socket, unless it is gone. */
function trySend(socket: Socket, frame: string): void {
  try {
    socket.send(frame);
  } catch {
    // Safe to ignore: `send` throws only on a socket that is closed already, and `webSocketClose` cleans up after it.
  }
}

function measured(text: string): Frame {
  return { text, bytes: encoder.encode(text).length + FRAME_OVERHEAD_BYTES };
}

function batchOf(texts: readonly string[]): Batch {
  const frames = texts.map(measured);
  return { frames, bytes: frames.reduce((sum, { bytes }) => sum + bytes, 0) };
}
