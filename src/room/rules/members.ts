import type { MemberId } from "../../protocol/values/identity.ts";
import { PRESENCE_MAX_NAMED } from "../../protocol/limits.ts";
import type { PersonName } from "../../protocol/values/names.ts";
import type { Person } from "../../protocol/wire.ts";
import type { Presence } from "../../protocol/events.ts";

interface Present {
  name: PersonName;
  sockets: number;
}

/**
 * In place of a name: not everybody was told the same about this person. For example, Lin renames to Lin B, and before that is
 * announced, Mei joins. Mei's welcome says Lin B; everybody else still knows Lin. So the next announcement names Lin B, and if
 * Lin has left by then, it says so, even though she came and went between two announcements for some of them.
 */
const DISPUTED = Symbol("disputed");

/**
 * Who is here, as people and not sockets, and what has changed since it was last announced. In memory only: after hibernation it
 * is filled again from the sockets' attachments.
 */
export class Members {
  readonly #present = new Map<MemberId, Present>();
  /** How each person with a change was last announced: by name; null if as not here. */
  readonly #announced = new Map<MemberId, PersonName | null | typeof DISPUTED>();
  #wasNamed = true;

  get count(): number {
    return this.#present.size;
  }

  /**
   * Everybody, or nobody in a room too large for names. A client that is told this knows more than was announced. The next
   * announcement goes to it too, so it must repeat what differs, even if that has been undone by then.
   */
  list(): readonly Person[] {
    for (const [id, announced] of this.#announced) {
      if (this.nameOf(id) !== announced) this.#announced.set(id, DISPUTED);
    }
    this.#wasNamed &&= this.#isNamed;
    return this.#everybody();
  }

  /** The name of this person; null if they are not here. */
  nameOf(id: MemberId): PersonName | null {
    return this.#present.get(id)?.name ?? null;
  }

  /** One more connection of this person. The newest name holds for all of them. */
  enter({ id, name }: Person): void {
    const present = this.#present.get(id);
    this.#remember(id);
    if (present === undefined) this.#present.set(id, { name, sockets: 1 });
    else {
      present.name = name;
      present.sockets += 1;
    }
  }

  /** One connection less. With the last one the person leaves. */
  leave(id: MemberId): void {
    const present = this.#present.get(id);
    if (present === undefined) return;
    this.#remember(id);
    present.sockets -= 1;
    if (present.sockets === 0) this.#present.delete(id);
  }

  /**
   * This person has another name. Their own connections may be told at once, before the others, so the next announcement
   * repeats it in any case.
   */
  rename(id: MemberId, name: PersonName): void {
    const present = this.#present.get(id);
    if (present === undefined || present.name === name) return;
    this.#announced.set(id, DISPUTED);
    present.name = name;
  }

  /**
   * What changed since the last call, or null. A person who came and went in between, or went and came back, is in neither list.
   * In a room too large for names both lists are empty; once it has shrunk, `joined` is everybody.
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

  /** Takes the present state as announced, after the room was filled from its attachments. */
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

  /** Call this before a change: keeps how the person was last announced, unless that is kept already. */
  #remember(id: MemberId): void {
    if (!this.#announced.has(id)) this.#announced.set(id, this.nameOf(id));
  }
}
