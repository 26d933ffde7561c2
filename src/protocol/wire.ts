/**
 * Owns what commands and events have in common in `foyer.1`: the subprotocol's name, the heartbeat, and what places, people
 * and cursors are. What a client may send is in `commands.ts`, what a server may send in `events.ts`; PROTOCOL.md says what
 * they mean.
 */
import type { MemberId } from "./values/identity.ts";
import type { PersonName } from "./values/names.ts";

/** The WebSocket subprotocol in which all of this is said. */
export const SUBPROTOCOL = "foyer.1";

/** The text that the platform answers with `pong`, without waking a sleeping room. */
export const PING = "ping";
export const PONG = "pong";

/** A place in a room's one order of changes: 1 is the first. */
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
