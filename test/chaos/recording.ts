/** What happened in a run: a list of what every client sent, received and displayed. The checker says what it means. */
import type { PendingCommand } from "../../src/client/sending/outbox.ts";
import { NO_TOPIC } from "../../src/protocol/values/topics.ts";
import type { DurableEvent, RefusalReason, Results, Said, Welcome } from "../../src/protocol/events.ts";
import type { Seq } from "../../src/protocol/wire.ts";

/** A tab or a plain client. */
export interface Participant {
  readonly client: string;
  readonly room: string;
  /** The member's id, which two tabs may share; null for a plain client, which never learns its id. */
  readonly author: string | null;
  /** For a plain client: whether it asked for the new texts of edited messages. */
  readonly wantsEdits?: boolean;
}

/** What can change about a room itself, rather than about its messages. */
export type RoomFacts = Omit<Welcome["room"], "name">;

/** A room in which nothing has happened. */
export const NEW_ROOM: RoomFacts = { topic: NO_TOPIC };

/** What a client received about messages and the room. The rest of the traffic is not checked. */
export type Received =
  | DurableEvent
  | {
      readonly type: "welcome";
      readonly seq: Seq;
      readonly recovered: boolean;
      readonly room: RoomFacts;
      readonly messages: readonly Said[];
    }
  | { readonly type: "page"; readonly messages: readonly Said[] }
  | Pick<Results, "type" | "requestId" | "messages" | "more" | "searchedTo">
  /** A final refusal: one that says when to try again is no answer. */
  | { readonly type: "refused"; readonly clientId: string; readonly reason: RefusalReason };

/** What a client displays after it has received everything up to `seq`. */
export interface View {
  readonly seq: Seq;
  readonly room: RoomFacts;
  readonly messages: readonly Said[];
}

/** A whole room, read page after page by an independent reader, while others may change it. */
export interface Reading {
  /** The room's head and facts when the reading began. */
  readonly seq: Seq;
  readonly room: RoomFacts;
  /** `seq`: the room's head when the page came, as far as the reader knew. */
  readonly pages: readonly { readonly seq: Seq; readonly messages: readonly Said[] }[];
}

/** A search, in words that the checker can match without the room's code. */
export interface SearchRequest {
  readonly requestId: string;
  readonly query: string;
  readonly before: Seq | null;
}

export type Entry =
  /** Somebody wants a change; whether the room ever gets the command is the question. A plain client has no `clientId`. */
  | {
      readonly kind: "submitted";
      readonly client: string;
      readonly clientId: string | null;
      readonly command: PendingCommand;
    }
  /** A client said hello; `after`: how far it had come, or null where it has nothing. */
  | { readonly kind: "greeted"; readonly client: string; readonly after: Seq | null }
  /** The events of one frame. */
  | { readonly kind: "received"; readonly client: string; readonly events: readonly Received[] }
  /** A search left for the room. */
  | { readonly kind: "searched"; readonly client: string; readonly search: SearchRequest }
  /** A command left the outbox: the client holds it for answered. */
  | { readonly kind: "settled"; readonly client: string; readonly clientId: string }
  /** What the timeline has at this moment, from some message on to the newest. */
  | { readonly kind: "displayed"; readonly client: string; readonly view: View }
  /** The last entry of a client: everything that it could scroll to. */
  | { readonly kind: "finished"; readonly client: string; readonly view: View }
  /** A plain client connected, and hears what is said from now on. */
  | { readonly kind: "entered"; readonly client: string }
  | { readonly kind: "heard"; readonly client: string; readonly text: string }
  /** An independent reader begins to read; what anybody received before this must be in it. */
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

  /** The first value given here with the same JSON: every client receives the same events, and one copy of each is enough. */
  shared<Value extends object>(value: Value): Value {
    const json = JSON.stringify(value);
    const known = this.#known.get(json);
    if (known !== undefined) return known as Value;
    this.#known.set(json, value);
    return value;
  }
}
