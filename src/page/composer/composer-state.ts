/**
 * Owns what the composer's field holds, and what becomes of it: what was begun in the room, or for a while something else,
 * a message that is being changed or a command. One for each session; what was begun comes back when that is done.
 */
import { batch, computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { parsePersonName, type NameFault, type PersonName } from "../../protocol/values/names.ts";
import { isInvisible, parseText, type TextFault } from "../../protocol/values/text.ts";
import { parseTopic, type TopicFault } from "../../protocol/values/topics.ts";
import type { Seq } from "../../protocol/wire.ts";
import { cutTo } from "./truncate.ts";
import { DRAFT_MAX_LENGTH } from "./drafts.ts";
import { optimistic, textOf, type OutboxEntry } from "../../client/sending/outbox.ts";
import type { About, RoomSession } from "../../client/room-session.ts";
import { parseSlashCommand, type SlashCommand } from "./slash-commands.ts";

/**
 * Why Enter did nothing. `edited_away`: nothing is left of the message; to take it back is another thing. `cut`: of what
 * was to be written, only so many characters found a place.
 */
export type Fault =
  | { readonly type: "reason"; readonly reason: TextFault | NameFault | TopicFault }
  | { readonly type: "unknown"; readonly word: string }
  | { readonly type: "edited_away" }
  | { readonly type: "cut"; readonly length: number };

/** What commands do beyond the room. */
export interface ComposerActions {
  readonly setName: (name: PersonName) => void;
  readonly showKeys: () => void;
}

export class ComposerState {
  readonly #session: RoomSession;
  /** What stands in the field instead of the draft. */
  readonly #instead = signal<string | null>(null);
  readonly #fault = signal<Fault | null>(null);
  readonly #calls = signal(0);
  readonly text = computed(() => this.#instead.value ?? this.#session.draft.value);

  constructor(session: RoomSession) {
    this.#session = session;
    if (session.draft.peek().length >= DRAFT_MAX_LENGTH - 1) this.wasCut(DRAFT_MAX_LENGTH);
    effect(() => {
      const editing = session.editing.value;
      this.#instead.value = editing?.text ?? null;
      if (editing === null) return;
      session.replyingTo.value = null;
      this.#call();
    });
    effect(() => {
      if (session.replyingTo.value === null) return;
      session.editing.value = null;
      this.#call();
    });
  }

  get fault(): ReadonlySignal<Fault | null> {
    return this.#fault;
  }

  /** How often the field was called for: each time, it wants the focus. */
  get calls(): ReadonlySignal<number> {
    return this.#calls;
  }

  /** Holds as much of `written` as finds a place. */
  write(written: string): void {
    const text = cutTo(written, DRAFT_MAX_LENGTH);
    this.#fault.value = null;
    if (text !== written) this.wasCut(text.length);
    this.#session.notice.value = null;
    if (this.#instead.value !== null) {
      this.#instead.value = text;
      return;
    }
    this.#session.draft.value = text;
    if (text !== "") this.#session.typing();
  }

  /** Only the first `length` characters found a place of what was pasted, dropped or kept here. */
  wasCut(length: number): void {
    this.#fault.value = { type: "cut", length };
  }

  /**
   * Takes up again what was not sent: a text joins what was begun, and answers what it did; a change goes on as one, and
   * is kept among the messages until it is made anew.
   */
  takeUp({ clientId, wish }: OutboxEntry): void {
    const { draft, replyingTo, editing } = this.#session;
    const text = textOf(wish) ?? "";
    const joined = [draft.value, text].filter((part) => part !== "").join("\n");
    if (wish.type === "say" && joined.length > DRAFT_MAX_LENGTH) return this.wasCut(0);
    batch(() => {
      const before = replyingTo.value;
      this.cancel();
      if (wish.type === "edit") {
        editing.value = this.#about(wish.target);
        return;
      }
      if (wish.type === "say") replyingTo.value = wish.replyTo === null ? before : this.#about(wish.replyTo);
      draft.value = joined;
      this.#session.discard(clientId);
    });
    if (wish.type === "edit") this.#instead.value = text;
    this.#call();
  }

  /** Has `text` stand in the field, before what was begun there comes back. */
  begin(text: string): void {
    this.cancel();
    this.#instead.value = text;
    this.#call();
  }

  /** Begins to change the last message that one said, if there is one; what is on its way is not yet there to be changed. */
  editLast(): boolean {
    const { timeline, outbox, you, editing } = this.#session;
    if (outbox.value.some(({ wish, state }) => wish.type === "say" && state !== "failed")) return false;
    const shown = optimistic(timeline.value.messages, outbox.value, you.value, this.#session.now());
    const last = shown.findLast(({ from, removed }) => from.id === you.value.id && !removed);
    editing.value = last ?? null;
    return last !== undefined;
  }

  /** Takes the message back that is being changed. */
  remove(): void {
    const editing = this.#session.editing.value;
    if (editing !== null) this.#session.remove(editing.seq);
    this.cancel();
  }

  /** Leaves what is being changed or answered as it is. Returns whether there was anything. */
  cancel(): boolean {
    const { replyingTo, editing } = this.#session;
    const isAnything = replyingTo.value !== null || this.#instead.value !== null;
    batch(() => {
      this.#fault.value = null;
      this.#instead.value = null;
      editing.value = null;
      replyingTo.value = null;
    });
    return isAnything;
  }

  /** Does what the text says, and clears the field; or says why not, and keeps it. */
  submit(reach: ComposerActions): void {
    const text = this.text.value;
    const editing = this.#session.editing.value;
    if (editing === null && isInvisible(text)) return;
    this.#fault.value = editing === null ? this.#do(parseSlashCommand(text), reach) : this.#save(editing, text);
  }

  #do(meant: SlashCommand, reach: ComposerActions): Fault | null {
    switch (meant.type) {
      case "say": {
        const parsed = parseText(meant.text);
        if (!parsed.ok) return { type: "reason", reason: parsed.fault };
        this.#clear();
        this.#session.say(parsed.value);
        return null;
      }
      case "nick": {
        const parsed = parsePersonName(meant.rest);
        if (!parsed.ok) return { type: "reason", reason: parsed.fault };
        this.#clear();
        reach.setName(parsed.value);
        return null;
      }
      case "topic": {
        const parsed = parseTopic(meant.rest);
        if (!parsed.ok) return { type: "reason", reason: parsed.fault };
        this.#clear();
        this.#session.setTopic(parsed.value);
        return null;
      }
      case "help":
        this.#clear();
        reach.showKeys();
        return null;
      case "unknown":
        return meant;
    }
  }

  /** The message `seq`, as far as it is known here. */
  #about(seq: Seq): About {
    const { timeline } = this.#session;
    return timeline.value.messages.find((said) => said.seq === seq) ?? { seq, from: null, text: "" };
  }

  #save(editing: About, text: string): Fault | null {
    const parsed = parseText(text);
    if (!parsed.ok)
      return parsed.fault === "text_blank" ? { type: "edited_away" } : { type: "reason", reason: parsed.fault };
    this.#session.edit(editing.seq, parsed.value, editing.text);
    this.cancel();
    return null;
  }

  #clear(): void {
    if (this.#instead.value === null) this.#session.draft.value = "";
    this.#instead.value = null;
  }

  #call(): void {
    this.#calls.value = this.#calls.peek() + 1;
  }
}

const fields = new WeakMap<RoomSession, ComposerState>();

/** The field of this room's composer, whether or not the room is looked at. */
export function fieldOf(session: RoomSession): ComposerState {
  const field = fields.get(session) ?? new ComposerState(session);
  fields.set(session, field);
  return field;
}
