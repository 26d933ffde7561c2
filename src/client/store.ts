/**
 * Owns the page's state beyond a single room: who one is, which room is looked at, which were visited. It alone keeps
 * things in localStorage; another tab's changes arrive here too.
 */
import { batch, computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import {
  parsePersonName,
  parseRoomName,
  roomOfPath,
  roomPath,
  type PersonName,
  type RoomName,
} from "../protocol/names.ts";
import type { Identity } from "./identity.ts";
import { newId } from "./ids.ts";
import { RoomSession } from "./room-session.ts";
import type { Shelf } from "./shelf.ts";
import { BROWSER_CLOCK, openSocket } from "./socket.ts";
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

/** What the address names: a room, or nothing that could be one. */
export type Place = { readonly room: RoomName } | { readonly room: null; readonly isBadName: boolean };

export class Store {
  readonly #device: Promise<Device>;
  readonly #name = signal(readName());
  readonly #place = signal(readPlace());
  readonly #visited = signal(readVisited());
  readonly #session = signal<RoomSession | null>(null);
  readonly #hasFailed = signal(false);
  readonly #sessions = new Map<RoomName, RoomSession>();

  constructor(device: Promise<Device>) {
    this.#device = device;
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
    addEventListener("popstate", () => (this.#place.value = readPlace()));
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

  /** Goes by `name` from now on, here and at the next visit. */
  setName(name: PersonName): void {
    write(NAME_KEY, name);
    this.#name.value = name;
    this.#session.value?.rename();
  }

  /** Looks at `room`, without loading the page anew. */
  goTo(room: RoomName): void {
    if (room === this.#place.value.room) return;
    history.pushState(null, "", roomPath(room));
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
    if (this.#place.value.room !== room || this.#session.value === session) return;
    batch(() => {
      this.#leave();
      this.#session.value = session;
      device.shelf?.remember(room);
      this.#setVisited([room, ...this.#visited.value.filter((visited) => visited !== room)]);
      session.enter();
    });
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
    this.#session.peek()?.leave();
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
      name: () => {
        const name = this.#name.peek();
        if (name === null) throw new Error("A session is opened only for somebody with a name.");
        return name;
      },
    });
    this.#sessions.set(room, session);
    keepDraft(session);
    shelf?.attach(session);
    return session;
  }

  #setVisited(rooms: readonly RoomName[]): void {
    const kept = rooms.slice(0, VISITED_MAX_ROOMS);
    for (const room of rooms.slice(VISITED_MAX_ROOMS)) this.#dropTraces(room);
    write(VISITED_KEY, JSON.stringify(kept));
    this.#visited.value = kept;
  }
}

/** The place of the page's address, which is made canonical: `/r/Chat` becomes `/r/chat`. */
function readPlace(): Place {
  const { pathname, search, hash } = location;
  const room = roomOfPath(pathname);
  if (room === null) return { room, isBadName: pathname.startsWith("/r/") };
  if (roomPath(room) !== pathname) history.replaceState(history.state, "", roomPath(room) + search + hash);
  return { room };
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

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is blocked: everything works but for the next visit
  }
}

/** An empty value is none. */
function write(key: string, value: string): void {
  try {
    if (value === "") localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage is blocked or full: everything works but for the next visit.
  }
}
