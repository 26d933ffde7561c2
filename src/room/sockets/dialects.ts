import { encodeEvent, frameOf, type Encoded } from "../../protocol/codec/encoding.ts";
import { encodePlain, encodePlainClosing, encodePlainRefusal } from "../../protocol/codec/plain.ts";
import type { Closing, DurableEvent, Refused } from "../../protocol/events.ts";
import { BACKLOG_MAX_BYTES, PLAIN_MAX_BYTES } from "../../protocol/limits.ts";
import { SUBPROTOCOL } from "../../protocol/wire.ts";
import type { DialectName } from "../../protocol/shared/connect-request.ts";

/** Something that everybody in the room is told. */
export interface Announcement {
  readonly json: Encoded;
  /** Null if it has no seq. */
  readonly event: DurableEvent | null;
}

/** How a subscriber is spoken to, and what may be expected of it. Delivery knows no more about a dialect than this. */
export interface Dialect {
  /** Echoed to a client that asked for it ([C1]); null if it asked for none. */
  readonly subprotocol: string | null;
  /** The frames that tell a subscriber of `announcements`, in order. Called once a turn, however many subscribers there are. */
  encode(announcements: readonly Announcement[]): readonly string[];
  encodeRefusal(refused: Refused): string;
  encodeClosing(closing: Closing): string;
  /** Whether its clients confirm marks, and so show that they read and that they are alive ([W1], [W4]). */
  readonly confirms: boolean;
  /** Bytes that may be sent without being confirmed; or at all, to a client that confirms nothing. */
  readonly maxUnconfirmedBytes: number;
}

const FOYER: Dialect = {
  subprotocol: SUBPROTOCOL,
  encode: (announcements) => [frameOf(announcements.map(({ json }) => json))],
  encodeRefusal: encodeEvent,
  encodeClosing: encodeEvent,
  confirms: true,
  maxUnconfirmedBytes: BACKLOG_MAX_BYTES,
};

/** A plain client gets one frame for each message, and nothing else ([D2], [D7]). */
const PLAIN: Dialect = {
  subprotocol: null,
  encode: (announcements) => announcements.flatMap(({ event }) => plainMessage(event)),
  encodeRefusal: encodePlainRefusal,
  encodeClosing: encodePlainClosing,
  confirms: false,
  maxUnconfirmedBytes: PLAIN_MAX_BYTES,
};

/** It asked for the new text of edited messages as well ([D7]). */
const PLAIN_WITH_EDITS: Dialect = {
  ...PLAIN,
  encode: (announcements) =>
    announcements.flatMap(({ event }) =>
      event?.type === "edited" ? [encodePlain(event.by, event.text)] : plainMessage(event),
    ),
};

/** How a session says which dialect it speaks. It is kept in the socket's attachment, so it is data. */
export interface DialectChoice {
  readonly dialect: DialectName;
  readonly wantsEdits?: boolean;
}

export function dialectOf({ dialect, wantsEdits = false }: DialectChoice): Dialect {
  switch (dialect) {
    case "foyer.1":
      return FOYER;
    case "plain":
      return wantsEdits ? PLAIN_WITH_EDITS : PLAIN;
  }
}

function plainMessage(event: DurableEvent | null): readonly string[] {
  return event?.type === "said" ? [encodePlain(event.from, event.text)] : [];
}
