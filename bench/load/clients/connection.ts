import type { RawSocket } from "./raw-socket.ts";

/** One client in a room, in any dialect. */
export interface Connection {
  readonly socket: RawSocket;
  /** How many messages were sent before it joined, and need not arrive. Null if the server does not say. */
  readonly earlierMessages: number | null;
  /** The frame that sends `text`. */
  encode(text: string): string;
  /** How many messages are in `payload`. Throws if one before them is missing, where the dialect numbers them. */
  countMessages(payload: Buffer): number;
}
