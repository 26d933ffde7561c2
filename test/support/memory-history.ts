/** A history in memory: the plainest code that fulfils the contract, for tests of everything above the port. */
import { isGuestId, type MemberId } from "../../src/protocol/values/identity.ts";
import type { FoldedName } from "../../src/protocol/values/names.ts";
import { changed } from "../../src/protocol/changes.ts";
import type { Emoji } from "../../src/protocol/values/reactions.ts";
import { NO_TOPIC } from "../../src/protocol/values/topics.ts";
import type { Said, ChangeEvent } from "../../src/protocol/events.ts";
import type { Seq } from "../../src/protocol/wire.ts";
import type { Appended, ChangeDraft, Draft, Head, History } from "../../src/room/history/history.ts";

export class MemoryHistory implements History {
  readonly epoch: string;
  #limit: number;
  readonly #claims = new Set<FoldedName>();
  readonly #reads = new Map<MemberId, Seq>();
  readonly #firstSaidAt = new Map<MemberId, number>();
  #messages: Said[] = [];
  #changes: ChangeEvent[] = [];
  /** The seq of the last change of each message that was changed. */
  readonly #changedAt = new Map<Seq, Seq>();
  #head: Head = { seq: 0, at: 0 };
  topic = NO_TOPIC;

  /** `limit`: newest messages kept; 0 keeps all. */
  constructor(epoch: string, limit = 0) {
    this.epoch = epoch;
    this.#limit = limit;
  }

  /** What a restart under another limit does. */
  lowerLimit(limit: number): void {
    this.#limit = limit;
    this.#moveTo(this.#head);
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
    if (!isGuestId(said.from.id) && !this.#firstSaidAt.has(said.from.id)) this.#firstSaidAt.set(said.from.id, said.at);
    this.#moveTo(said);
    return { said, fresh: true };
  }

  find(member: MemberId, clientId: string): Said | null {
    return this.#messages.find((said) => said.from.id === member && said.clientId === clientId) ?? null;
  }

  message(seq: Seq): Said | null {
    return this.#messages.find((said) => said.seq === seq) ?? null;
  }

  isMessage(seq: Seq): boolean {
    return this.message(seq) !== null;
  }

  firstSaidAt(member: MemberId): number | null {
    return this.#firstSaidAt.get(member) ?? null;
  }

  change(draft: ChangeDraft): ChangeEvent {
    const event = { ...draft, seq: this.#head.seq + 1 };
    this.#changes.push(event);
    if (event.type === "topic_set") this.topic = event.topic;
    else {
      this.#messages = this.#messages.map((said) => (said.seq === event.target ? changed(said, event) : said));
      this.#changedAt.set(event.target, event.seq);
    }
    this.#moveTo(event);
    return event;
  }

  findChange(member: MemberId, clientId: string): ChangeEvent | null {
    const found = this.#changes.find((event) => event.by.id === member && event.clientId === clientId);
    if (found?.type === "edited") return { ...found, text: this.message(found.target)?.text ?? "" };
    return found?.type === "topic_set" ? { ...found, topic: this.topic } : (found ?? null);
  }

  authorOf(seq: Seq): MemberId | null {
    const said = this.message(seq);
    return said === null || said.removed ? null : said.from.id;
  }

  emojiAt(target: Seq): readonly Emoji[] {
    return this.message(target)?.reactions?.map(({ emoji }) => emoji) ?? [];
  }

  hasReacted(target: Seq, emoji: Emoji, member: MemberId): boolean {
    const reaction = this.message(target)?.reactions?.find((each) => each.emoji === emoji);
    return reaction?.by.some(({ id }) => id === member) ?? false;
  }

  readOf(member: MemberId): Seq {
    return this.#reads.get(member) ?? 0;
  }

  setRead(member: MemberId, seq: Seq): void {
    this.#reads.set(member, seq);
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

  changesSince(seq: Seq, upTo = Number.POSITIVE_INFINITY): readonly Said[] {
    return this.#messages.filter(
      (said) => said.seq <= upTo && (said.seq > seq || (this.#changedAt.get(said.seq) ?? 0) > seq),
    );
  }

  claim(name: FoldedName): void {
    this.#claims.add(name);
  }

  isClaimed(name: FoldedName): boolean {
    return this.#claims.has(name);
  }

  /** There is a new head, and what is beyond the limit is forgotten. */
  #moveTo({ seq, at }: Head): void {
    this.#head = { seq, at };
    if (this.#limit === 0) return;
    this.#messages = this.#messages.slice(-this.#limit);
    this.#changes = this.#changes.filter((event) => event.seq > seq - this.#limit);
  }
}
