import { CHALLENGED_MAX_BYTES } from "../../protocol/limits.ts";
import { Allowance } from "./allowance.ts";
import { Backlog } from "./backlog.ts";
import type { Dialect } from "./dialects.ts";

/**
 * The share of all unconfirmed bytes that the sockets of one address may have. Less than half: the room restarts when closed
 * sockets hold half of it, and one address must not come near that with what its closed sockets hold besides.
 */
const ADDRESS_SHARE = 3 / 8;

/** A socket that has not said `hello` yet gets few bytes, and has nothing to confirm. */
const BEFORE_HELLO = { confirms: false, maxUnconfirmedBytes: CHALLENGED_MAX_BYTES };

export interface Subscriber<S> {
  readonly socket: S;
  readonly address: string;
  readonly backlog: Backlog;
  dialect: Dialect;
  isOpen: boolean;
  /** Bytes that are about to be sent to it. */
  dueBytes: number;
  /** What all sockets of its address may have. */
  readonly share: Allowance;
}

/**
 * The sockets of a room, and how many bytes each of them, each address and the room as a whole may have unconfirmed. In memory
 * only: it is filled again from the attachments when the room wakes. What was sent before the room slept is not counted,
 * because the platform drops what it could not send when a room falls asleep.
 */
export class Subscribers<S> {
  readonly #maxBytes: number;
  readonly #room: Allowance;
  readonly #shares = new Map<string, Allowance>();
  readonly #subscribed = new Map<S, Subscriber<S>>();
  /** Sockets that have not said `hello`: they do not get what everybody gets. */
  readonly #challenged = new Map<S, Subscriber<S>>();
  /** Sockets that are closed but not gone: the platform keeps what they were sent until their peers read it. */
  readonly #closed = new Map<S, Subscriber<S>>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#room = new Allowance(maxBytes);
  }

  /** How many sockets get what everybody gets. */
  get count(): number {
    return this.#subscribed.size;
  }

  get room(): Readonly<Allowance> {
    return this.#room;
  }

  subscribed(): Iterable<Subscriber<S>> {
    return this.#subscribed.values();
  }

  /** The open socket that gets what everybody gets. */
  ofSubscribed(socket: S): Subscriber<S> | undefined {
    return this.#subscribed.get(socket);
  }

  ofOpen(socket: S): Subscriber<S> | undefined {
    return this.#subscribed.get(socket) ?? this.#challenged.get(socket);
  }

  /** Of an open socket, or of one that is closed and not gone. */
  dialectOf(socket: S): Dialect | undefined {
    return (this.ofOpen(socket) ?? this.#closed.get(socket))?.dialect;
  }

  /** `socket` is open, and does not get what everybody gets yet. */
  admit(socket: S, address: string, dialect: Dialect): void {
    this.#challenged.set(socket, this.#make(socket, address, dialect));
  }

  /** From now on `socket` gets what everybody gets. */
  subscribe(socket: S, address: string, dialect: Dialect): void {
    const subscriber = this.#challenged.get(socket) ?? this.#make(socket, address, dialect);
    this.#challenged.delete(socket);
    subscriber.dialect = dialect;
    subscriber.backlog.setLimit(dialect);
    this.#subscribed.set(socket, subscriber);
  }

  /** `socket` is closed. What it was sent counts until it is `gone`. */
  close(socket: S): void {
    const subscriber = this.ofOpen(socket);
    if (subscriber === undefined) return;
    this.#subscribed.delete(socket);
    this.#challenged.delete(socket);
    this.#closed.set(socket, subscriber);
    subscriber.isOpen = false;
    const { unconfirmedBytes } = subscriber.backlog;
    for (const allowance of [this.#room, subscriber.share]) {
      allowance.unconfirmedBytes -= unconfirmedBytes;
      allowance.heldBytes += unconfirmedBytes;
      allowance.dueBytes -= subscriber.dueBytes;
    }
    subscriber.dueBytes = 0;
  }

  /** Nothing is left of a closed socket. */
  gone(socket: S): void {
    const subscriber = this.#closed.get(socket);
    if (subscriber === undefined) return;
    this.#closed.delete(socket);
    const { share, address, backlog } = subscriber;
    for (const allowance of [this.#room, share]) {
      allowance.heldBytes -= backlog.unconfirmedBytes;
      allowance.sockets--;
    }
    if (share.sockets === 0) this.#shares.delete(address);
  }

  /** `bytes` are about to be sent to it. */
  due(subscriber: Subscriber<S>, bytes: number): void {
    subscriber.dueBytes += bytes;
    subscriber.share.dueBytes += bytes;
    this.#room.dueBytes += bytes;
  }

  /** `bytes` that were due are sent. Returns whether it has too many unconfirmed now. */
  sent(subscriber: Subscriber<S>, bytes: number): boolean {
    subscriber.dueBytes -= bytes;
    for (const allowance of [this.#room, subscriber.share]) {
      allowance.dueBytes -= bytes;
      allowance.unconfirmedBytes += bytes;
    }
    return subscriber.backlog.add(bytes);
  }

  /** The client has read everything up to `mark`. */
  confirm(socket: S, mark: string): void {
    const subscriber = this.#subscribed.get(socket);
    if (subscriber === undefined) return;
    const bytes = subscriber.backlog.confirm(mark);
    this.#room.unconfirmedBytes -= bytes;
    subscriber.share.unconfirmedBytes -= bytes;
  }

  /** Whether what is due fits: what is due to `only`, or to anybody. */
  fits(only?: Subscriber<S>): boolean {
    if (!this.#room.fits) return false;
    if (only !== undefined) return only.share.fits;
    for (const share of this.#shares.values()) if (!share.fits) return false;
    return true;
  }

  /** All open sockets; those that will be furthest behind once they were sent what is due come first. */
  furthestBehindFirst(): readonly Subscriber<S>[] {
    const all = [...this.#subscribed.values(), ...this.#challenged.values()];
    return all.toSorted((a, b) => behindBy(b) - behindBy(a));
  }

  #make(socket: S, address: string, dialect: Dialect): Subscriber<S> {
    const share = this.#shares.get(address) ?? new Allowance(this.#maxBytes * ADDRESS_SHARE);
    this.#shares.set(address, share);
    share.sockets++;
    this.#room.sockets++;
    return { socket, address, share, backlog: new Backlog(BEFORE_HELLO), dialect, isOpen: true, dueBytes: 0 };
  }
}

function behindBy({ backlog, dueBytes }: Subscriber<unknown>): number {
  return backlog.unconfirmedBytes + dueBytes;
}
