/**
 * Owns what is known of each socket: kept in its attachment, which outlives hibernation, and indexed in memory by member
 * and by address. The index is filled again from the attachments when the room wakes.
 */
import type { MemberId } from "../protocol/identity.ts";
import type { PersonName } from "../protocol/names.ts";
import type { Listener } from "./delivery.ts";

/**
 * A socket's life. `challenged`: connected, and to prove its key over `nonce`. `joined`: one of the room.
 * `closed`: told to go, or gone; its late frames and its close are nobody's business any more.
 */
export type Session = Challenged | Joined | Closed;

export interface Challenged {
  readonly state: "challenged";
  readonly address: string;
  /** When it connected, in milliseconds since 1970. */
  readonly since: number;
  /** The server's host, as the client reached it: its proof must name it. */
  readonly host: string;
  readonly nonce: string;
}

export interface Joined extends Listener {
  readonly state: "joined";
  readonly address: string;
  /** When it connected, in milliseconds since 1970. */
  readonly since: number;
  readonly id: MemberId;
  /** The name asked for; a guest may be shown under another. */
  readonly name: PersonName;
}

interface Closed {
  readonly state: "closed";
}

const CLOSED: Closed = { state: "closed" };

export class Sessions {
  readonly #sessions = new Map<WebSocket, Challenged | Joined>();
  readonly #socketsOf = new Map<MemberId, Set<WebSocket>>();
  readonly #countAt = new Map<string, number>();

  /** Takes in the sockets that stayed open while the room slept, and returns those that are of the room. */
  restore(sockets: readonly WebSocket[]): ReadonlyMap<WebSocket, Joined> {
    const joined = new Map<WebSocket, Joined>();
    for (const socket of sockets) {
      const session: Session | null = socket.deserializeAttachment();
      if (session === null || session.state === "closed") continue;
      this.#index(socket, session);
      if (session.state === "joined") joined.set(socket, session);
    }
    return joined;
  }

  /** Every socket that is challenged or joined. */
  all(): readonly (readonly [WebSocket, Challenged | Joined])[] {
    return [...this.#sessions];
  }

  get isEmpty(): boolean {
    return this.#sessions.size === 0;
  }

  of(socket: WebSocket): Session {
    return this.#sessions.get(socket) ?? CLOSED;
  }

  /** The sockets of one member, each a tab or a device. */
  ofMember(id: MemberId): readonly WebSocket[] {
    return [...(this.#socketsOf.get(id) ?? [])];
  }

  /** How many sockets are open from `address`. */
  countAt(address: string): number {
    return this.#countAt.get(address) ?? 0;
  }

  set(socket: WebSocket, session: Challenged | Joined): void {
    this.#forget(socket);
    this.#index(socket, session);
    socket.serializeAttachment(session);
  }

  /** The newest name of a member holds for all of its sockets, after the room slept as well. */
  rename(id: MemberId, name: PersonName): void {
    for (const socket of this.ofMember(id)) {
      const session = this.of(socket);
      if (session.state === "joined" && session.name !== name) this.set(socket, { ...session, name });
    }
  }

  /** From now on this socket is nobody's. Returns what it was. */
  close(socket: WebSocket): Session {
    const session = this.of(socket);
    this.#forget(socket);
    socket.serializeAttachment(CLOSED);
    return session;
  }

  #index(socket: WebSocket, session: Challenged | Joined): void {
    this.#sessions.set(socket, session);
    this.#countAt.set(session.address, this.countAt(session.address) + 1);
    if (session.state !== "joined") return;
    const sockets = this.#socketsOf.get(session.id) ?? new Set();
    this.#socketsOf.set(session.id, sockets.add(socket));
  }

  #forget(socket: WebSocket): void {
    const session = this.#sessions.get(socket);
    if (session === undefined) return;
    this.#sessions.delete(socket);
    const left = this.countAt(session.address) - 1;
    if (left > 0) this.#countAt.set(session.address, left);
    else this.#countAt.delete(session.address);
    if (session.state !== "joined") return;
    const sockets = this.#socketsOf.get(session.id);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.#socketsOf.delete(session.id);
  }
}
