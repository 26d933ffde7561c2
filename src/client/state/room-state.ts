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

/** What the client knows of one room, folded from its events into signals. What else an event leads to is the session's business. */
export class RoomState {
  readonly timeline: Signal<timeline.Timeline>;
  /** Whether the reader is at the newest message and wants to stay there. */
  readonly isFollowing = signal(true);
  readonly people = signal(people.NOBODY);
  readonly #knownNames = signal(NO_NAMES);
  readonly #you: Signal<Person>;
  readonly #topic = signal<Topic>(NO_TOPIC);
  readonly #wasWelcomed = signal(false);
  /** Milliseconds by which the room's clock is ahead of this device's. */
  readonly #clockAheadMs = signal(0);

  readonly #clock: Clock;

  /** `you`: the user, until the room says how it knows them. `seen`: what an earlier visit left. */
  constructor(clock: Clock, you: Person, seen: timeline.Timeline = timeline.EMPTY_TIMELINE) {
    this.#clock = clock;
    this.#you = signal(you);
    this.timeline = signal(seen);
    this.#learnNames([you, ...seen.messages.map(({ from }) => from)]);
  }

  /** The user, as the room knows them. */
  get you(): ReadonlySignal<Person> {
    return this.#you;
  }

  /** The room's topic; empty if there is none. */
  get topic(): ReadonlySignal<Topic> {
    return this.#topic;
  }

  /** Whether the room was ever reached. Before that, an empty timeline means nothing. */
  get wasWelcomed(): ReadonlySignal<boolean> {
    return this.#wasWelcomed;
  }

  /** The room's clock now, in milliseconds since 1970. */
  now(): number {
    return this.#clock.now() + this.#clockAheadMs.value;
  }

  /** The history that the seqs of the timeline belong to; null before the first welcome. */
  get epoch(): string | null {
    return this.timeline.value.cursor?.epoch ?? null;
  }

  /** Whether `text` mentions the user, and not only somebody whose name begins with theirs. */
  callsYou(text: string): boolean {
    return isMentioned(text, this.#you.value.name, this.namesIn(text));
  }

  /** The names by which texts may mention somebody; the map changes with each new one. */
  get knownNames(): ReadonlySignal<KnownNames> {
    return this.#knownNames;
  }

  /** The names that `text` may mention. A view that reads them is drawn again for a new name, unless the text can mention nobody. */
  namesIn(text: string): readonly PersonName[] {
    return hasAtSign(text) ? namesIn(text, this.#knownNames.value) : [];
  }

  /** Learns the names of the authors in a page. */
  paged(messages: readonly Said[]): void {
    this.#learnNames(messages.map(({ from }) => from));
  }

  /** Whether an event of this seq shows that one before it was missed. */
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
    // Nothing is left of the place where the reader was.
    if (!welcome.recovered || this.timeline.value.messages.length === 0) this.isFollowing.value = true;
  }

  /** Returns whether the message is new here. A page may have brought it before its event came. */
  said(said: Said): boolean {
    const isNew = said.seq > this.timeline.value.newest;
    this.timeline.value = timeline.received(this.timeline.value, said, this.isFollowing.value);
    if (isNew) this.people.value = people.hasSpoken(this.people.value, said.from.id);
    this.#learnNames([said.from]);
    return isNew;
  }

  /** A message or the topic was changed. */
  changed(event: ChangeEvent): void {
    if (event.type !== "topic_set") {
      this.timeline.value = timeline.amended(this.timeline.value, event);
      return;
    }
    this.#topic.value = event.topic;
    this.passed(event.seq);
  }

  /** An event of an unknown type: only its seq counts. */
  passed(seq: Seq): void {
    this.timeline.value = timeline.passed(this.timeline.value, seq);
  }

  /** Returns whether the user has another name now. (A room also repeats who is here, the user included.) */
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
