/** The events that tests let a server send: whole ones, of which a test says only what it is about. */
import { NO_TOPIC } from "../../../src/protocol/values/topics.ts";
import { LOBBY } from "../../../src/protocol/values/names.ts";
import type { PageEvent, RefusalReason, Refused, Said, Welcome } from "../../../src/protocol/events.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import { LIN, MEI } from "../people.ts";

/** The room's clock at its first message, in milliseconds since 1970. */
export const FIRST_AT = 1_794_000_000_000;

/** The message of this seq: by Mei, a second after the one before it. */
export function said(seq: Seq, details: Partial<Said> = {}): Said {
  const text = `message ${seq}`;
  return { type: "said", seq, at: FIRST_AT + seq * 1_000, from: MEI, text, clientId: `m${seq}`, ...details };
}

/** The messages from seq `first` to seq `last`. */
export function saidFrom(first: Seq, last: Seq): readonly Said[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => said(first + index));
}

export function seqsOf(messages: readonly Said[]): readonly Seq[] {
  return messages.map(({ seq }) => seq);
}

/** Lin's welcome, to a room where only Lin is; its seq is that of the last message. */
export function welcome(details: Partial<Welcome> = {}): Welcome {
  return {
    type: "welcome",
    you: { ...LIN, role: "member" },
    room: { name: LOBBY, topic: NO_TOPIC },
    read: 0,
    epoch: "epoch-1",
    seq: details.messages?.at(-1)?.seq ?? 0,
    oldest: 1,
    at: FIRST_AT,
    recovered: false,
    messages: [],
    more: false,
    members: [LIN],
    count: 1,
    limits: { text: 4_000, name: 40, messagesPerSecond: 2, messageBurst: 10 },
    ...details,
  };
}

export function page(messages: readonly Said[], more: boolean, requestId = "r"): PageEvent {
  return { type: "page", requestId, messages, more };
}

export function refused(reason: RefusalReason, details: Partial<Refused> = {}): Refused {
  return { type: "refused", reason, message: "For a person.", ...details };
}
