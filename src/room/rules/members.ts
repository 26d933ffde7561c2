/** Owns who is here: people, not sockets, and what has changed since it was last announced. */
import type { MemberId } from "../../protocol/values/identity.ts";
import { PRESENCE_MAX_NAMED } from "../../protocol/limits.ts";
import type { PersonName } from "../../protocol/values/names.ts";
import type { Person } from "../../protocol/wire.ts";
import type { Presence } from "../../protocol/events.ts";

interface Present {
  name: PersonName;
  sockets: number;
}

/** Stands for no name at all: some were told one thing of this person, and some another. */
const DISPUTED = Symbol("disputed");

/** In memory only: after hibernation it is filled again from the sockets' attachments. */
export class Members {
  readonly #present = new Map<MemberId, Present>();
  /** The name under which each person in question was last announced to everybody; null: not announced as present. */
  readonly #announced = new Map<MemberId, PersonName | null | typeof DISPUTED>();
  #wasNamed = true;

  get count(): number {
    return this.#present.size;
  }

  /**
   * Everybody, or nobody in a room too large for names. Whoever is told this is ahead of what was announced: the next
   * announcement holds for them too, so it repeats what they saw, even if that has been taken back by then.
   */
  list(): readonly Person[] {
    for (const [id, announced] of this.#announced) {
      if (this.nameOf(id) !== announced) this.#announced.set(id, DISPUTED);
    }
    this.#wasNamed &&= this.#isNamed;
    return this.#everybody();
  }

  /** The name under which this person is here, or null. */
  nameOf(id: MemberId): PersonName | null {
    return this.#present.get(id)?.name ?? null;
  }

  /** One more socket of this person. The newest name holds for all of them. */
  enter({ id, name }: Person): void {
    const present = this.#present.get(id);
    this.#remember(id);
    if (present === undefined) this.#present.set(id, { name, sockets: 1 });
    else {
      present.name = name;
      present.sockets += 1;
    }
  }

  /** One socket fewer; the last one takes the person along. */
  leave(id: MemberId): void {
    const present = this.#present.get(id);
    if (present === undefined) return;
    this.#remember(id);
    present.sockets -= 1;
    if (present.sockets === 0) this.#present.delete(id);
  }

  /**
   * Goes by another name. Its own sockets may be told at once and alone, so the next announcement repeats it in any
   * case.
   */
  rename(id: MemberId, name: PersonName): void {
    const present = this.#present.get(id);
    if (present === undefined || present.name === name) return;
    this.#announced.set(id, DISPUTED);
    present.name = name;
  }

  /**
   * What changed since the last call, or null. Whoever came and went (or went and came back) in between is in neither list.
   * In a room too large for names both are empty; when it has shrunk, `joined` is everybody.
   */
  takeChanges(): Presence | null {
    const joined: Person[] = [];
    const left: MemberId[] = [];
    for (const [id, announced] of this.#announced) {
      const name = this.nameOf(id);
      if (name === announced) continue;
      if (name === null) left.push(id);
      else joined.push({ id, name });
    }
    this.#announced.clear();
    if (joined.length === 0 && left.length === 0) return null;
    const { count } = this;
    const hasShrunk = this.#isNamed && !this.#wasNamed;
    this.#wasNamed = this.#isNamed;
    if (!this.#isNamed) return { type: "presence", joined: [], left: [], count };
    return { type: "presence", joined: hasShrunk ? this.#everybody() : joined, left, count };
  }

  /** Takes the present state as announced: what a room does that has just been filled from its attachments. */
  settle(): void {
    this.#announced.clear();
    this.#wasNamed = this.#isNamed;
  }

  #everybody(): readonly Person[] {
    return this.#isNamed ? [...this.#present].map(([id, { name }]) => ({ id, name })) : [];
  }

  get #isNamed(): boolean {
    return this.#present.size <= PRESENCE_MAX_NAMED;
  }

  /** Before a change: keeps how this person was last announced, unless that is kept already. */
  #remember(id: MemberId): void {
    if (!this.#announced.has(id)) this.#announced.set(id, this.nameOf(id));
  }
}
