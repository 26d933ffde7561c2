/** What a plain client must hear: in each connection, from the first message it hears, everything that it can hear. */
import { deedOf } from "../../deeds/deeds.ts";
import type { EntryOf, Participant } from "../../recording.ts";
import type { Claims, Submitted } from "../model/claims.ts";
import type { RoomHistory } from "../model/room-history.ts";
import type { Findings } from "../violations.ts";

export class PlainConnectionCheck {
  readonly #client: string;
  readonly #findings: Findings;
  /** The place of each text among all that it can hear; null: the room never had it. */
  readonly #places = new Map<string, number | null>();
  /** The place of the last text that it heard in this connection; null: any may come next. */
  #last: number | null = null;

  constructor({ client, wantsEdits = false }: Participant, claims: Claims, history: RoomHistory, findings: Findings) {
    this.#client = client;
    this.#findings = findings;
    const textOf = ({ command }: Submitted): string | null =>
      deedOf(command).heardByPlainClients(command, { wantsEdits });
    for (const submitted of claims.submitted.values()) {
      const text = textOf(submitted);
      if (text !== null) this.#places.set(text, null);
    }
    let place = 0;
    for (let seq = 1; seq <= history.head; seq++) {
      const change = history.changeAt(seq);
      const text = change === null ? null : textOf(change.submitted);
      if (text !== null) this.#places.set(text, place++);
    }
  }

  entered(): void {
    this.#last = null;
  }

  heard({ text }: EntryOf<"heard">): void {
    const place = this.#places.get(text);
    const words = `${this.#client} heard ${JSON.stringify(text.slice(0, 40))}`;
    if (place === undefined) return this.#findings.report("invented", `${words}, which nobody said.`);
    if (place === null) return this.#findings.report("lost", `${words}, which the room does not have.`);
    const last = this.#last;
    this.#last = place;
    if (last === null || place === last + 1) return;
    this.#findings.report(place <= last ? "reordered" : "gap", `${words}, place ${place}, after place ${last}.`);
  }
}
