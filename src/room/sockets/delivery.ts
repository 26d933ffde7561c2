/**
 * Owns every frame that leaves a room: the only caller of `send` and `close`. Events for everybody are sent together at the
 * end of a turn, because one frame to one socket costs the platform about the same whether it carries one event or fifty.
 */
import { type Encoded, encodeEvent, frameOf } from "../../protocol/codec/encoding.ts";
import { encodePlain, encodePlainClosing, encodePlainRefusal } from "../../protocol/codec/plain.ts";
import { closeCodeOf, closing as closingEvent } from "../../protocol/refusals.ts";
import type { ClosingReason, DurableEvent, Refused } from "../../protocol/events.ts";
import { FRAME_OVERHEAD_BYTES, MARK_EVERY_BYTES, MARK_EVERY_MIN_BYTES } from "../../protocol/limits.ts";
import { Allowance } from "./allowance.ts";
import { Backlog } from "./backlog.ts";

/** What delivery needs of a socket. */
export interface Socket {
  send(frame: string): void;
  close(code: number, reason: string): void;
}

export type Dialect = "foyer.1" | "plain";

/** How a socket is spoken to: a plain one may have asked for new texts of old messages. */
export interface Listener {
  readonly dialect: Dialect;
  readonly wantsEdits?: boolean;
}

export interface DeliveryOptions<S extends Socket> {
  /** An id that nobody can guess. */
  readonly newMark: () => string;
  /** Bytes that may wait in all sockets together; in those of one address three eighths of it. */
  readonly maxBytes: number;
  /** Called at most once for a socket, which does not read; the room closes it. */
  readonly onTooSlow: (socket: S) => void;
  /** Before anybody is dropped: call `gone` for what has gone unnoticed. */
  readonly onFull: () => void;
  /** Sockets that are closed hold so much that those who read do not fit any more; nothing but a restart frees it. */
  readonly onHeldUp: () => void;
}

const CLOSE_NORMAL = 1000;

/** UTF-16 code units that one frame for everybody carries before the next one begins. */
const FRAME_MAX_LENGTH = 256 * 1024;

/**
 * What the sockets of one address may have of all that may wait. Less than half: closed sockets that hold half of it make the
 * room start again, and one address must not come near to that with what those who have just left hold besides.
 */
const ADDRESS_SHARE = 3 / 8;

interface Waiting {
  readonly json: Encoded;
  /** Null where it has no seq, and so means nothing to plain clients. */
  readonly event: DurableEvent | null;
}

interface Recipient<S extends Socket> {
  readonly socket: S;
  readonly backlog: Backlog;
  readonly address: string;
  /** What all sockets of its address may have. */
  readonly share: Allowance;
  /** Null until it gets what everybody gets. */
  listener: Listener | null;
  isOpen: boolean;
  /** Bytes that are about to be sent to it. */
  dueBytes: number;
}

/** A frame, and what it counts for, measured once however many sockets it goes to. */
interface Frame {
  readonly text: string;
  readonly bytes: number;
}

/** What one dialect is sent of a turn. */
interface Batch {
  readonly frames: readonly Frame[];
  readonly bytes: number;
}

const encoder = new TextEncoder();

function measure(text: string): Frame {
  return { text, bytes: encoder.encode(text).length + FRAME_OVERHEAD_BYTES };
}

/**
 * In memory only: nothing waits beyond a turn, and the recipients are filled again from the attachments. What was sent before
 * the room slept is not counted: when a room falls asleep the platform gives up what it could not send.
 */
export class Delivery<S extends Socket> {
  readonly #options: DeliveryOptions<S>;
  readonly #recipients = new Map<S, Recipient<S>>();
  /** Sockets that do not get what everybody gets yet: they have not said `hello`. */
  readonly #strangers = new Map<S, Recipient<S>>();
  /** Sockets that are closed, and not gone: the platform keeps what they were sent as long as their peers do not read. */
  readonly #closed = new Map<S, Recipient<S>>();
  readonly #room: Allowance;
  readonly #shares = new Map<string, Allowance>();
  #waiting: Waiting[] = [];
  #waitingLength = 0;

  constructor(options: DeliveryOptions<S>) {
    this.#options = options;
    this.#room = new Allowance(options.maxBytes);
  }

  /** How many sockets get what everybody gets. */
  get count(): number {
    return this.#recipients.size;
  }

  /** Bytes that may still be in memory: sent to open sockets and not confirmed, and held by closed ones. */
  get usage(): { readonly unconfirmedBytes: number; readonly heldBytes: number } {
    const { unconfirmedBytes, heldBytes } = this.#room;
    return { unconfirmedBytes, heldBytes };
  }

