import type { RoomSession } from "../../../src/client/room-session.ts";
import type { PendingCommand } from "../../../src/client/sending/outbox.ts";
import type { Timeline } from "../../../src/client/state/timeline.ts";
import type { DurableEvent, RefusalReason, Said } from "../../../src/protocol/events.ts";
import type { Person, Seq } from "../../../src/protocol/wire.ts";
import type { RoomFacts } from "../recording.ts";
import type { Choices } from "./choices.ts";

export type CommandType = PendingCommand["type"];
export type CommandOf<Type extends CommandType> = Extract<PendingCommand, { type: Type }>;

/** All fields of `Shape`, also its optional ones, which may be undefined: a new field does not compile until it is named. */
export type AllFields<Shape> = { readonly [Field in keyof Required<Shape>]: Shape[Field] };

/** Who may do it. Anyone may do what changes no message. */
export type Authority = "anyone" | "the author of the target";

/** A command in its place in the room's order. */
export interface Placed<Command extends PendingCommand = PendingCommand> {
  readonly seq: Seq;
  readonly at: number;
  readonly by: Person;
  readonly clientId: string;
  readonly command: Command;
}

/** The room as it was at some seq. */
export interface Moment {
  message(seq: Seq): Said | null;
  readonly room: RoomFacts;
}

/** What a command makes of the room: a message in a new state, or new facts of the room itself. */
export type Effect = { readonly message: Said } | { readonly room: Partial<RoomFacts> };

/**
 * All that the chaos test knows of one command: how a random one is made and sent, which event answers it, and what it does by
 * the rules of PROTOCOL.md. The rules are written here a second time on purpose: with the room's own code, a mistake in
 * that code would agree with itself.
 */
export interface Deed<Command extends PendingCommand, Event extends DurableEvent> {
  /** What the figures call many of them: "edits". */
  readonly plural: string;
  /** How often people do it, compared with the other changes; 0 for `say`, which has a number of its own in the options. */
  readonly weight: number;
  /** Called once for each tab. Returns what makes a random command, or null where there is nothing to do it to. */
  drawer(choices: Choices): (timeline: Timeline, text: string) => Command | null;
  send(session: RoomSession, command: Command): void;
  /** What a plain client hears of it, or null. */
  heardByPlainClients(command: Command, client: { readonly wantsEdits: boolean }): string | null;
  /** The message that it changes, or null. */
  target(command: Command): Seq | null;
  readonly authority: Authority;
  /** Why else the room must refuse it, beside `no_such_message` and `not_yours`. Any other refusal is a violation. */
  refusals(command: Command, target: Said | null): readonly RefusalReason[];
  /**
   * Whether the room answers a command that changes nothing with an event that takes no place in the order. Of such, only what
   * others received is certain.
   */
  readonly mayChangeNothing: boolean;
  /** What it does when nothing forbids it; null where it changes nothing. `target`: the message before, where there is one. */
  effect(placed: Placed<Command>, target: Said | null): Effect | null;
  /** The event that answers it, as the room must word it when it is at `now`: later than `placed.seq` in a repeat. */
  event(placed: Placed<Command>, now: Moment): AllFields<Omit<Event, "repeat">>;
}

/** The fields that all events but `said` have in common. */
export function commonFields({ seq, at, by, clientId }: Placed): Pick<Placed, "seq" | "at" | "by" | "clientId"> {
  return { seq, at, by, clientId };
}

/** `fields` without those that are undefined: a message as it travels. */
export function defined<Shape>(fields: AllFields<Shape>): Shape {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Shape;
}
