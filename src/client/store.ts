/**
 * Owns the page's state beyond a single room: who one is, which room is looked at, which were visited, and how much one
 * has not read in each. It keeps what lasts in localStorage; another tab's changes arrive here too.
 */
import { batch, computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import { parsePersonName, parseRoomName, roomPath, type PersonName, type RoomName } from "../protocol/names.ts";
import type { Unread } from "../protocol/unread.ts";
import type { Seq } from "../protocol/wire.ts";
import { dropSeq, readPlace, readSeq, targetOf, type Place } from "./address.ts";
import { isAttended } from "./attention.ts";
import { callsOf, Levels } from "./badges.ts";
import type { Identity } from "./identity.ts";
import { newId } from "./ids.ts";
import { notifyOf } from "./notifying.ts";
import { permalinkOf } from "./permalinks.ts";
import { RoomSession } from "./room-session.ts";
import type { Shelf } from "./shelf.ts";
import { BROWSER_CLOCK, openSocket } from "./socket.ts";
import { read, write } from "./storage.ts";
import { attend } from "./tab.ts";
import { asker, UnreadRooms } from "./unread.ts";
import { checkForUpdate } from "./updates.ts";

const NAME_KEY = "foyer.name";
const VISITED_KEY = "foyer.rooms";
/** Followed by a room's name. */
const DRAFT_KEY = "foyer.draft.";
/** Rooms that the list remembers; the ones visited longest ago are forgotten. */
const VISITED_MAX_ROOMS = 50;

/** What this device has for all rooms: a key, and where it can, a place to keep things. */
export interface Device {
  readonly identity: Identity;
  readonly shelf: Shelf | null;
}

export class Store {
  readonly #device: Promise<Device>;
  readonly #name = signal(readName());
  readonly #place = signal(readPlace());
  readonly #visited = signal(readVisited());
  readonly #session = signal<RoomSession | null>(null);
  readonly #hasFailed = signal(false);
  readonly #sessions = new Map<RoomName, RoomSession>();
  /** The message that the address names, until the room is there that can be asked for it. */
  #wanted: Seq | null = readSeq();
  readonly #unread: UnreadRooms;
  /** What of each room one wants to hear. */
  readonly levels = new Levels();

  constructor(device: Promise<Device>) {
    this.#device = device;
    this.#unread = new UnreadRooms({
      clock: BROWSER_CLOCK,
      isAttended,
      rooms: this.#elsewhere,
      ask: asker(
        device.then(({ identity }) => identity),
        () => this.#nameOfSelf(),
      ),
    });
    effect(() => {
      const room = this.session.value?.room;
      return room !== undefined && isAttended.value ? attend(room) : undefined;
    });
    effect(() => {
      const { room } = this.#place.value;
      if (room !== null && this.#name.value !== null) this.#look(room).catch(() => (this.#hasFailed.value = true));
      else untracked(() => this.#leave());
    });
    // Once one has a name: what was said before in other rooms, and never confirmed, is sent without a visit.
    effect(() => {
      if (this.#name.value !== null) this.#sendLeftovers().catch(() => undefined); // they are sent when their room is visited
    });
    // Also after a deploy, which drops every connection.
    effect(() => {
      if (this.#session.value?.status.value.state === "open") checkForUpdate();
    });
    // Where one is at now, the address names no message.
    effect(() => {
      const session = this.session.value;
      if (session?.status.value.state === "open" && session.isFollowing.value) dropSeq(session.room);
    });
    addEventListener("popstate", () => {
      this.#wanted = readSeq();
      this.#place.value = readPlace();
      // Back from a message, to the room: the address says that one is at now.
      if (this.#wanted === null) this.session.value?.jumpToNewest();
    });
    document.addEventListener("click", (event) => this.#followLink(event));
    addEventListener("online", () => this.#wake());
    addEventListener("pageshow", () => this.#wake());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#wake();
    });
    addEventListener("storage", ({ key }) => {
      if (key === VISITED_KEY) this.#visited.value = readVisited();
      if (key !== NAME_KEY) return;
      this.#name.value = readName();
      const session = this.#session.value;
      if (session !== null && this.#name.value !== null && session.you.value.name !== this.#name.value)
        session.rename();
    });
  }

  /** The name one goes by; null until one has said it. */
  get name(): ReadonlySignal<PersonName | null> {
    return this.#name;
  }

  /** Whether the page cannot work until it is loaded again: a part of it did not arrive. */
  get hasFailed(): ReadonlySignal<boolean> {
    return this.#hasFailed;
  }

  get place(): ReadonlySignal<Place> {
    return this.#place;
  }

  /** The rooms one was in, the latest first. */
  get visited(): ReadonlySignal<readonly RoomName[]> {
    return this.#visited;
  }

  /** The room looked at; null while there is none, or no name yet. */
  readonly session = computed(() => {
    const session = this.#session.value;
    return session?.room === this.#place.value.room ? session : null;
  });

  /** The rooms one was in, but for the one looked at. */
  readonly #elsewhere = computed(() => {
    const { room } = this.#place.value;
    return this.#name.value === null ? [] : this.#visited.value.filter((visited) => visited !== room);
  });

  /** How much one has not read, of each room of which that is known. */
  readonly unread = computed<ReadonlyMap<RoomName, Unread>>(() => {
    const session = this.session.value;
    const counts = this.#unread.counts.value;
    return session === null ? counts : new Map(counts).set(session.room, session.reading.unread.value);
  });

  /** How many messages call one, in all rooms. */
  readonly calls = computed(() => {
    const rooms = new Set([...this.#visited.value, this.#place.value.room]);
    return [...this.unread.value].reduce(
      (sum, [room, unread]) => sum + (rooms.has(room) ? callsOf(unread, this.levels.of(room)) : 0),
      0,
    );
  });

  /** Goes by `name` from now on, here and at the next visit. */
  setName(name: PersonName): void {
    write(NAME_KEY, name);
    this.#name.value = name;
    this.#session.value?.rename();
  }

  /** Looks at `room`, or at one message of it, without loading the page anew. */
  goTo(room: RoomName, seq: Seq | null = null): void {
    if (room === this.#place.value.room && seq === null) return;
    history.pushState(null, "", seq === null ? roomPath(room) : permalinkOf(room, seq));
    this.#wanted = seq;
    this.#place.value = { room };
  }

  /** Takes `room` off the list. It is not left by that, if one is in it. */
  forget(room: RoomName): void {
    this.#dropTraces(room);
    this.#setVisited(this.#visited.value.filter((visited) => visited !== room));
  }

  /** What this device kept of `room`; what was said there and is not confirmed stays. */
  #dropTraces(room: RoomName): void {
    const session = this.#sessions.get(room);
    if (session === undefined) write(DRAFT_KEY + room, "");
    else session.draft.value = "";
    void this.#device.then(({ shelf }) => shelf?.forget(room)).catch(() => undefined); // then it stays on this device
  }

  async #look(room: RoomName): Promise<void> {
    const device = await this.#device;
    const session = this.#sessions.get(room) ?? (await this.#newSession(room, device));
    if (this.#place.value.room !== room) return;
    batch(() => {
      if (this.#session.value !== session) this.#enter(session, device);
      if (this.#wanted !== null) session.paging.around(this.#wanted);
      this.#wanted = null;
    });
  }

  #enter(session: RoomSession, { shelf }: Device): void {
    const { room } = session;
    this.#leave();
    this.#session.value = session;
    shelf?.remember(room);
    this.#setVisited([room, ...this.#visited.value.filter((visited) => visited !== room)]);
    session.enter();
  }

  /** A link to a room, in a message say, is followed without loading the page anew. */
  #followLink(click: MouseEvent): void {
    const target = targetOf(click);
    if (target === null) return;
    click.preventDefault();
    this.goTo(target.room, target.seq);
  }

  #wake(): void {
    for (const session of this.#sessions.values()) session.wake();
    checkForUpdate();
  }

  /** A session for each room in which something waits; it connects, and leaves when all is sent. */
  async #sendLeftovers(): Promise<void> {
    const device = await this.#device;
    for (const room of (await device.shelf?.roomsWithOutbox()) ?? []) {
      if (!this.#sessions.has(room)) await this.#newSession(room, device);
    }
  }

  #leave(): void {
    const session = this.#session.peek();
    session?.leave();
    if (session) this.#unread.left(session.room, session.reading.unread.peek());
    this.#session.value = null;
  }

  async #newSession(room: RoomName, { identity, shelf }: Device): Promise<RoomSession> {
    const timeline = await shelf?.timelineOf(room).catch(() => undefined); // unreadable: as if there were none
    const opened = this.#sessions.get(room);
    if (opened !== undefined) return opened; // it was looked at twice while we read
    const session = new RoomSession({
      room,
      identity,
      newId,
      timeline,
      clock: BROWSER_CLOCK,
      open: (subprotocol, events) => openSocket(room, subprotocol, events),
      name: () => this.#nameOfSelf(),
      isAttended,
      onNews: (from, said) => notifyOf(said, from, this.levels, () => this.goTo(room)),
    });
    this.#sessions.set(room, session);
    keepDraft(session);
    shelf?.attach(session);
    return session;
  }

  #nameOfSelf(): PersonName {
    const name = this.#name.peek();
    if (name === null) throw new Error("Rooms are reached only by somebody with a name.");
    return name;
  }

  #setVisited(rooms: readonly RoomName[]): void {
    const kept = rooms.slice(0, VISITED_MAX_ROOMS);
    for (const room of rooms.slice(VISITED_MAX_ROOMS)) this.#dropTraces(room);
    write(VISITED_KEY, JSON.stringify(kept));
    this.#visited.value = kept;
  }
}

/** What was begun and not sent survives the page. */
function keepDraft({ room, draft }: RoomSession): void {
  draft.value = read(DRAFT_KEY + room) ?? "";
  effect(() => write(DRAFT_KEY + room, draft.value));
}

function readName(): PersonName | null {
  const parsed = parsePersonName(read(NAME_KEY) ?? "");
  return "name" in parsed ? parsed.name : null;
}

function readVisited(): readonly RoomName[] {
  try {
    const stored: unknown = JSON.parse(read(VISITED_KEY) ?? "[]");
    const names = Array.isArray(stored) ? stored.filter((name) => typeof name === "string") : [];
    return names.map((name) => parseRoomName(name)).filter((room) => room !== null);
  } catch {
    return []; // not JSON: something else wrote there, and a list of rooms is no great loss
  }
}