  /** From now on what is sent to `socket` counts. */
  admit(socket: S, address: string): void {
    this.#strangers.set(socket, this.#newRecipient(socket, address));
  }

  /** From now on `socket` gets what everybody gets. */
  subscribe(socket: S, address: string, listener: Listener): void {
    this.flush(); // what was over before it came is not for it
    const recipient = this.#strangers.get(socket) ?? this.#newRecipient(socket, address);
    this.#strangers.delete(socket);
    recipient.listener = listener;
    recipient.backlog.become(listener.dialect);
    this.#recipients.set(socket, recipient);
  }

  /** It is closed, or about to be. What it was sent counts until it is `gone`. */
  unsubscribe(socket: S): void {
    const recipient = this.#recipients.get(socket) ?? this.#strangers.get(socket);
    if (recipient === undefined) return;
    this.#recipients.delete(socket);
    this.#strangers.delete(socket);
    this.#closed.set(socket, recipient);
    recipient.isOpen = false;
    const { unconfirmedBytes } = recipient.backlog;
    for (const allowance of [this.#room, recipient.share]) {
      allowance.unconfirmedBytes -= unconfirmedBytes;
      allowance.heldBytes += unconfirmedBytes;
      allowance.dueBytes -= recipient.dueBytes;
    }
    recipient.dueBytes = 0;
  }

  /** Nothing is left of a socket that was closed. */
  gone(socket: S): void {
    const recipient = this.#closed.get(socket);
    if (recipient === undefined) return;
    this.#closed.delete(socket);
    const { share, address, backlog } = recipient;
    for (const allowance of [this.#room, share]) {
      allowance.heldBytes -= backlog.unconfirmedBytes;
      allowance.sockets--;
    }
    if (share.sockets === 0) this.#shares.delete(address);
  }

  /** Sends `json` to everybody, at the next `flush`, together with what else waits for it. */
  toEveryone(json: Encoded, event: DurableEvent | null = null): void {
    if (this.#waitingLength + json.length > FRAME_MAX_LENGTH) this.flush();
    this.#waiting.push({ json, event });
    this.#waitingLength += json.length;
  }

  /** Sends what waits. Whoever calls `toEveryone` calls this before its turn ends. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingLength = 0;
    const batch = once(() => batchOf(framesOf(waiting)));
    const plain = once(() => batchOf(plainFramesOf(waiting, false)));
    const plainWithEdits = once(() => batchOf(plainFramesOf(waiting, true)));
    const batchFor = ({ listener }: Recipient<S>): Batch => {
      if (listener?.dialect === "foyer.1") return batch();
      return listener?.wantsEdits === true ? plainWithEdits() : plain();
    };
    for (const recipient of this.#recipients.values()) this.#expect(recipient, batchFor(recipient).bytes);
    this.#makeRoom();
    for (const recipient of this.#recipients.values()) {
      for (const frame of batchFor(recipient).frames) this.#send(recipient, frame);
    }
  }

  /** Sends one frame to one socket, at once. */
  toOne(socket: S, text: string): void {
    const recipient = this.#recipients.get(socket) ?? this.#strangers.get(socket);
    if (recipient === undefined) return trySend(socket, text);
    const frame = measure(text);
    this.#expect(recipient, frame.bytes);
    this.#makeRoom(recipient);
    this.#send(recipient, frame);
  }

  /** `socket` has read everything up to `mark`. */
  confirm(socket: S, mark: string): void {
    const recipient = this.#recipients.get(socket);
    if (recipient === undefined) return;
    const bytes = recipient.backlog.confirm(mark);
    this.#room.unconfirmedBytes -= bytes;
    recipient.share.unconfirmedBytes -= bytes;
  }

  /** Sends a mark now, whether one is due or not: whoever confirms it reads. */
  probe(socket: S): void {
    const recipient = this.#recipients.get(socket);
    if (recipient !== undefined) this.#sendMark(recipient);
  }

  /** Like `toOne`, but after whatever waits: for messages, which are received in the order of their seq. */
  toOneInOrder(socket: S, frame: string): void {
    this.flush();
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
    socket.close(closeCodeOf(event), reason);
  }

  /**
   * The other end has closed with `code`; without an answer its socket would hang. (workerd answers by itself only for
   * sockets that do not hibernate.) Of the codes that a peer can send, these are the ones that a program may send back.
   */
  answerClose(socket: S, code: number, reason: string): void {
    const isOurs = code === CLOSE_NORMAL || (code >= 3_000 && code <= 4_999);
    socket.close(isOurs ? code : CLOSE_NORMAL, isOurs ? reason : "");
  }

  /** `bytes` are about to be sent to `recipient`. */
  #expect(recipient: Recipient<S>, bytes: number): void {
    recipient.dueBytes += bytes;
    recipient.share.dueBytes += bytes;
    this.#room.dueBytes += bytes;
  }

  /** Every frame to an open socket passes here, and is counted until it is known to be read. */
  #send(recipient: Recipient<S>, { text, bytes }: Frame): void {
    if (!recipient.isOpen) return; // it was too slow for the frame before
    const { socket, backlog, share } = recipient;
    trySend(socket, text);
    recipient.dueBytes -= bytes;
    share.dueBytes -= bytes;
    share.unconfirmedBytes += bytes;
    this.#room.dueBytes -= bytes;
    this.#room.unconfirmedBytes += bytes;
    if (backlog.add(bytes)) {
      this.#drop(recipient);
    } else if (backlog.isMarkDue(this.#markEveryBytes)) this.#sendMark(recipient);
  }

  #sendMark({ socket, backlog }: Recipient<S>): void {
    const id = this.#options.newMark();
    backlog.mark(id);
    trySend(socket, encodeEvent({ type: "marked", id }));
  }

  /** Sees to it that what is due fits: what is due to `only`, or to anybody. */
  #makeRoom(only?: Recipient<S>): void {
    const isShareFull = only === undefined ? this.#isAnyShareFull() : !only.share.fits;
    if (this.#room.fits && !isShareFull) return;
    this.#options.onFull();
    const furthestFirst = [...this.#recipients.values(), ...this.#strangers.values()];
    furthestFirst.sort((a, b) => behindBy(b) - behindBy(a));
    // Of an address that has too much, those that do not fit go, whether they are far behind or not: it is their own crowd.
    for (const recipient of furthestFirst) if (!recipient.share.fits) this.#drop(recipient);
    for (const recipient of furthestFirst) {
      if (this.#room.fits) return;
      // Those who read are about one mark behind. Where they do not fit, it is mostly for what closed sockets hold.
      const isReading = recipient.backlog.unconfirmedBytes <= this.#markEveryBytes;
      if (isReading && this.#room.heldBytes > this.#room.maxBytes / 2) return this.#options.onHeldUp();
      if (recipient.isOpen) this.#drop(recipient);
    }
  }

  #isAnyShareFull(): boolean {
    for (const share of this.#shares.values()) if (!share.fits) return true;
    return false;
  }

  #drop({ socket }: Recipient<S>): void {
    this.unsubscribe(socket);
    this.#options.onTooSlow(socket);
  }

  /** What everybody has on its way between two marks is an eighth of all that may wait, at most. */
  get #markEveryBytes(): number {
    const share = this.#room.maxBytes / (8 * this.#room.sockets);
    return Math.max(MARK_EVERY_MIN_BYTES, Math.min(MARK_EVERY_BYTES, share));
  }

  #newRecipient(socket: S, address: string): Recipient<S> {
    const share = this.#shares.get(address) ?? new Allowance(this.#options.maxBytes * ADDRESS_SHARE);
    this.#shares.set(address, share);
    share.sockets++;
    this.#room.sockets++;
    return { socket, address, share, backlog: new Backlog("challenged"), listener: null, isOpen: true, dueBytes: 0 };
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

/** Bytes by which a socket will be behind when it has been sent what is due. */
function behindBy({ backlog, dueBytes }: Recipient<Socket>): number {
  return backlog.unconfirmedBytes + dueBytes;
}

function batchOf(frames: readonly Frame[]): Batch {
  return { frames, bytes: frames.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** `foyer.1` gets all events in one frame. */
function framesOf(waiting: readonly Waiting[]): readonly Frame[] {
  return [measure(frameOf(waiting.map(({ json }) => json)))];
}

/** A plain client gets one frame a message, and where it asked one for its new text; nothing of the rest. */
function plainFramesOf(waiting: readonly Waiting[], withEdits: boolean): readonly Frame[] {
  return waiting.flatMap(({ event }) => {
    if (event?.type === "said") return [measure(encodePlain(event.from, event.text))];
    return withEdits && event?.type === "edited" ? [measure(encodePlain(event.by, event.text))] : [];
  });
}

/** `make`, called when its result is first wanted and never again. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
