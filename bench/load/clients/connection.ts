/** Owns what the load knows of one client, whatever it speaks. */
import type { RawSocket } from "./raw-socket.ts";

/** One client's side of a dialect, once it is in. */
export interface Connection {
  readonly socket: RawSocket;
  /** Messages that were said before it came in, and that it need not receive; null where the server does not tell. */
  readonly earlierMessages: number | null;
  /** The frame that says `text`. */
  say(text: string): string;
  /** How many messages `payload` carries. Throws where one before them is missing, if the dialect can tell. */
  count(payload: Buffer): number;
}
