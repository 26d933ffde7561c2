/**
 * Where the reader is in the list of messages. While they are at the newest message, the list stays there. Elsewhere, what
 * they read stays in place whatever is added above it. Near an end of the list, more messages are loaded.
 */
import type { RefObject } from "preact";
import type { Seq } from "../../protocol/wire.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { isLive } from "../../client/state/timeline.ts";
import { AT_END_PX } from "../ui/scroll-anchor.ts";

/** Pixels from an end at which more messages are loaded: about the height of a phone's screen. */
const LOAD_WITHIN_PX = 800;

/** The message that stays in place, and its distance from the top edge of the list, in pixels. */
export interface Anchor {
  readonly seq: Seq;
  readonly top: number;
}

export class Scrolling {
  readonly #session: RoomSession;
  readonly #list: RefObject<HTMLElement | null>;
  #lastTop = 0;
  /** The message to scroll to once it is rendered. */
  #wanted: Seq | null = null;
  /** Where we scrolled to: arriving there is not the reader scrolling, even at the end of the list. */
  #scrolledTo: number | null = null;

  constructor(session: RoomSession, list: RefObject<HTMLElement | null>) {
    this.#session = session;
    this.#list = list;
  }

  /** Scrolls to `seq` once it is rendered; null cancels that. */
  want(seq: Seq | null): void {
    this.#wanted = seq;
  }

  /** Called before each update: what the reader is looking at, unless they are at the newest message. */
  anchor(): Anchor | null {
    const { current: list } = this.#list;
    if (list === null || this.#session.isFollowing.value) return null;
    const edge = list.getBoundingClientRect().top;
    for (const message of list.querySelectorAll<HTMLElement>("[data-seq]")) {
      const { top, bottom } = message.getBoundingClientRect();
      if (bottom > edge) return { seq: Number(message.dataset["seq"]), top: top - edge };
    }
    return null;
  }

  /** Called after each update, with the anchor from before it. */
  updated(anchor: Anchor | null): void {
    this.stayAtEnd();
    if (anchor !== null) this.#restore(anchor);
    this.#scrollToWanted();
    this.#loadMore();
  }

  /** The height of the list or of its content has changed. */
  stayAtEnd(): void {
    const { current: list } = this.#list;
    if (list === null || !this.#session.isFollowing.value) return;
    list.scrollTop = list.scrollHeight;
    this.#lastTop = list.scrollTop;
  }

  /** The list was scrolled, by the reader or by us. */
  scrolled(): void {
    const { current: list } = this.#list;
    if (list === null) return;
    const { scrollTop, scrollHeight, clientHeight } = list;
    if (scrollTop === this.#scrolledTo) return this.#loadMore();
    this.#scrolledTo = null;
    const isAtEnd = scrollHeight - clientHeight - scrollTop <= AT_END_PX;
    // Only scrolling up leaves the end. The end can also move away from the reader, as when a phone's keyboard opens.
    if (isAtEnd && isLive(this.#session.timeline.value)) this.#session.jumpToNewest();
    else if (scrollTop < this.#lastTop) this.#session.isFollowing.value = false;
    this.#lastTop = scrollTop;
    this.#loadMore();
  }

  #loadMore(): void {
    const { current: list } = this.#list;
    if (list === null) return;
    const { paging } = this.#session;
    if (list.scrollTop < LOAD_WITHIN_PX) paging.older();
    else if (list.scrollHeight - list.clientHeight - list.scrollTop < LOAD_WITHIN_PX) paging.newer();
  }

  /** Scrolls to the wanted message if it is rendered, and starts its highlight again. */
  #scrollToWanted(): void {
    const { current: list } = this.#list;
    const message = list?.querySelector(`[data-seq="${this.#wanted}"]`);
    if (!list || !message) return;
    this.#wanted = null;
    message.scrollIntoView({ block: "center" });
    for (const mark of message.getAnimations()) mark.currentTime = 0;
    this.#scrolledTo = this.#lastTop = list.scrollTop;
  }

  /** Scrolls so that the anchor is where it was before. */
  #restore({ seq, top }: Anchor): void {
    const { current: list } = this.#list;
    const message = list?.querySelector(`[data-seq="${seq}"]`);
    if (!list || !message) return; // the timeline started over, so there is nothing to stay at
    list.scrollTop += message.getBoundingClientRect().top - list.getBoundingClientRect().top - top;
    this.#lastTop = list.scrollTop;
    if (this.#scrolledTo !== null) this.#scrolledTo = list.scrollTop;
  }
}
