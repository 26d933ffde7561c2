/** What commands and events of `foyer.1` have in common: the name of the subprotocol, the heartbeat, seqs, cursors, people. */
import type { MemberId } from "./values/identity.ts";
import type { PersonName } from "./values/names.ts";

/** The WebSocket subprotocol in which all of this is said. */
export const SUBPROTOCOL = "foyer.1";

/** The text that the platform answers with `pong`, without waking a sleeping room. */
export const PING = "ping";
export const PONG = "pong";

/**
 * A place in a room's one order of changes: 1 is the first, 0 is before it.
 * @asType integer
 * @minimum 0
 */
export type Seq = number;

/** How far a client has come: everything up to `seq` of the history that `epoch` names. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: Seq;
}

export interface Person {
  readonly id: MemberId;
  readonly name: PersonName;
}

/** `member`: proved a key. `guest`: came by the plain dialect, under any name. */
export type Role = "member" | "guest";
