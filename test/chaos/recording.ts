/**
 * Owns what happened: an append-only list of what every client did, was promised and was shown. The checker reads it.
 */

/** A message as the room's history has it, or as somebody was shown it. */
export interface Message {
  readonly seq: number;
  /** The member's id; of a plain client `guest-…`. */
  readonly author: string;
  readonly clientId: string;
  readonly text: string;
}

/** Who took part: one tab, or one plain client, which knows no id of its own. */
export interface Participant {
  readonly client: string;
  readonly room: string;
  readonly author: string | null;
}

export type Entry =
  /** Somebody said something here; whether the room ever gets it is the question. A plain client has no `clientId`. */
  | { readonly kind: "sent"; readonly client: string; readonly clientId: string | null; readonly text: string }
  /** The room's own answer came: the author's message, with its seq (which a plain client is not told). */
  | { readonly kind: "confirmed"; readonly client: string; readonly text: string; readonly seq: number | null }
  /** The client took the message for sent: it left the outbox, and its author sees it as said. */
  | { readonly kind: "settled"; readonly client: string; readonly clientId: string }
  /** A message came over the wire. */
  | ({ readonly kind: "received"; readonly client: string } & Message)
  /** A message came over the wire to a plain client. */
  | { readonly kind: "heard"; readonly client: string; readonly text: string }
  /** A connection begins. `recovered: false`: the client was told that it has missed more than it is given. */
  | { readonly kind: "welcomed"; readonly client: string; readonly recovered: boolean }
  | { readonly kind: "dropped"; readonly client: string }
  /** The server's process was killed. */
  | { readonly kind: "killed" }
  /** An independent reader begins to read all of a room; what was confirmed before this must be in it. */
  | { readonly kind: "reading"; readonly room: string }
  | { readonly kind: "read"; readonly room: string; readonly history: readonly Message[] }
  /** The end, for one client: all that its timeline has shown, by seq. */
  | { readonly kind: "finished"; readonly client: string; readonly timeline: readonly Message[] };

export interface Recording {
  readonly participants: readonly Participant[];
  readonly entries: readonly Entry[];
}

export class Recorder implements Recording {
  readonly participants: Participant[] = [];
  readonly entries: Entry[] = [];
  /** The same text comes to everybody: one string for all of them. */
  readonly #texts = new Map<string, string>();

  add(entry: Entry): void {
    this.entries.push(entry);
  }

  /** `message` without its envelope, and sharing its strings with all others that are equal. */
  message(said: { seq: number; from: { id: string }; clientId: string; text: string }): Message {
    const { seq, from, clientId, text } = said;
    return { seq, author: this.#shared(from.id), clientId: this.#shared(clientId), text: this.#shared(text) };
  }

  count(kind: Entry["kind"]): number {
    return this.entries.reduce((sum, entry) => sum + (entry.kind === kind ? 1 : 0), 0);
  }

  #shared(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}
