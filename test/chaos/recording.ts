/**
 * Owns what happened: an append-only list of what every client wished, was told and showed. What it means is the
 * checker's affair.
 */
import type { PendingCommand } from "../../src/client/sending/outbox.ts";
import type { Topic } from "../../src/protocol/values/topics.ts";
import type { DurableEvent, RefusalReason, Said } from "../../src/protocol/events.ts";
import type { Seq } from "../../src/protocol/wire.ts";

/** Who took part: one tab, or one plain client. */
export interface Participant {
  readonly client: string;
  readonly room: string;
  /** The member's id, which two tabs may share; null of a plain client, which is told none. */
  readonly author: string | null;
  /** Of a plain client: whether it asked for the new texts of edited messages. */
  readonly wantsEdits?: boolean;
}

/** What a client was told of the room's messages. All else on its wire is no promise. */
export type Told =
  | DurableEvent
  | {
      readonly type: "welcome";
      readonly seq: Seq;
      readonly recovered: boolean;
      readonly topic: Topic;
      readonly messages: readonly Said[];
    }
  | { readonly type: "page"; readonly messages: readonly Said[] }
  /** For good: a refusal that says when to try again is no answer. */
  | { readonly type: "refused"; readonly clientId: string; readonly reason: RefusalReason };

/** What a client shows, having come as far as `seq`. */
export interface View {
  readonly seq: Seq;
  readonly topic: Topic;
  readonly messages: readonly Said[];
}

/** All of a room, as an independent reader read it, page after page, while others may have talked. */
export interface Reading {
  /** The room's head when the reading began, and what the room was about. */
  readonly seq: Seq;
  readonly topic: Topic;
  /** `seq`: how far the reader had come when the page came. */
  readonly pages: readonly { readonly seq: Seq; readonly messages: readonly Said[] }[];
}

export type Entry =
  /** Somebody wished something; whether the room ever gets it is the question. A plain client has no `clientId`. */
  | {
      readonly kind: "wished";
      readonly client: string;
      readonly clientId: string | null;
      readonly wish: PendingCommand;
    }
  /** Said hello, and how far it had come; null: it has nothing. */
  | { readonly kind: "greeted"; readonly client: string; readonly after: Seq | null }
  /** One frame came over the wire. */
  | { readonly kind: "told"; readonly client: string; readonly events: readonly Told[] }
  /** The client took a wish for answered: it left the outbox. */
  | { readonly kind: "settled"; readonly client: string; readonly clientId: string }
  /** What its timeline has at this moment, from some message on to the newest. */
  | { readonly kind: "showed"; readonly client: string; readonly view: View }
  /** The end, for one client: all that it could scroll to. */
  | { readonly kind: "finished"; readonly client: string; readonly view: View }
  /** A plain client is in, and hears what is said from now on. */
  | { readonly kind: "entered"; readonly client: string }
  | { readonly kind: "heard"; readonly client: string; readonly text: string }
  /** An independent reader begins to read; what anybody was told before this must be in it. */
  | { readonly kind: "reading"; readonly room: string }
  | { readonly kind: "read"; readonly room: string; readonly reading: Reading };

export type EntryOf<Kind extends Entry["kind"]> = Extract<Entry, { kind: Kind }>;

export interface Recording {
  readonly participants: readonly Participant[];
  readonly entries: readonly Entry[];
}

export class Recorder implements Recording {
  readonly participants: Participant[] = [];
  readonly entries: Entry[] = [];
  readonly #known = new Map<string, object>();

  add(entry: Entry): void {
    this.entries.push(entry);
  }

  /** The first value that was given here and reads as `value` does: the same comes to everybody, and is held once. */
  shared<Value extends object>(value: Value): Value {
    const json = JSON.stringify(value);
    const known = this.#known.get(json);
    if (known !== undefined) return known as Value;
    this.#known.set(json, value);
    return value;
  }
}
