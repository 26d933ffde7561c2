/**
 * The changes that the user made and the room has not confirmed. One is in flight at a time: the next is sent when the room has
 * answered, so a refusal in the middle (such as `too_fast`) cannot change their order. Pure.
 */
import { changed } from "../../protocol/changes.ts";
import type { ChangeCommand } from "../../protocol/commands.ts";
import type { Person } from "../../protocol/wire.ts";
import type { RefusalReason, Said } from "../../protocol/events.ts";

type Without<Each, Key extends PropertyKey> = Each extends unknown ? Omit<Each, Key> : never;

/** A change before it has a client id. */
export type PendingCommand = Without<ChangeCommand, "clientId">;

export interface OutboxEntry {
  readonly clientId: string;
  readonly command: PendingCommand;
  /** The history that its seqs belong to; null if none was known yet. */
  readonly epoch: string | null;
  /** `waiting` to be sent; `sent`, but not confirmed; `failed`, unless its author tries again. */
  readonly state: "waiting" | "sent" | "failed";
  /** Why it failed. */
  readonly reason?: RefusalReason;
}

/** In the order in which the user made them. */
export type Outbox = readonly OutboxEntry[];

/** `held` after what was `abandoned` elsewhere. What is in both is there once, as in `held`. */
export function adopted(held: Outbox, abandoned: Outbox): Outbox {
  const byId = new Map([...abandoned, ...held].map((outgoing) => [outgoing.clientId, outgoing]));
  return [...byId.values()]; // a map keeps the first place and the last value
}

/** The change to send now; null if none waits, or if one is in flight. */
export function nextToSend(outbox: Outbox): OutboxEntry | null {
  if (outbox.some(({ state }) => state === "sent")) return null;
  return outbox.find(({ state }) => state === "waiting") ?? null;
}

export function queued(outbox: Outbox, clientId: string, command: PendingCommand, epoch: string | null): Outbox {
  return [...outbox, { clientId, command, epoch, state: "waiting" }];
}

export function sent(outbox: Outbox, clientId: string): Outbox {
  return change(outbox, clientId, (outgoing) => ({ ...outgoing, state: "sent" }));
}

/** The connection dropped: what was in flight is sent again, under its old `clientId`. */
export function dropped(outbox: Outbox): Outbox {
  return outbox.map((outgoing) => (outgoing.state === "sent" ? { ...outgoing, state: "waiting" } : outgoing));
}

/** The room has it, or its author discarded it. */
export function settled(outbox: Outbox, clientId: string): Outbox {
  return outbox.some((outgoing) => outgoing.clientId === clientId)
    ? outbox.filter((outgoing) => outgoing.clientId !== clientId)
    : outbox;
}

/**
 * The room refused it. If the refusal says that it will do later, it waits again. A text stays, for its author to decide.
 * Anything else is dropped: it is as easily done again.
 */
export function refused(outbox: Outbox, clientId: string, reason: RefusalReason, isForNow: boolean): Outbox {
  const found = outbox.find((outgoing) => outgoing.clientId === clientId);
  if (found === undefined) return outbox;
  if (!isForNow && textOf(found.command) === null) return settled(outbox, clientId);
  return change(outbox, clientId, ({ command, epoch }) =>
    isForNow ? { clientId, command, epoch, state: "waiting" } : { clientId, command, epoch, state: "failed", reason },
  );
}

/** Its author tries again. It goes to the end of the queue, because later ones may have been sent already. */
export function retried(outbox: Outbox, clientId: string): Outbox {
  const failed = outbox.find((outgoing) => outgoing.clientId === clientId && outgoing.state === "failed");
  return failed === undefined ? outbox : queued(settled(outbox, clientId), clientId, failed.command, failed.epoch);
}

/**
 * The room's history is the one that `epoch` names. In another history a seq is another message, or none: changes of messages
 * there fail, and a reply is sent as a plain message.
 */
export function inHistory(outbox: Outbox, epoch: string): Outbox {
  const strangers = outbox.filter((outgoing) => (outgoing.epoch ?? epoch) !== epoch); // older versions kept no epoch
  return strangers.reduce((rest, { clientId, command }) => {
    switch (command.type) {
      case "edit":
      case "remove":
      case "react":
        return refused(rest, clientId, "no_such_message", false);
      case "say":
        return change(rest, clientId, (outgoing) => ({ ...outgoing, epoch, command: { ...command, replyTo: null } }));
      case "topic":
        return rest;
    }
  }, outbox);
}

/** The text that the user wrote for it, which must not be lost; null if there is none. */
export function textOf(command: PendingCommand): string | null {
  return command.type === "say" || command.type === "edit" ? command.text : null;
}

/** `messages` as they will be once the room has these changes: an optimistic update. */
export function optimistic(messages: readonly Said[], outbox: Outbox, you: Person, now: number): readonly Said[] {
  return outbox.reduce((before, { clientId, command, state }) => {
    if (state === "failed" || command.type === "say" || command.type === "topic") return before;
    const common = { seq: 0, at: now, by: you, clientId, target: command.target };
    const after = (said: Said): Said => {
      switch (command.type) {
        case "edit":
          return changed(said, { type: "edited", ...common, text: command.text });
        case "remove":
          return changed(said, { type: "removed", ...common });
        case "react":
          return changed(said, { type: "reacted", ...common, emoji: command.emoji, on: command.on });
      }
    };
    return before.map((said) => (said.seq === command.target ? after(said) : said));
  }, messages);
}

function change(outbox: Outbox, clientId: string, to: (outgoing: OutboxEntry) => OutboxEntry): Outbox {
  return outbox.map((outgoing) => (outgoing.clientId === clientId ? to(outgoing) : outgoing));
}
