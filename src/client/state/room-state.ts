/**
 * Owns what this page knows of one room: what was said in it, who is there, what it is about, how far one has read. Folded
 * from the room's events into signals; what follows from an event beyond that is the session's.
 */
import type { PersonName } from "../../protocol/values/names.ts";
import { signal, type ReadonlySignal, type Signal } from "@preact/signals-core";
import { isMentioned } from "../../protocol/values/mentions.ts";
import { NO_TOPIC, type Topic } from "../../protocol/values/topics.ts";
import type { ChangeEvent, DurableEvent, Presence, Said, Welcome } from "../../protocol/events.ts";
import type { Person, Seq } from "../../protocol/wire.ts";
import type { Clock } from "../clock.ts";
import { hasAtSign, namesIn, NO_NAMES, withNames, type KnownNames } from "./known-names.ts";
import * as people from "./people.ts";
import * as timeline from "./timeline.ts";

export class RoomState {
  readonly timeline: Signal<timeline.Timeline>;
  /** Whether the reader is at the newest message, and wants to stay there. */
  readonly isFollowing = signal(true);
  readonly people = signal(people.NOBODY);
  readonly #knownNames = signal(NO_NAMES);
  readonly #you: Signal<Person>;
  readonly #topic = signal<Topic>(NO_TOPIC);
  readonly #wasWelcomed = signal(false);
  /** Milliseconds by which the room's clock is ahead of this device's. */
  readonly #clockAheadMs = signal(0);

  readonly #clock: Clock;

  /** `you`: oneself before the room was reached; `seen`: what an earlier visit has left. */
  constructor(clock: Clock, you: Person, seen: timeline.Timeline = timeline.EMPTY_TIMELINE) {
    this.#clock = clock;
    this.#you = signal(you);
    this.timeline = signal(seen);
    this.#learnNames([you, ...seen.messages.map(({ from }) => from)]);
  }

  /** Oneself, as the room knows one once it was reached. */
  get you(): ReadonlySignal<Person> {
    return this.#you;
  }

  /** What the room is about; empty where nobody said. */
  get topic(): ReadonlySignal<Topic> {
    return this.#topic;
  }

  /** Whether the room was ever reached; before, an empty timeline says nothing. */
  get wasWelcomed(): ReadonlySignal<boolean> {
    return this.#wasWelcomed;
  }

  /** The room's clock now, in milliseconds since 1970. */
  now(): number {
    return this.#clock.now() + this.#clockAheadMs.value;
  }

  /** The history in which the seqs of the timeline mean something; null before the first welcome. */
  get epoch(): string | null {
    return this.timeline.value.cursor?.epoch ?? null;
  }

  /** Whether `text` calls the one who reads it, and not only somebody whose name begins with theirs. */
  callsYou(text: string): boolean {
    return isMentioned(text, this.#you.value.name, this.namesIn(text));
  }

  /** The names by which texts may mention somebody; the map changes with each new one. */
  get knownNames(): ReadonlySignal<KnownNames> {
    return this.#knownNames;
  }

  /** The names that `text` may mention. Whoever draws by them hears of new names, unless the text can mention nobody. */
  namesIn(text: string): readonly PersonName[] {
    return hasAtSign(text) ? namesIn(text, this.#knownNames.value) : [];
  }

  /** Learns the names of authors, of messages that a page brought. */
  paged(messages: readonly Said[]): void {
    this.#learnNames(messages.map(({ from }) => from));
  }

  /** Whether an event of this seq says that one before it was missed. */
  isGap(seq: Seq): boolean {
    return timeline.isGap(this.timeline.value, seq);
  }

  /** As in `timeline.ts`. */
  isNews(event: DurableEvent): boolean {
    return timeline.isNews(this.timeline.value, event);
  }

  welcomed(welcome: Welcome): void {
    this.timeline.value = timeline.welcomed(this.timeline.value, welcome, this.isFollowing.value);
    this.people.value = people.welcomedPeople(welcome);
    this.#you.value = { id: welcome.you.id, name: welcome.you.name };
    this.#topic.value = welcome.room.topic;
    this.#learnNames([welcome.you, ...welcome.members, ...welcome.messages.map(({ from }) => from)]);
    this.#clockAheadMs.value = welcome.at - this.#clock.now();
    this.#wasWelcomed.value = true;
    // Of the place where one was nothing is left.
    if (!welcome.recovered || this.timeline.value.messages.length === 0) this.isFollowing.value = true;
  }

  /** Returns whether it is news; else it was here before, as an answer to a repeat is. */
  said(said: Said): boolean {
    const isNew = said.seq > this.timeline.value.newest;
    this.timeline.value = timeline.received(this.timeline.value, said, this.isFollowing.value);
    if (isNew) this.people.value = people.hasSpoken(this.people.value, said.from.id);
    this.#learnNames([said.from]);
    return isNew;
  }

  /** A message, or the topic, is another one now. */
  changed(event: ChangeEvent): void {
    if (event.type !== "topic_set") {
      this.timeline.value = timeline.amended(this.timeline.value, event);
      return;
    }
    this.#topic.value = event.topic;
    this.passed(event.seq);
  }

  /** An event of which only the seq is understood. */
  passed(seq: Seq): void {
    this.timeline.value = timeline.passed(this.timeline.value, seq);
  }

  /** Returns whether one goes by another name now: rooms tell again of who is here, oneself included. */
  presence(presence: Presence): boolean {
    this.people.value = people.changed(this.people.value, presence);
    const before = this.#you.value;
    this.#you.value = presence.joined.find(({ id }) => id === before.id) ?? before;
    this.#learnNames(presence.joined);
    return this.#you.value.name !== before.name;
  }

  #learnNames(persons: readonly Person[]): void {
    this.#knownNames.value = withNames(
      this.#knownNames.peek(),
      persons.map(({ name }) => name),
    );
  }
}
