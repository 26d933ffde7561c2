/** Who is in the room and who is typing, as far as this client was told: a pure fold over events. */
import type { MemberId } from "../../protocol/values/identity.ts";
import { PRESENCE_MAX_NAMED, TYPING_LASTS_MS } from "../../protocol/limits.ts";
import type { PersonName } from "../../protocol/values/names.ts";
import type { Person } from "../../protocol/wire.ts";
import type { Presence, Typed, Welcome } from "../../protocol/events.ts";

export interface People {
  /** In the order in which they joined; empty in a room too large for names. */
  readonly names: ReadonlyMap<MemberId, PersonName>;
  readonly count: number;
  /** Until when each of them counts as typing, in milliseconds of the local clock. */
  readonly typingUntil: ReadonlyMap<MemberId, number>;
}

export const NOBODY: People = { names: new Map(), count: 0, typingUntil: new Map() };

export function welcomedPeople({ members, count }: Pick<Welcome, "members" | "count">): People {
  return { names: namesOf(members), count, typingUntil: new Map() };
}

export function changed(people: People, { joined, left, count }: Presence): People {
  if (count > PRESENCE_MAX_NAMED) return { ...people, names: new Map(), count };
  const names = new Map([...people.names, ...namesOf(joined)]);
  for (const id of left) names.delete(id);
  const typingUntil = new Map([...people.typingUntil].filter(([id]) => !left.includes(id)));
  return { names, count, typingUntil };
}

export function typed(people: People, { who }: Typed, now: number): People {
  const until = who.map((id) => [id, now + TYPING_LASTS_MS] as const);
  return { ...people, typingUntil: new Map([...people.typingUntil, ...until]) };
}

/** This person said something, and so has stopped typing. */
export function hasSpoken(people: People, id: MemberId): People {
  if (!people.typingUntil.has(id)) return people;
  return { ...people, typingUntil: new Map([...people.typingUntil].filter(([typist]) => typist !== id)) };
}

/** Forgets those who have not typed for a while. */
export function settledTyping(people: People, now: number): People {
  return { ...people, typingUntil: new Map([...people.typingUntil].filter(([, until]) => until > now)) };
}

function namesOf(people: readonly Person[]): Map<MemberId, PersonName> {
  return new Map(people.map(({ id, name }) => [id, name]));
}
