/** What commands and events of `foyer.1` have in common. */
import type { MemberId } from "./values/identity.ts";
import type { PersonName } from "./values/names.ts";

/** The WebSocket subprotocol that a client offers. */
export const SUBPROTOCOL = "foyer.1";

/** Heartbeat: the platform answers `ping` with `pong` without waking a sleeping room. */
export const PING = "ping";
export const PONG = "pong";

/**
 * A place in a room's one order of changes: 1 is the first, 0 is before it.
 * @asType integer
 * @minimum 0
 */
export type Seq = number;

/** What a client has already: everything up to `seq` in the history that `epoch` names. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: Seq;
}

export interface Person {
  readonly id: MemberId;
  readonly name: PersonName;
}

/** `member`: has proved a key. `guest`: uses the plain dialect, under any name. */
export type Role = "member" | "guest";
