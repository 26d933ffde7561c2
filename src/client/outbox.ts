/**
 * Owns what was said here and not yet confirmed by the room. One message is on its way at a time: the next leaves when
 * the room has answered, so a refusal in the middle (too fast, say) cannot change their order. Pure.
 */
import type { RefusalReason } from "../protocol/wire.ts";

export interface Outgoing {
  readonly clientId: string;
  readonly text: string;
  /** `waiting` to be sent, `sent` and to be confirmed, `failed` for good unless the author tries again. */
  readonly state: "waiting" | "sent" | "failed";
  /** Of a failed one: why. */
  readonly reason?: RefusalReason;
}

/** In the order in which they were said. */
export type Outbox = readonly Outgoing[];

/** The message to send now, or null: none waits, or one is on its way. */
export function nextToSend(outbox: Outbox): Outgoing | null {
  if (outbox.some(({ state }) => state === "sent")) return null;
  return outbox.find(({ state }) => state === "waiting") ?? null;
}

export function said(outbox: Outbox, clientId: string, text: string): Outbox {
  return [...outbox, { clientId, text, state: "waiting" }];
}

export function sent(outbox: Outbox, clientId: string): Outbox {
  return change(outbox, clientId, (outgoing) => ({ ...outgoing, state: "sent" }));
}

/** The connection dropped: what was on its way is sent again, under its old `clientId`. */
export function dropped(outbox: Outbox): Outbox {
  return outbox.map((outgoing) => (outgoing.state === "sent" ? { ...outgoing, state: "waiting" } : outgoing));
}

/** The room has it, or its author does not want it any more. */
export function settled(outbox: Outbox, clientId: string): Outbox {
  return outbox.some((outgoing) => outgoing.clientId === clientId)
    ? outbox.filter((outgoing) => outgoing.clientId !== clientId)
    : outbox;
}

/** The room refused it. Where the refusal says that it will do later, it waits again. */
export function refused(outbox: Outbox, clientId: string, reason: RefusalReason, isForNow: boolean): Outbox {
  return change(outbox, clientId, ({ text }) =>
    isForNow ? { clientId, text, state: "waiting" } : { clientId, text, state: "failed", reason },
  );
}

/** Its author tries again: it goes to the end of the queue, because later ones may have been sent already. */
export function retried(outbox: Outbox, clientId: string): Outbox {
  const failed = outbox.find((outgoing) => outgoing.clientId === clientId && outgoing.state === "failed");
  return failed === undefined ? outbox : said(settled(outbox, clientId), clientId, failed.text);
}

function change(outbox: Outbox, clientId: string, to: (outgoing: Outgoing) => Outgoing): Outbox {
  return outbox.map((outgoing) => (outgoing.clientId === clientId ? to(outgoing) : outgoing));
}
