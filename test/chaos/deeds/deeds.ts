import type { PendingCommand } from "../../../src/client/sending/outbox.ts";
import type { DurableEvent } from "../../../src/protocol/events.ts";
import type { CommandOf, CommandType, Deed } from "./deed.ts";
import { edit } from "./edit.ts";
import { react } from "./react.ts";
import { remove } from "./remove.ts";
import { say } from "./say.ts";
import { topic } from "./topic.ts";

/**
 * Everything that people do in a chaos run. To add a deed:
 *
 * 1. Write `deeds/<command>.ts`: all fields of `Deed` are explained in `deed.ts`.
 * 2. Name it in both tables below. The compiler asks for both as soon as the command and its event exist.
 * 3. Give an example of it in `check/examples/deed-examples.ts`: from that, `check/deeds.test.ts` proves that the checker
 *    notices when the deed is lost, repeated, forged in any field, done without permission or refused without reason.
 * 4. Where it gives `Said` or `welcome.room` a new field, the compiler leads to the deeds that have to say its value.
 *
 * Scheduling, recording, the model of the room, the comparisons, the figures and the tests follow from the tables.
 */
export const DEEDS: { readonly [Type in CommandType]: Deed<CommandOf<Type>, DurableEvent> } = {
  say,
  edit,
  remove,
  react,
  topic,
};

/** The deed that each event of the room's order reports. */
const REPORTED: {
  readonly [Type in DurableEvent["type"]]: Deed<PendingCommand, Extract<DurableEvent, { type: Type }>>;
} = {
  said: say,
  edited: edit,
  removed: remove,
  reacted: react,
  topic_set: topic,
};

/** A deed of which it is not known here which one it is. */
export type AnyDeed = Deed<PendingCommand, DurableEvent>;

export const COMMAND_TYPES = Object.keys(DEEDS) as readonly CommandType[];

export function deedOf({ type }: PendingCommand): AnyDeed {
  return DEEDS[type];
}

/** Whether `event` answers a command like this one. */
export function answers(event: DurableEvent, command: PendingCommand): boolean {
  return REPORTED[event.type] === DEEDS[command.type];
}

/** Whether `event` reports a change, and so has a place in the room's order. */
export function isDurable<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, { readonly type: DurableEvent["type"] }> {
  return Object.hasOwn(REPORTED, event.type);
}

export function deedReportedBy({ type }: DurableEvent): AnyDeed {
  return REPORTED[type];
}
