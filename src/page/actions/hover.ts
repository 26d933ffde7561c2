/**
 * Owns which message of a list somebody is about to do something with, by pointer, finger or keys, and what is open at it.
 * The tools for it are drawn once, at that message.
 */
import { signal } from "@preact/signals";
import type { Seq } from "../../protocol/wire.ts";
import { hasModifier } from "../ui/keyboard.ts";

const MESSAGE = ".message[data-seq]";
/** What in a message has a use of its own: a tap on it is not one on the message. */
const CONTROL = "a, button, summary, input, [role=button]";

/** What lies over the list: at which message, and beside what on the screen. */
export interface Opened {
  readonly kind: "menu" | "picker";
  readonly seq: Seq;
  readonly beside: DOMRect;
}

export class Hover {
  /** The message at which the tools are; null: there are none. */
  readonly at = signal<Seq | null>(null);
  readonly opened = signal<Opened | null>(null);
  #pointerType = "mouse";

  /** Opens one, or has it take the place of the other. */
  open(kind: Opened["kind"], seq: Seq, beside: Element): void {
    this.at.value = seq;
    this.opened.value = { kind, seq, beside: this.opened.value?.beside ?? beside.getBoundingClientRect() };
  }

  /** Follows what happens in `frame`, which holds the list and its tools. Returns how to stop. */
  listen(frame: HTMLElement): () => void {
    const stop = new AbortController();
    const on = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      listener: (event: HTMLElementEventMap[Type]) => void,
    ): void => frame.addEventListener(type, listener, { signal: stop.signal });
    on("pointerover", (event) => this.#onPointerOver(event));
    on("pointerdown", ({ pointerType }) => (this.#pointerType = pointerType));
    on("pointerleave", ({ pointerType }) => {
      if (pointerType === "mouse") this.#lookAway();
    });
    on("click", (event) => this.#onClick(event));
    on("focusin", ({ target }) => this.#onFocus(target));
    on("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !frame.contains(relatedTarget)) this.#lookAway();
    });
    on("keydown", (event) => this.#onKey(event));
    return () => stop.abort();
  }

  #onPointerOver({ target, pointerType }: PointerEvent): void {
    // Between messages, and over the tools, it stays as it is.
    const seq = seqAt(target);
    if (pointerType === "mouse" && seq !== null && this.opened.value === null) this.at.value = seq;
  }

  /** A tap on a message shows its tools, and a second one puts them away. */
  #onClick({ target }: MouseEvent): void {
    if (this.#pointerType === "mouse" || !(target instanceof Element) || target.closest(CONTROL) !== null) return;
    const seq = seqAt(target);
    if (seq === null || getSelection()?.isCollapsed === false) return;
    this.at.value = this.at.value === seq ? null : seq;
  }

  #onFocus(target: EventTarget | null): void {
    const seq = seqAt(target);
    if (seq !== null && target instanceof Element && target.matches(":focus-visible")) this.at.value = seq;
  }

  #lookAway(): void {
    if (this.opened.value === null) this.at.value = null;
  }

  #onKey(event: KeyboardEvent): void {
    const { target, key } = event;
    if (hasModifier(event) || !(target instanceof HTMLElement)) return;
    const list = target.closest<HTMLElement>("[role=log]");
    if (list === null) return;
    const message = target.closest<HTMLElement>(MESSAGE);
    if (key === "ArrowUp" || key === "ArrowDown") {
      const next = messageBeside(list, message, key === "ArrowUp" ? -1 : 1);
      if (next === null) return;
      next.focus();
    } else if (message !== null && (key === "ArrowLeft" || key === "ArrowRight")) {
      const stops = [message, ...message.querySelectorAll<HTMLElement>("a, button, [role=button]")];
      stops[stops.indexOf(target) + (key === "ArrowLeft" ? -1 : 1)]?.focus();
    } else if (message !== null && target === message && (key === "Enter" || key === " ")) {
      const seq = seqAt(message);
      if (seq !== null) this.open("menu", seq, message);
    } else return;
    event.preventDefault();
  }
}

/** The message that a reader at `from` comes to by an arrow; null: there is more of this one to scroll to, or no other. */
function messageBeside(list: HTMLElement, from: HTMLElement | null, step: -1 | 1): HTMLElement | null {
  const view = list.getBoundingClientRect();
  const messages = [...list.querySelectorAll<HTMLElement>(MESSAGE)];
  // Into the list one comes at its end: at the last message that is in view.
  if (from === null) return messages.findLast((one) => one.getBoundingClientRect().top < view.bottom) ?? null;
  const { top, bottom } = from.getBoundingClientRect();
  const isAllInView = step < 0 ? top >= view.top : bottom <= view.bottom;
  return isAllInView ? (messages[messages.indexOf(from) + step] ?? null) : null;
}

function seqAt(target: EventTarget | null): Seq | null {
  const message = target instanceof Element ? target.closest<HTMLElement>(MESSAGE) : null;
  return message === null ? null : Number(message.dataset["seq"]);
}
