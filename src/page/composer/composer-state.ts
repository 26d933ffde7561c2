/**
 * What the composer of one room holds: the draft of a message and what it replies to, or for a while something else, such as a
 * message being edited. When that is done, the draft comes back.
 */
import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { parsePersonName, type NameFault, type PersonName } from "../../protocol/values/names.ts";
import { isInvisible, parseText, type TextFault } from "../../protocol/values/text.ts";
import { parseTopic, type TopicFault } from "../../protocol/values/topics.ts";
import type { Seq } from "../../protocol/wire.ts";
import { cutTo } from "./truncate.ts";
import { DRAFT_MAX_LENGTH } from "./drafts.ts";
import type { RefusalReason, Said } from "../../protocol/events.ts";
import { optimistic, textOf, type OutboxEntry } from "../../client/sending/outbox.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { parseSlashCommand, type SlashCommand } from "./slash-commands.ts";

/** The message you reply to or edit. `from` is null if it is not loaded here: then only its seq is known. */
export type MessageRef =
  | Pick<Said, "seq" | "from" | "text">
  | { readonly seq: Seq; readonly from: null; readonly text: string };

/**
 * Why Enter did nothing. `edited_away`: the edit left nothing of the message; removing it is another thing. `cut`: only
 * `length` characters of what was pasted fitted.
 */
export type Fault =
  | { readonly type: "reason"; readonly reason: TextFault | NameFault | TopicFault }
  | { readonly type: "unknown"; readonly word: string }
  | { readonly type: "edited_away" }
  | { readonly type: "cut"; readonly length: number };

/** What slash commands do outside the room. */
export interface ComposerActions {
  readonly setName: (name: PersonName) => void;
  readonly showHelp: () => void;
}

