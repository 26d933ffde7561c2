/**
 * The people of an end-to-end property: real sessions in one in-memory room, and everything that may happen to
 * them.
 */
import fc from "fast-check";
import { expect } from "vitest";
import { RoomSession } from "../../../src/client/room-session.ts";
import { takesOlder } from "../../../src/client/state/timeline.ts";
import { LOBBY } from "../../../src/protocol/values/names.ts";
import type { Said } from "../../../src/protocol/events.ts";
import type { Settings } from "../../../src/room/settings.ts";
import { emojiOf, personName } from "../people.ts";
import { FakeClock, settle } from "./clock.ts";
import { standInIdentity } from "./identities.ts";
import { InMemoryRoom, type Link } from "./in-memory-room.ts";

const THUMB = emojiOf("👍");

/** Two tabs of one key, and two others. */
const KEYS = ["Lin", "Lin", "Mei", "Ana"] as const;

const who = fc.nat({ max: KEYS.length - 1 });
/** Which of somebody's links: the present one, or one that is left over. */
const which = fc.nat({ max: 2 });
const count = fc.integer({ min: 1, max: 6 });

/** What happens next. */
export const anyHappening = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("say"), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("edit"), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove"), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("react"), who }) },
  { weight: 14, arbitrary: fc.record({ do: fc.constant("serve"), who, which, count }) },
  { weight: 14, arbitrary: fc.record({ do: fc.constant("deliver"), who, which, count }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("end at client"), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("end at room"), who, which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("vanish"), who }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("wake"), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("leave"), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("enter"), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("rename"), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("scroll up"), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("jump to newest"), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("load newer"), who }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("wait"),
      ms: fc.constantFrom(5, 300, 1_500, 36_000),
      chance: fc.constantFrom(0, 0.5, 0.999),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("chatter"), count: fc.constantFrom<number[]>(1, 1, 20, 150) }) },
);

export type Happening = typeof anyHappening extends fc.Arbitrary<infer Value> ? Value : never;

interface Visitor {
  readonly session: RoomSession;
  /** Every link that it opened, the present one last. */
  readonly links: Link[];
  /** What was said here, in that order. */
  readonly said: string[];
  name: string;
}

export class Participants {
  readonly clock = new FakeClock();
  readonly room: InMemoryRoom;
  readonly visitors: readonly Visitor[];
  #renames = 0;

  constructor(settings: Settings, audience: number) {
    this.room = new InMemoryRoom(this.clock, settings, audience);
    this.visitors = KEYS.map((key, tab) => this.#visitor(key, `tab-${tab}`));
  }

  async take(happening: Happening): Promise<void> {
    this.#take(happening);
    await settle(); // a hello is signed asynchronously
    for (const { session } of this.visitors) expectOrder(session, this.room.said);
  }

  /** Everybody comes in and stays; every link that is broken is noticed at both ends; nothing is left on the way. */
  async comeTogether(): Promise<void> {
    for (const { session } of this.visitors) session.enter();
    // An edit of what was removed meanwhile is refused, and stays for its author, who lets it go.
    const letGo = (): void => {
      for (const { session } of this.visitors) {
        for (const { clientId, state } of session.outbox.value) if (state === "failed") session.discard(clientId);
      }
    };
    // Many rounds only where the room is slow to take what was said: one message a second and visitor.
    for (let round = 0; round < 300; round++) {
      await this.#exchange();
      letGo();
      if (this.isQuiet) return;
      this.clock.advance(1_000);
      for (const { session } of this.visitors) session.wake();
    }
    expect(this.visitors.map(({ session }) => session.outbox.value)).toEqual(this.visitors.map(() => []));
    expect(this.isQuiet).toBe(true);
  }

  /** Everybody reads the newest messages, and as many older ones as a timeline holds. */
  async readAll(): Promise<void> {
    for (const { session } of this.visitors) session.jumpToNewest();
    await this.#exchange();
    while (this.visitors.some(({ session }) => takesOlder(session.timeline.value, true))) {
      for (const { session } of this.visitors) session.paging.older();
      await this.#exchange();
    }
  }

  /** Whether everybody is in the room and nothing is on its way. */
  get isQuiet(): boolean {
    return (
      this.visitors.every(
        ({ session }) => session.status.value.state === "open" && session.outbox.value.length === 0,
      ) && this.room.links.every(({ toRoom, toClient }) => toRoom.length + toClient.length === 0)
    );
  }

  #visitor(key: string, tab: string): Visitor {
    const links: Link[] = [];
    let ids = 0;
    const named: { name: string } = { name: key };
    const visitor: Visitor = Object.assign(named, {
      links,
      said: [],
      session: new RoomSession({
        room: LOBBY,
        identity: standInIdentity(key),
        clock: this.clock,
        name: () => personName(named.name),
        newId: () => `${tab}-${++ids}`,
        open: (_subprotocol, events) => {
          const link = this.room.connect(events);
          links.push(link);
          return link;
        },
      }),
    });
    visitor.session.enter();
    return visitor;
  }

