/**
 * Owns where in the list of messages its reader is: at the newest while they want to stay there, held in place by what
 * they read while they do not, and taken to a message that is wanted. It asks for more near the ends.
 */
import type { RefObject } from "preact";
import type { Seq } from "../../protocol/wire.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { isLive } from "../../client/state/timeline.ts";
import { AT_END_PX } from "../ui/scroll-anchor.ts";

/** Pixels from an end at which more is asked for: about a phone's screen. */
const LOAD_WITHIN_PX = 800;

/** A message by which the view is held in place, and where it was, in pixels below the list's top edge. */
export interface Anchor {
  readonly seq: Seq;
  readonly top: number;
}

export class Scrolling {
  readonly #session: RoomSession;
  readonly #list: RefObject<HTMLElement | null>;
  #lastTop = 0;
  /** The message to bring into view at the next drawing. */
  #wanted: Seq | null = null;
  /** Where that took the reader: not their own scrolling, though it may end at the end. */
  #takenTo: number | null = null;

  constructor(session: RoomSession, list: RefObject<HTMLElement | null>) {
    this.#session = session;
    this.#list = list;
  }

  /** Takes the reader to `seq` once it is drawn; null: nowhere. */
  want(seq: Seq | null): void {
    this.#wanted = seq;
  }

  /** Before what is drawn next: what the reader reads, if they are not at the newest. */
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

  /** After it, with the anchor from before. */
  drawn(anchor: Anchor | null): void {
    this.stayAtEnd();
    if (anchor !== null) this.#restore(anchor);
    this.#goToWanted();
    this.#loadMore();
  }

  /** What is in the list has become higher or lower, or the list itself. */
  stayAtEnd(): void {
    const { current: list } = this.#list;
    if (list === null || !this.#session.isFollowing.value) return;
    list.scrollTop = list.scrollHeight;
    this.#lastTop = list.scrollTop;
  }

  /** The list was scrolled, by the reader or from here. */
  scrolled(): void {
    const { current: list } = this.#list;
    if (list === null) return;
    const { scrollTop, scrollHeight, clientHeight } = list;
    if (scrollTop === this.#takenTo) return this.#loadMore();
    this.#takenTo = null;
    const isAtEnd = scrollHeight - clientHeight - scrollTop <= AT_END_PX;
    // The end may move away from a reader who stays (a keyboard opens); only scrolling up is leaving it.
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

  /** Takes the reader to the message that is wanted, once it is drawn, and marks it anew. */
  #goToWanted(): void {
    const { current: list } = this.#list;
    const message = list?.querySelector(`[data-seq="${this.#wanted}"]`);
    if (!list || !message) return;
    this.#wanted = null;
    message.scrollIntoView({ block: "center" });
    for (const mark of message.getAnimations()) mark.currentTime = 0;
    this.#takenTo = this.#lastTop = list.scrollTop;
  }

  /** Moves the list so that the anchor is where it was, whatever came or went above it. */
  #restore({ seq, top }: Anchor): void {
    const { current: list } = this.#list;
    const message = list?.querySelector(`[data-seq="${seq}"]`);
    if (!list || !message) return; // the timeline started again: there is nothing left to stay at
    list.scrollTop += message.getBoundingClientRect().top - list.getBoundingClientRect().top - top;
    this.#lastTop = list.scrollTop;
    if (this.#takenTo !== null) this.#takenTo = list.scrollTop;
  }
}