export class ComposerState {
  /** What you have begun to write as a message. */
  readonly draft: Signal<string>;
  /** The message you reply to, and your own message that you edit: at most one of them. */
  readonly replyingTo = signal<MessageRef | null>(null);
  readonly editing = signal<MessageRef | null>(null);
  /** Why the room refused something that belongs to no message; shown until something works again. */
  readonly notice = signal<RefusalReason | null>(null);
  readonly #session: RoomSession;
  /** The text in the field while it is not the draft. */
  readonly #instead = signal<string | null>(null);
  readonly #fault = signal<Fault | null>(null);
  readonly #focusRequests = signal(0);
  readonly text = computed(() => this.#instead.value ?? this.draft.value);

  constructor(session: RoomSession, draft: string = "") {
    this.#session = session;
    this.draft = signal(draft);
    if (draft.length >= DRAFT_MAX_LENGTH - 1) this.wasCut(DRAFT_MAX_LENGTH);
    effect(() => {
      const editing = this.editing.value;
      this.#instead.value = editing?.text ?? null;
      if (editing === null) return;
      this.replyingTo.value = null;
      this.#requestFocus();
    });
    effect(() => {
      if (this.replyingTo.value === null) return;
      this.editing.value = null;
      this.#requestFocus();
    });
  }

  get fault(): ReadonlySignal<Fault | null> {
    return this.#fault;
  }

  /** Counts the times that the field asked for the focus. */
  get focusRequests(): ReadonlySignal<number> {
    return this.#focusRequests;
  }

  replyTo(said: Said): void {
    this.replyingTo.value = { ...said }; // a new object: the field asks for the focus even if you reply to `said` already
  }

  edit(said: Said): void {
    this.editing.value = said;
  }

  /** Drops the message that you reply to or edit, if it is one of these: it is gone. */
  dropReferences(isGone: (message: MessageRef) => boolean): void {
    for (const message of [this.replyingTo, this.editing]) {
      if (message.value !== null && isGone(message.value)) message.value = null;
    }
  }

  /** Takes what the user wrote, up to `DRAFT_MAX_LENGTH` characters. */
  write(written: string): void {
    const text = cutTo(written, DRAFT_MAX_LENGTH);
    this.#fault.value = null;
    if (text !== written) this.wasCut(text.length);
    this.notice.value = null;
    if (this.#instead.value !== null) {
      this.#instead.value = text;
      return;
    }
    this.draft.value = text;
    if (text !== "") this.#session.typing();
  }

  /** Only the first `length` characters fitted of what was pasted, dropped or restored. */
  wasCut(length: number): void {
    this.#fault.value = { type: "cut", length };
  }

  /**
   * Puts what failed to be sent back into the field. A message joins the draft and keeps what it replies to. A failed edit is
   * edited again, and stays among the messages until it is sent.
   */
  takeUp({ clientId, command }: OutboxEntry): void {
    const { draft, replyingTo, editing } = this;
    const text = textOf(command) ?? "";
    const joined = [draft.value, text].filter((part) => part !== "").join("\n");
    if (command.type === "say" && joined.length > DRAFT_MAX_LENGTH) return this.wasCut(0);
    batch(() => {
      const before = replyingTo.value;
      this.cancel();
      if (command.type === "edit") {
        editing.value = this.#messageRef(command.target);
        return;
      }
      if (command.type === "say")
        replyingTo.value = command.replyTo === null ? before : this.#messageRef(command.replyTo);
      draft.value = joined;
      this.#session.discard(clientId);
    });
    if (command.type === "edit") this.#instead.value = text;
    this.#requestFocus();
  }

  /** Puts `text` into the field; the draft comes back when it is done. */
  begin(text: string): void {
    this.cancel();
    this.#instead.value = text;
    this.#requestFocus();
  }

  /** Edits your last message, if there is one. A message that is still being sent cannot be edited yet. */
  editLast(): boolean {
    const { timeline, outbox, you } = this.#session;
    if (outbox.value.some(({ command, state }) => command.type === "say" && state !== "failed")) return false;
    const shown = optimistic(timeline.value.messages, outbox.value, you.value, this.#session.now());
    const last = shown.findLast(({ from, removed }) => from.id === you.value.id && !removed);
    this.editing.value = last ?? null;
    return last !== undefined;
  }

  /** Removes the message that you edit. */
  remove(): void {
    const editing = this.editing.value;
    if (editing !== null) this.#session.remove(editing.seq);
    this.cancel();
  }

  /** Stops editing or replying. Returns whether you did. */
  cancel(): boolean {
    const { replyingTo, editing } = this;
    const isAnything = replyingTo.value !== null || this.#instead.value !== null;
    batch(() => {
      this.#fault.value = null;
      this.#instead.value = null;
      editing.value = null;
      replyingTo.value = null;
    });
    return isAnything;
  }

  /** Sends the text, or runs its command, and clears the field. If that fails, keeps the text and says why. */
  submit(actions: ComposerActions): void {
    const text = this.text.value;
    const editing = this.editing.value;
    if (editing === null && isInvisible(text)) return;
    this.#fault.value = editing === null ? this.#run(parseSlashCommand(text), actions) : this.#save(editing, text);
  }

  #run(command: SlashCommand, actions: ComposerActions): Fault | null {
    switch (command.type) {
      case "say": {
        const parsed = parseText(command.text);
        if (!parsed.ok) return { type: "reason", reason: parsed.fault };
        this.#clear();
        this.#session.say(parsed.value, { replyTo: this.replyingTo.value?.seq ?? null });
        this.replyingTo.value = null;
        return null;
      }
      case "nick": {
        const parsed = parsePersonName(command.rest);
        if (!parsed.ok) return { type: "reason", reason: parsed.fault };
        this.#clear();
        actions.setName(parsed.value);
        return null;
      }
      case "topic": {
        const parsed = parseTopic(command.rest);
        if (!parsed.ok) return { type: "reason", reason: parsed.fault };
        this.#clear();
        this.#session.setTopic(parsed.value);
        return null;
      }
      case "help":
        this.#clear();
        actions.showHelp();
        return null;
      case "unknown":
        return command;
    }
  }

  /** The message `seq`, as far as this client knows it. */
  #messageRef(seq: Seq): MessageRef {
    const { timeline } = this.#session;
    return timeline.value.messages.find((said) => said.seq === seq) ?? { seq, from: null, text: "" };
  }

  #save(editing: MessageRef, text: string): Fault | null {
    const parsed = parseText(text);
    if (!parsed.ok)
      return parsed.fault === "text_blank" ? { type: "edited_away" } : { type: "reason", reason: parsed.fault };
    this.#session.edit(editing.seq, parsed.value, editing.text);
    this.cancel();
    return null;
  }

  #clear(): void {
    if (this.#instead.value === null) this.draft.value = "";
    this.#instead.value = null;
  }

  #requestFocus(): void {
    this.#focusRequests.value = this.#focusRequests.peek() + 1;
  }
}
