/**
 * Owns the talk of several people in one room, each with a plain socket and a name that stays: where who is here changes
 * all the time, the page is drawn for that, too, and what it keeps in a quieter room would not be seen.
 */
import { Speaker } from "../../test/support/browser/speakers.ts";
import { pace } from "../pace.ts";
import { AUTHORS, authorOf, textOf } from "./conversation.ts";

export class Talk {
  readonly #speakers: readonly Speaker[];
  #said = 0;

  private constructor(speakers: readonly Speaker[]) {
    this.#speakers = speakers;
  }

  static async begin(serverUrl: string, room: string): Promise<Talk> {
    const queries = AUTHORS.map((name) => `?room=${room}&name=${encodeURIComponent(name)}`);
    return new Talk(await Promise.all(queries.map((query) => Speaker.connect(serverUrl, query))));
  }

  /** What the room has last: several sockets do not keep the order in which they were written to. */
  get lastText(): string {
    const { context } = JSON.parse(this.#speakers[0]?.frames.at(-1) ?? "{}") as { readonly context?: string };
    return context ?? "";
  }

  /** Says `count` more messages, and resolves when all have come back, with the milliseconds that took. */
  async goOn(count: number, perSecond: number): Promise<number> {
    const first = this.#said;
    this.#said += count;
    const startMs = performance.now();
    await pace(count, perSecond, (index) => this.#speakers[authorOf(first + index)]?.send(textOf(first + index)));
    await Promise.all(this.#speakers.map((speaker) => speaker.received(this.#said)));
    return performance.now() - startMs;
  }

  end(): void {
    for (const speaker of this.#speakers) speaker.close();
  }
}
