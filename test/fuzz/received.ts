/** What a witness receives: complains where something is missing, duplicated or reordered, and tells when a text has come. */
import { parseEvents } from "../../src/protocol/codec/encoding.ts";
import type { MemberId } from "../../src/protocol/values/identity.ts";
import { PONG, type Seq } from "../../src/protocol/wire.ts";
import type { DurableEvent } from "../../src/protocol/events.ts";
import { isDurable } from "../chaos/deeds/deeds.ts";
import { Tally } from "./tally.ts";

/** Milliseconds in which a message must come, on a busy machine, in a busy room. */
const COME_WITHIN_MS = 20_000;

export class ReceivedEvents {
  readonly #name: string;
  /** The texts of each member, in the order in which they were said. */
  readonly #said = new Map<MemberId, string[]>();
  /** Every text that came, said or corrected. */
  readonly #texts = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  #last: Seq = 0;
  /** What was wrong, for a person to read. */
  readonly complaints: string[] = [];
  /** The number of events that came, of everybody, by their type. */
  readonly counts = new Tally();

  constructor(name: string) {
    this.#name = name;
  }

  /** What `member` said, in the order in which it came. */
  saidBy(member: MemberId): readonly string[] {
    return this.#said.get(member) ?? [];
  }

  note(frame: string): void {
    if (frame === PONG) return;
    for (const event of parseEvents(frame)) {
      if (isDurable(event)) this.#take(event);
      else this.#takeOther(event, frame);
    }
  }

  /** Resolves when `text` has come, from anybody, or when it is too late. */
  async waitFor(text: string): Promise<void> {
    if (this.#texts.has(text)) return;
    await new Promise<void>((settle) => {
      const end = (): void => {
        clearTimeout(late);
        this.#waiting.delete(text);
        settle();
      };
      const late = setTimeout(() => {
        this.complaints.push(`${this.#name} did not receive ${JSON.stringify(text)}.`);
        end();
      }, COME_WITHIN_MS);
      this.#waiting.set(text, end);
    });
  }

  #takeOther(event: Exclude<ReturnType<typeof parseEvents>[number], DurableEvent>, frame: string): void {
    switch (event.type) {
      case "welcome":
        this.#last = event.seq;
        return;
      case "refused":
      case "closing":
        this.complaints.push(`${this.#name} received ${frame}`);
        return;
      case "challenge":
      case "presence":
      case "typed":
      case "seen":
      case "page":
      case "results":
      case "marked":
      case "unknown":
    }
  }

  #take(event: DurableEvent): void {
    const { seq, type } = event;
    this.counts.add(type);
    if (seq !== this.#last + 1) this.complaints.push(`${this.#name} received ${seq} after ${this.#last}.`);
    this.#last = seq;
    if (type !== "said" && type !== "edited") return;
    if (type === "said") {
      const said = this.#said.get(event.from.id) ?? [];
      said.push(event.text);
      this.#said.set(event.from.id, said);
    }
    this.#texts.add(event.text);
    this.#waiting.get(event.text)?.();
  }
}