  #take(happening: Happening): void {
    switch (happening.do) {
      case "wait":
        this.clock.chance = happening.chance;
        return this.clock.advance(happening.ms);
      case "chatter":
        return this.room.chatter(happening.count);
      case "serve":
        return this.#carry(happening, (link) => this.room.serve(link));
      case "deliver":
        return this.#carry(happening, (link) => this.room.deliver(link));
      case "end at room":
        return this.#carry({ ...happening, count: 1 }, (link) => this.room.endAtRoom(link));
      case "end at client":
        return this.#carry({ ...happening, which: 0, count: 1 }, (link) => this.room.endAtClient(link));
      case "vanish":
        return this.#carry({ ...happening, which: 0, count: 1 }, (link) => link.vanish());
      case "say":
      case "edit":
      case "remove":
      case "react":
      case "wake":
      case "leave":
      case "enter":
      case "rename":
      case "scroll up":
      case "jump to newest":
      case "load newer":
        return this.#act(this.#at(happening.who), happening.do);
    }
  }

  #act(visitor: Visitor, action: Exclude<Happening, { count: number } | { ms: number }>["do"]): void {
    const { session, said } = visitor;
    switch (action) {
      case "say":
        said.push(`${session.you.value?.name ?? "somebody"} says ${said.length}`);
        return session.say(said.at(-1) ?? "");
      case "edit":
      case "remove": {
        const own = session.timeline.value.messages.findLast(
          ({ from, removed }) => from.id === session.you.value.id && !removed,
        );
        if (own === undefined) return;
        return action === "remove" ? session.remove(own.seq) : session.edit(own.seq, `${own.text}, edited`);
      }
      case "react": {
        const last = session.timeline.value.messages.findLast(({ removed }) => !removed);
        if (last === undefined) return;
        const isOn = last.reactions?.some(({ by }) => by.some(({ id }) => id === session.you.value.id)) ?? false;
        return session.react(last.seq, THUMB, !isOn);
      }
      case "wake":
        return session.wake();
      case "leave":
        return session.leave();
      case "enter":
        return session.enter();
      case "rename":
        this.#rename(visitor.name);
        return session.rename();
      case "scroll up":
        session.isFollowing.value = false;
        return session.paging.older();
      case "jump to newest":
        return session.jumpToNewest();
      case "load newer":
        return session.paging.newer();
      case "end at client":
      case "end at room":
      case "vanish":
    }
  }

  /** The person called `name` takes another name: the tabs of one browser share it. */
  #rename(name: string): void {
    this.#renames += 1;
    for (const visitor of this.visitors) if (visitor.name === name) visitor.name = `name ${this.#renames}`;
  }

  #at(index: number): Visitor {
    const visitor = this.visitors[index];
    if (visitor === undefined) throw new Error(`There is no visitor ${index}.`);
    return visitor;
  }

  #carry(
    from: { readonly who: number; readonly which: number; readonly count: number },
    carry: (link: Link) => void,
  ): void {
    const { links } = this.#at(from.who);
    const link = links.at(-1 - from.which) ?? links.at(-1);
    for (let i = 0; link !== undefined && i < from.count; i++) carry(link);
  }

  /** Carries everything to where it goes, answers included, and lets both ends notice what is broken. */
  async #exchange(): Promise<void> {
    for (let isMoving = true; isMoving;) {
      isMoving = false;
      for (const link of this.room.links) {
        for (; link.toRoom.length > 0; isMoving = true) this.room.serve(link);
        for (; link.toClient.length > 0; isMoving = true) this.room.deliver(link);
        if (!link.isBroken) continue;
        this.room.endAtRoom(link);
        this.room.endAtClient(link);
      }
      this.clock.advance(100); // what waits for participants leaves
      await settle();
      isMoving ||= this.room.links.some(({ toRoom, toClient }) => toRoom.length + toClient.length > 0);
    }
  }
}

/** Fails where the timeline has a hole, a double or a disorder, or where two changes are on their way at once. */
function expectOrder({ timeline, outbox }: RoomSession, said: readonly Said[]): void {
  const { messages } = timeline.value;
  const from = said.findIndex(({ seq }) => seq === messages[0]?.seq);
  const stretch = from < 0 ? [] : said.slice(from, from + messages.length);
  if (messages.some(({ seq }, index) => seq !== stretch[index]?.seq)) {
    expect(messages.map(({ seq }) => seq)).toEqual(stretch.map(({ seq }) => seq));
  }
  expect(outbox.value.filter(({ state }) => state === "sent").length).toBeLessThanOrEqual(1);
}
