import { signal } from "@preact/signals";
import type { Seq } from "../../protocol/wire.ts";
import { hasModifier } from "../ui/keyboard.ts";

const MESSAGE = ".message[data-seq]";
/** Elements in a message that react to a tap themselves. */
const CONTROL = "a, button, summary, input, [role=button]";

/** The open menu or picker, its message, and the place on the screen it opens next to. */
export interface Opened {
  readonly kind: "menu" | "picker";
  readonly seq: Seq;
  readonly beside: DOMRect;
}

/** Which message has the toolbar, by pointer, touch or keyboard, and which popover is open for it. */
export class Hover {
  /** The message with the toolbar; null if there is none. */
  readonly at = signal<Seq | null>(null);
  readonly opened = signal<Opened | null>(null);
  #pointerType = "mouse";

  /** Opens the menu or the picker; one replaces the other in the same place. */
  open(kind: Opened["kind"], seq: Seq, beside: Element): void {
    this.at.value = seq;
    this.opened.value = { kind, seq, beside: this.opened.value?.beside ?? beside.getBoundingClientRect() };
  }

  /** Listens to `frame`, which contains the list and its toolbar. Returns how to stop. */
  listen(frame: HTMLElement): () => void {
    const stop = new AbortController();
    const on = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      listener: (event: HTMLElementEventMap[Type]) => void,
    ): void => frame.addEventListener(type, listener, { signal: stop.signal });
    on("pointerover", (event) => this.#onPointerOver(event));
    on("pointerdown", ({ pointerType }) => (this.#pointerType = pointerType));
    on("pointerleave", ({ pointerType }) => {
      if (pointerType === "mouse") this.#clear();
    });
    on("click", (event) => this.#onClick(event));
    on("focusin", ({ target }) => this.#onFocus(target));
    on("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !frame.contains(relatedTarget)) this.#clear();
    });
    on("keydown", (event) => this.#onKey(event));
    return () => stop.abort();
  }

  #onPointerOver({ target, pointerType }: PointerEvent): void {
    // Between messages, and over the toolbar, nothing changes.
    const seq = seqAt(target);
    if (pointerType === "mouse" && seq !== null && this.opened.value === null) this.at.value = seq;
  }

  /** A tap on a message shows its toolbar, and a second tap hides it. */
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

  #clear(): void {
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

/** The message that an arrow key leads to from `from`; null if the rest of `from` must be scrolled to first, or it is the last. */
function messageBeside(list: HTMLElement, from: HTMLElement | null, step: -1 | 1): HTMLElement | null {
  const view = list.getBoundingClientRect();
  const messages = [...list.querySelectorAll<HTMLElement>(MESSAGE)];
  // Entering the list leads to the last message in view.
  if (from === null) return messages.findLast((one) => one.getBoundingClientRect().top < view.bottom) ?? null;
  const { top, bottom } = from.getBoundingClientRect();
  const isAllInView = step < 0 ? top >= view.top : bottom <= view.bottom;
  return isAllInView ? (messages[messages.indexOf(from) + step] ?? null) : null;
}

function seqAt(target: EventTarget | null): Seq | null {
  const message = target instanceof Element ? target.closest<HTMLElement>(MESSAGE) : null;
  return message === null ? null : Number(message.dataset["seq"]);
}
