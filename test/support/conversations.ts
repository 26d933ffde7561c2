/** A conversation as tests hold it: over a history in memory, with shorthands for what is said and heard in it. */
import { type Encoded, parseEvents, type UnknownEvent } from "../../src/protocol/codec/encoding.ts";
import type { MemberId } from "../../src/protocol/values/identity.ts";
import type { ChangeCommand, Say } from "../../src/protocol/commands.ts";
import type { Cursor, Person } from "../../src/protocol/wire.ts";
import type { ServerEvent, Welcome } from "../../src/protocol/events.ts";
import { Conversation } from "../../src/room/rules/conversation.ts";
import type { Outcome } from "../../src/room/rules/outcome.ts";
import type { History } from "../../src/room/history/history.ts";
import { MemoryHistory } from "./memory-history.ts";
import type { Sender } from "../../src/room/sockets/rate-limits.ts";
import { readSettings, type Settings } from "../../src/room/settings.ts";
import { personName, roomName, say } from "./people.ts";

/** The settings of wrangler.toml. */
export const SETTINGS: Settings = readSettings({ SOCKETS_PER_ADDRESS: 256, HISTORY_LIMIT: 0 });

/** Settings under which nobody is ever too fast. */
export const HASTY: Settings = { ...SETTINGS, rateLimits: false };

/** Settings under which everything has its usual rate but what is said. */
export const TALKATIVE: Settings = readSettings({
  SOCKETS_PER_ADDRESS: 256,
  HISTORY_LIMIT: 0,
  MESSAGES_PER_SECOND: 1e9,
  MESSAGE_BURST: 1e9,
  ADDRESS_CHANGES_PER_SECOND: 1e9,
  ADDRESS_KNOWN_CHANGES_PER_SECOND: 1e9,
  ADDRESS_KNOWN_CHANGE_BURST: 1e9,
  ADDRESS_CHANGE_BURST: 1e9,
  ROOM_CHANGES_PER_SECOND: 1e9,
  ROOM_CHANGE_BURST: 1e9,
});

type WithoutId<Each> = Each extends unknown ? Omit<Each, "clientId"> : never;

export class Talk {
  readonly history: History;
  readonly settings: Settings;
  conversation: Conversation;
  now = 1_000_000;
  /** The address of the next person who acts. */
  address = "192.0.2.1";
  #changes = 0;

  constructor(settings = SETTINGS, history: History = new MemoryHistory("epoch-1", settings.historyLimit)) {
    this.history = history;
    this.settings = settings;
    this.conversation = new Conversation(roomName("tea"), history, settings);
  }

  /** What a room does that wakes: everything in memory is gone, but for those whose sockets are open. */
  sleepAndWake(present: readonly (Person & { readonly dialect: "foyer.1" | "plain" })[]): void {
    this.conversation = new Conversation(roomName("tea"), this.history, this.settings);
    this.conversation.restore(present);
  }

  enter(person: Person, after: Cursor | null = null): Welcome {
    const event = eventOf(this.conversation.enter(person, after, this.now));
    if (event.type !== "welcome") throw new Error(`Not a welcome: ${event.type}`);
    return event;
  }

  say(person: Person, text: string, details: Partial<Say> = {}): Answer {
    return answerOf(this.conversation.handle(this.#senderOf(person), { ...say(text), ...details }, this.now));
  }

  /** `command` without a client id has a fresh one. */
  change(person: Person, command: WithoutId<Exclude<ChangeCommand, Say>> & { clientId?: string }): Answer {
    const change = { clientId: `change ${++this.#changes}`, ...command };
    return answerOf(this.conversation.handle(this.#senderOf(person), change, this.now));
  }

  /** How many outcomes the mark had, and the last. */
  read(person: Person, seq: number): Answer | null {
    const outcomes = this.conversation.handle(this.#senderOf(person), { type: "read", seq }, this.now);
    return outcomes.length === 0 ? null : answerOf(outcomes);
  }

  sayAsGuest(person: Person, name: string, text: string): Answer {
    return answerOf([this.conversation.sayAsGuest(this.#senderOf(person), personName(name), say(text), this.now)]);
  }

  rename(person: Person, name: string): Answer {
    return answerOf(
      this.conversation.handle(this.#senderOf(person), { type: "rename", name: personName(name) }, this.now),
    );
  }

  page(person: Person, where: "before" | "after" | "around", seq: number, limit = 50): Answer {
    return answerOf(
      this.conversation.handle(this.#senderOf(person), { type: "page", requestId: "r", where, seq, limit }, this.now),
    );
  }

  type(person: Person): void {
    this.conversation.handle(this.#senderOf(person), { type: "typing" }, this.now);
  }

  /** The names under which people are here, by their ids, to somebody who comes in now and leaves again. */
  namesSeenBy(person: Person): ReadonlyMap<MemberId, string> {
    const { members } = this.enter(person);
    this.conversation.leave(person.id);
    return new Map(members.map(({ id, name }) => [id, name]));
  }

  #senderOf({ id }: Person): Sender {
    return { id, address: this.address };
  }
}

/** The one outcome of a command: to whom, and what. */
export interface Answer {
  readonly to: Outcome["to"];
  readonly event: ServerEvent | UnknownEvent;
}

function answerOf(outcomes: readonly Outcome[]): Answer {
  const [outcome, ...others] = outcomes;
  if (outcome === undefined || others.length > 0) throw new Error(`${outcomes.length} outcomes, and not one.`);
  return { to: outcome.to, event: "refused" in outcome ? outcome.refused : eventOf(outcome.json) };
}

function eventOf(json: Encoded): ServerEvent | UnknownEvent {
  const [event] = parseEvents(json);
  if (event === undefined) throw new Error("No event.");
  return event;
}
