import type { MemberId } from "../../protocol/values/identity.ts";
import type { PersonName } from "../../protocol/values/names.ts";
import type { DialectName } from "../../protocol/shared/connect-request.ts";
import type { DialectChoice } from "./dialects.ts";

/**
 * The states of a socket. `challenged`: it must prove its key, with `nonce`. `joined`: it is in the room. `closed`: it was told to
 * go, or is gone; late frames from it are ignored.
 */
export type Session = Challenged | Joined | Closed;

export interface Challenged {
  readonly state: "challenged";
  readonly address: string;
  /** When it connected, in milliseconds since 1970. */
  readonly since: number;
  /** The host that the client connected to, which its signature must name. */
  readonly host: string;
  readonly nonce: string;
}

export interface Joined extends DialectChoice {
  readonly state: "joined";
  readonly address: string;
  /** When it connected, in milliseconds since 1970. */
  readonly since: number;
  readonly id: MemberId;
  /** The name asked for; a guest may be shown under another. */
  readonly name: PersonName;
  /** When it was last sent a mark because it had been silent, in milliseconds since 1970. */
  readonly probedAt?: number;
  /** When it last answered such a mark, in milliseconds since 1970. */
  readonly heardAt?: number;
}

interface Closed {
  readonly state: "closed";
  /** It counts for its address until it is gone. */
  readonly address?: string;
}

const CLOSED: Closed = { state: "closed" };

/**
 * What the room knows of each socket. It is kept in the attachment, which outlives hibernation, and indexed in memory by member
 * and by address. When the room wakes, the index is filled again from the attachments.
 */
export class Sessions {
  readonly #sessions = new Map<WebSocket, Challenged | Joined>();
  readonly #socketsOf = new Map<MemberId, Set<WebSocket>>();
  /** Sockets that were closed and are not gone yet, with their addresses. */
  readonly #closing = new Map<WebSocket, string>();
  /** Open and closing sockets. */
  readonly #countAt = new Map<string, number>();

  /** Restores the sockets that stayed open while the room slept. Returns those that have joined. */
  restore(sockets: readonly WebSocket[]): ReadonlyMap<WebSocket, Joined> {
    const joined = new Map<WebSocket, Joined>();
    for (const socket of sockets) {
      const session: Session | null = socket.deserializeAttachment();
      if (session === null) continue;
      if (session.state === "closed") {
        if (session.address !== undefined) this.#keepClosing(socket, session.address);
        continue;
      }
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

  /** How many sockets from `address` are open, or closed and still hold memory. */
  countAt(address: string): number {
    return this.#countAt.get(address) ?? 0;
  }

  set(socket: WebSocket, session: Challenged | Joined): void {
    this.#forget(socket);
    this.#index(socket, session);
    socket.serializeAttachment(session);
  }

  /** The newest name of a member holds for all of their sockets, even after the room has slept. */
  rename(id: MemberId, name: PersonName): void {
    for (const socket of this.ofMember(id)) {
      const session = this.of(socket);
      if (session.state === "joined" && session.name !== name) this.set(socket, { ...session, name });
    }
  }

  /** Closes this session. The socket counts for its address until it is `gone`. Returns the session as it was. */
  close(socket: WebSocket): Session {
    const session = this.of(socket);
    if (session.state === "closed") return session;
    this.#forget(socket);
    this.#keepClosing(socket, session.address);
    socket.serializeAttachment({ ...CLOSED, address: session.address } satisfies Closed);
    return session;
  }

  /** Nothing is left of a closed socket. */
  gone(socket: WebSocket): void {
    const address = this.#closing.get(socket);
    if (address === undefined) return;
    this.#closing.delete(socket);
    this.#count(address, -1);
  }

  #keepClosing(socket: WebSocket, address: string): void {
    this.#closing.set(socket, address);
    this.#count(address, 1);
  }

  #count(address: string, change: 1 | -1): void {
    const count = this.countAt(address) + change;
    if (count > 0) this.#countAt.set(address, count);
    else this.#countAt.delete(address);
  }

  #index(socket: WebSocket, session: Challenged | Joined): void {
    this.#sessions.set(socket, session);
    this.#count(session.address, 1);
    if (session.state !== "joined") return;
    const sockets = this.#socketsOf.get(session.id) ?? new Set();
    this.#socketsOf.set(session.id, sockets.add(socket));
  }

  #forget(socket: WebSocket): void {
    const session = this.#sessions.get(socket);
    if (session === undefined) return;
    this.#sessions.delete(socket);
    this.#count(session.address, -1);
    if (session.state !== "joined") return;
    const sockets = this.#socketsOf.get(session.id);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.#socketsOf.delete(session.id);
  }
}

/** What a socket speaks. Only `foyer.1` is challenged: a plain client joins as it connects. */
export function dialectNameOf(session: Challenged | Joined): DialectName {
  return session.state === "joined" ? session.dialect : "foyer.1";
}
