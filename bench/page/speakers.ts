/**
 * Several people who talk in one room, each with a plain socket and a fixed name. If people joined and left all the time, the
 * page would redraw for that too, and the messages alone would not be measured.
 */
import { Speaker } from "../../test/support/browser/speakers.ts";
import { pace } from "../pace.ts";
import { AUTHORS, authorOf, textOf } from "./conversation.ts";

export class Speakers {
  readonly #speakers: readonly Speaker[];
  #sent = 0;

  private constructor(speakers: readonly Speaker[]) {
    this.#speakers = speakers;
  }

  static async connect(serverUrl: string, room: string): Promise<Speakers> {
    const queries = AUTHORS.map((name) => `?room=${room}&name=${encodeURIComponent(name)}`);
    return new Speakers(await Promise.all(queries.map((query) => Speaker.connect(serverUrl, query))));
  }

  /** The room's last message. It is not always the last one sent, because several sockets have no common order. */
  get lastText(): string {
    const { context } = JSON.parse(this.#speakers[0]?.frames.at(-1) ?? "{}") as { readonly context?: string };
    return context ?? "";
  }

  /** Sends `count` more messages. When all have come back, resolves with the milliseconds that took. */
  async send(count: number, perSecond: number): Promise<number> {
    const first = this.#sent;
    this.#sent += count;
    const startMs = performance.now();
    await pace(count, perSecond, (index) => this.#speakers[authorOf(first + index)]?.send(textOf(first + index)));
    await Promise.all(this.#speakers.map((speaker) => speaker.received(this.#sent)));
    return performance.now() - startMs;
  }

  close(): void {
    for (const speaker of this.#speakers) speaker.close();
  }
}
