/** Over random conversations: a client that drops and resumes ends with the same messages as everybody else. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Person } from "../../../src/protocol/wire.ts";
import type { Said } from "../../../src/protocol/events.ts";
import { MemoryHistory } from "../../support/memory-history.ts";
import { HASTY, Talk } from "../../support/conversations.ts";
import { people, person } from "../../support/people.ts";
import { Transcript } from "../../support/reader.ts";

const CHATTERBOX = person("chatterbox");

/** A client that comes and goes, and keeps what it has read meanwhile. */
class Visitor {
  readonly person: Person;
  readonly transcript = new Transcript();
  /** What it said itself, by client id. */
  readonly said = new Map<string, Said>();
  isHere = false;
  #clientId = 0;

  constructor(one: Person) {
    this.person = one;
  }

  /** The last client id again where it `repeats`, as it does when the answer was lost. */
  nextClientId(repeats: boolean): string {
    if (!repeats || this.#clientId === 0) this.#clientId += 1;
    return `${this.#clientId}`;
  }
}

/** A room with its visitors, whose sockets bring every event to those who are here. */
class Visits {
  readonly visitors = people(4).map((one) => new Visitor(one));
  readonly #limit: number;
  #talk: Talk;
  #wipes = 0;
  /** Makes every text another one, so that no message can be taken for one of another history. */
  #spoken = 0;

  constructor(limit: number) {
    this.#limit = limit;
    this.#talk = this.#begin();
    for (const visitor of this.visitors) this.resume(visitor);
  }

  say(visitor: Visitor, repeats: boolean): void {
    if (!visitor.isHere) return;
    const clientId = visitor.nextClientId(repeats);
    const { to, event } = this.#talk.say(visitor.person, `${++this.#spoken}`, { clientId });
    if (event.type !== "said") throw new Error(`Not said: ${event.type}`);
    if (to !== "everyone") return expect(event).toEqual({ ...visitor.said.get(clientId), repeat: true });
    visitor.said.set(clientId, event);
    this.#tell(event);
  }

  /** Somebody says many things at once: more than a resume bridges, if it happens twice and they are kept. */
  chatter(): void {
    const count = this.#limit === 5 ? 10 : 600;
    for (let n = 0; n < count; n++) {
      const { event } = this.#talk.say(CHATTERBOX, `${++this.#spoken}`);
      if (event.type === "said") this.#tell(event);
    }
  }

  drop(visitor: Visitor): void {
    if (visitor.isHere) this.#talk.conversation.leave(visitor.person.id);
    visitor.isHere = false;
  }

  resume(visitor: Visitor): void {
    if (visitor.isHere) return;
    visitor.transcript.welcome(this.#talk.enter(visitor.person, visitor.transcript.cursor));
    visitor.isHere = true;
  }

  sleep(): void {
    const here = [CHATTERBOX, ...this.visitors.filter(({ isHere }) => isHere).map((visitor) => visitor.person)];
    this.#talk.sleepAndWake(here.map((one) => ({ ...one, dialect: "foyer.1" })));
  }

  /** The history is wiped, and every socket closed with it. */
  wipe(): void {
    for (const visitor of this.visitors) visitor.isHere = false;
    this.#talk = this.#begin();
  }

  /** What the room keeps from `seq` on. */
  from(seq: number): readonly Said[] {
    return this.#talk.history.changesSince(seq - 1);
  }

  get head(): number {
    return this.#talk.history.head.seq;
  }

  #begin(): Talk {
    const settings = { ...HASTY, historyLimit: this.#limit };
    const talk = new Talk(settings, new MemoryHistory(`epoch-${++this.#wipes}`, this.#limit));
    talk.enter(CHATTERBOX);
    return talk;
  }

  #tell(said: Said): void {
    for (const { isHere, transcript } of this.visitors) if (isHere) transcript.said(said);
  }
}

const who = fc.nat(3);
const act = fc.oneof(
  { weight: 8, arbitrary: fc.record({ act: fc.constant("say"), who, repeats: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("drop"), who }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant("resume"), who }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom("sleep", "sleep", "sleep", "chatter", "wipe") }) },
);

describe("resuming", () => {
  it.each([0, 5, 700])("[R1] [R2] [O1] [S4] leaves nobody with a hole, with a HISTORY_LIMIT of %d", (limit) => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const visits = new Visits(limit);
        for (const step of acts) {
          const visitor = visits.visitors["who" in step ? step.who : 0];
          if (visitor === undefined) throw new Error("There are four visitors.");
          if ("repeats" in step) visits.say(visitor, step.repeats);
          if (step.act === "drop") visits.drop(visitor);
          if (step.act === "resume") visits.resume(visitor);
          if (step.act === "chatter") visits.chatter();
          if (step.act === "sleep") visits.sleep();
          if (step.act === "wipe") visits.wipe();
        }
        for (const visitor of visits.visitors) {
          visits.resume(visitor);
          const { messages, cursor } = visitor.transcript;
          const kept = visits.from(messages[0]?.seq ?? visits.head + 1);
          expect(cursor?.seq).toBe(visits.head);
          // A client that stayed may still have what the room has forgotten meanwhile. The rest is the same.
          expect(messages.slice(messages.length - kept.length)).toEqual(kept);
          if (limit === 0) expect(messages).toEqual(kept);
        }
      }),
      { numRuns: limit === 5 ? 300 : 50 },
    );
  });
});
