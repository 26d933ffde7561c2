/**
 * Owns every frame that leaves a room: the only caller of `send` and `close`. Events for everybody are sent together at the
 * end of a turn, because one frame to one socket costs the platform about the same whether it carries one event or fifty.
 */
import { type Encoded, encodeEvent, frameOf } from "../protocol/encoding.ts";
import { encodePlain, encodePlainClosing, encodePlainRefusal } from "../protocol/plain.ts";
import { closeCodeOf, closing as closingEvent } from "../protocol/refusals.ts";
import type { ClosingReason, DurableEvent, Refused } from "../protocol/events.ts";
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

/** What delivery is given: ids that nobody can guess, and whom to tell of a socket that does not read. */
export interface DeliveryOptions<S extends Socket> {
  readonly newMark: () => string;
  /** Called at most once for a socket; it is to be closed. */
  readonly onTooSlow: (socket: S) => void;
}

const CLOSE_NORMAL = 1000;

/** UTF-16 code units that one frame for everybody carries before the next one begins. */
const FRAME_MAX_LENGTH = 256 * 1024;

interface Waiting {
  readonly json: Encoded;
  /** Null where it has no seq, and so means nothing to plain clients. */
  readonly event: DurableEvent | null;
}

interface Recipient extends Listener {
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

/** In memory only: nothing waits beyond a turn, and the recipients are filled again from the attachments. */
export class Delivery<S extends Socket> {
  readonly #options: DeliveryOptions<S>;
  readonly #recipients = new Map<S, Recipient>();
  #waiting: Waiting[] = [];
  #waitingLength = 0;

  constructor(options: DeliveryOptions<S>) {
    this.#options = options;
  }

  /** How many sockets get what everybody gets. */
  get count(): number {
    return this.#recipients.size;
  }

  /** From now on `socket` gets what everybody gets. */
  subscribe(socket: S, { dialect, wantsEdits = false }: Listener): void {
    this.flush(); // what was over before it came is not for it
    this.#recipients.set(socket, { dialect, wantsEdits, backlog: new Backlog(dialect === "foyer.1") });
  }

  unsubscribe(socket: S): void {
    this.#recipients.delete(socket);
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
    const frames = once(() => framesOf(waiting));
    const plain = once(() => plainFramesOf(waiting, false));
    const plainWithEdits = once(() => plainFramesOf(waiting, true));
    for (const [socket, recipient] of this.#recipients) {
      const made = recipient.dialect === "foyer.1" ? frames : recipient.wantsEdits ? plainWithEdits : plain;
      for (const frame of made()) this.#send(socket, recipient, frame);
    }
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
