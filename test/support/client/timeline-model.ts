/**
 * A model of a reader and a room, for properties of the timeline: a list of what was said, a connection that loses
 * what is on it, and a reader who folds what arrives as a room's session does.
 */
import fc from "fast-check";
import { expect } from "vitest";
import * as timeline from "../../../src/client/state/timeline.ts";
import { PAGE_DEFAULT_MESSAGES } from "../../../src/protocol/limits.ts";
import type { Cursor, Seq } from "../../../src/protocol/wire.ts";
import type { PageEvent, Said, Welcome } from "../../../src/protocol/events.ts";
import { page, said, seqsOf, welcome } from "./events.ts";

/** Changes that this room's resume hands over; small, so that both outcomes are frequent. */
const RESUME_MAX = 200;

/** What happens next. Counts are large, so that a few steps reach the timeline's bound. */
export const readerStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("say"), count: fc.integer({ min: 1, max: 120 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("change") }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("deliver"), count: fc.integer({ min: 1, max: 150 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("repeat"), back: fc.nat({ max: 400 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("lose"), at: fc.nat({ max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("drop") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("resume") }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("ask"), where: fc.constantFrom("before", "after") }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("serve"), overtakes: fc.nat({ max: 5 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("follow"), isFollowing: fc.boolean() }) },
);

export type ReaderStep = typeof readerStep extends fc.Arbitrary<infer Value> ? Value : never;

type Asked = { readonly where: "before" | "after"; readonly seq: Seq } | "newest";

/** On its way to the reader. A change of a type that it does not know has only a seq. */
type Event = Said | Welcome | { readonly type: "changed"; readonly seq: Seq } | (PageEvent & { readonly asked: Asked });

export class TimelineModel {
  timeline = timeline.EMPTY_TIMELINE;
  /** What was said, in the room's order. */
  readonly said: Said[] = [];
  /** The room's last change. */
  head = 0;
  #isFollowing = true;
  /** Null while there is no connection. */
  #toReader: Event[] | null = null;
  /** Whether this connection's welcome has arrived. */
  #isOpen = false;
  /** What the reader asked for and got no answer to. */
  #asked: Asked | null = null;
  #toServe: Asked | null = null;

  /** A reader who came when `missed` messages had been said, and followed while `heard` more were. */
  constructor(missed: number, heard: number) {
    this.#say(missed);
    this.#resume();
    this.#say(heard);
    this.#deliver(Number.POSITIVE_INFINITY);
  }

  take(step: ReaderStep): void {
    switch (step.do) {
      case "say":
        return this.#say(step.count);
      case "change":
        this.head += 1;
        this.#toReader?.push({ type: "changed", seq: this.head });
        return;
      case "deliver":
        return this.#deliver(step.count);
      case "repeat":
        return this.#repeat(step.back);
      case "lose":
        if (this.#isOpen) this.#toReader?.splice(step.at, 1);
        return;
      case "drop":
        return this.#drop();
      case "resume":
        if (this.#toReader === null) this.#resume();
        return;
      case "ask":
        return this.#ask(step.where);
      case "serve":
        return this.#serve(step.overtakes);
      case "follow":
        this.#isFollowing = step.isFollowing;
        if (step.isFollowing && !timeline.isLive(this.timeline)) this.#request("newest");
    }
  }

  /** Resumes, and is handed everything; a request for the newest page stays under way. */
  comeBack(): void {
    const isNewestWished = this.#asked === "newest";
    this.#drop();
    this.#resume();
    this.#deliver(Number.POSITIVE_INFINITY);
    if (isNewestWished) this.#request("newest");
    this.#serve(0);
    this.#deliver(Number.POSITIVE_INFINITY);
  }

  /** Fails unless the timeline is a stretch of what was said, within the bound, and honest about its older end. */
  expectStretch(): void {
    const { messages, hasOlder, newest } = this.timeline;
    expect(messages.length).toBeLessThanOrEqual(timeline.TIMELINE_MAX_MESSAGES);
    const [first] = messages;
    if (first === undefined) return expect(hasOlder).toBe(false);
    const from = this.said.indexOf(first);
    if (messages.some((one, index) => one !== this.said[from + index])) {
      expect(seqsOf(messages)).toEqual(seqsOf(this.said.slice(from, from + messages.length)));
    }
    expect(hasOlder).toBe(from > 0);
    expect(newest).toBeGreaterThanOrEqual(messages.at(-1)?.seq ?? 0);
  }

  #say(count: number): void {
    for (let i = 0; i < count; i++) {
      const message = said(++this.head);
      this.said.push(message);
      this.#toReader?.push(message);
    }
  }

  #repeat(back: number): void {
    // The room hands a repeat out behind the events that went before it, so never one that is still to come.
    const message = this.said.at(-1 - back);
    if (message !== undefined) this.#toReader?.push(message);
  }

  #drop(): void {
    this.#toReader = null;
    this.#isOpen = false;
    this.#asked = null;
    this.#toServe = null;
  }

  #resume(): void {
    this.#toReader = [this.#welcomeFor(this.timeline.cursor)];
  }

  #welcomeFor(cursor: Cursor | null): Welcome {
    const { head: seq } = this;
    if (cursor !== null && seq - cursor.seq <= RESUME_MAX) {
      return welcome({ seq, recovered: true, messages: this.said.filter((one) => one.seq > cursor.seq) });
    }
    const messages = this.said.slice(-PAGE_DEFAULT_MESSAGES);
    return welcome({ seq, messages, more: this.said.length > messages.length });
  }

  #ask(where: "before" | "after"): void {
    const { messages } = this.timeline;
    const end = where === "before" ? messages[0] : messages.at(-1);
    if (end === undefined || this.#asked !== null) return;
    const isWanted =
      where === "before" ? timeline.takesOlder(this.timeline, this.#isFollowing) : !timeline.isLive(this.timeline);
    if (isWanted) this.#request({ where, seq: end.seq });
  }

  #request(asked: Asked): void {
    if (!this.#isOpen) return;
    this.#asked = asked;
    this.#toServe = asked;
  }

  /** The room answers, perhaps ahead of `overtakes` events that wait to be sent together. */
  #serve(overtakes: number): void {
    const { said: all } = this;
    if (this.#toServe === null || this.#toReader === null) return;
    const asked = this.#toServe;
    this.#toServe = null;
    const { where, seq } = asked === "newest" ? { where: "before", seq: Number.POSITIVE_INFINITY } : asked;
    const rest = all.filter((one) => (where === "before" ? one.seq < seq : one.seq > seq));
    const messages = where === "before" ? rest.slice(-PAGE_DEFAULT_MESSAGES) : rest.slice(0, PAGE_DEFAULT_MESSAGES);
    const at = Math.max(0, this.#toReader.length - overtakes);
    this.#toReader.splice(at, 0, { ...page(messages, rest.length > messages.length), asked });
  }

  #deliver(count: number): void {
    for (let left = count; left > 0; left--) {
      const event = this.#toReader?.shift();
      if (event === undefined) return;
      this.#fold(event);
    }
  }

  #fold(event: Event): void {
    switch (event.type) {
      case "welcome":
        this.#isOpen = true;
        this.timeline = timeline.welcomed(this.timeline, event, this.#isFollowing);
        if (!event.recovered) this.#isFollowing = true;
        return;
      case "said":
        if (timeline.isGap(this.timeline, event.seq)) return this.#drop();
        this.timeline = timeline.received(this.timeline, event, this.#isFollowing);
        return;
      case "changed":
        if (timeline.isGap(this.timeline, event.seq)) return this.#drop();
        this.timeline = timeline.passed(this.timeline, event.seq);
        return;
      case "page":
        return this.#paged(event);
    }
  }

  #paged(event: Extract<Event, { type: "page" }>): void {
    if (this.#asked !== event.asked) return;
    this.#asked = null;
    this.timeline =
      event.asked === "newest"
        ? timeline.restarted(this.timeline, event)
        : timeline.paged(this.timeline, event.asked, event, this.#isFollowing);
  }
}
