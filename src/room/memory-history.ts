/** Owns a history in memory: the plainest code that fulfils the contract, for tests of everything above the port. */
import type { MemberId } from "../protocol/identity.ts";
import type { FoldedName } from "../protocol/names.ts";
import type { Said, Seq } from "../protocol/wire.ts";
import type { Appended, Draft, Head, History } from "./history.ts";

export class MemoryHistory implements History {
  readonly epoch: string;
  readonly #limit: number;
  readonly #claims = new Set<FoldedName>();
  #messages: Said[] = [];
  #head: Head = { seq: 0, at: 0 };

  /** `limit`: newest messages kept; 0 keeps all. */
  constructor(epoch: string, limit = 0) {
    this.epoch = epoch;
    this.#limit = limit;
  }

  get head(): Head {
    return this.#head;
  }

  get oldest(): Seq {
    return this.#messages[0]?.seq ?? this.#head.seq + 1;
  }

  append(draft: Draft): Appended {
    const first = this.find(draft.from.id, draft.clientId);
    if (first !== null) return { said: first, fresh: false };
    const said: Said = { type: "said", seq: this.#head.seq + 1, ...draft };
    this.#messages.push(said);
    this.#head = { seq: said.seq, at: said.at };
    if (this.#limit > 0) this.#messages = this.#messages.slice(-this.#limit);
    return { said, fresh: true };
  }

  find(member: MemberId, clientId: string): Said | null {
    return this.#messages.find((said) => said.from.id === member && said.clientId === clientId) ?? null;
  }

  before(seq: Seq, limit: number): readonly Said[] {
    return limit === 0 ? [] : this.#messages.filter((said) => said.seq < seq).slice(-limit);
  }

  after(seq: Seq, limit: number): readonly Said[] {
    return this.#messages.filter((said) => said.seq > seq).slice(0, limit);
  }

  around(seq: Seq, limit: number): readonly Said[] {
    const upTo = Math.ceil(limit / 2);
    return [...this.before(seq + 1, upTo), ...this.after(seq, limit - upTo)];
  }

  changesSince(seq: Seq): readonly Said[] {
    return this.after(seq, Number.POSITIVE_INFINITY);
  }

  claim(name: FoldedName): void {
    this.#claims.add(name);
  }

  isClaimed(name: FoldedName): boolean {
    return this.#claims.has(name);
  }
}
