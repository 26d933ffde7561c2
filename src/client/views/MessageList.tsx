/**
 * Owns the scrolling list of messages: it stays at the newest while the reader does, never moves under a reader who does
 * not, and asks for more near its ends. What is in it is bounded by the timeline.
 */
import { computed, effect } from "@preact/signals";
import { Component, createRef, type VNode } from "preact";
import type { Seq } from "../../protocol/wire.ts";
import { dayKey } from "../dates.ts";
import { foreseen } from "../outbox.ts";
import type { RoomSession } from "../room-session.ts";
import { isLive } from "../timeline.ts";
import { roomTitle } from "../titles.ts";
import { linesOf, type Line } from "../transcript.ts";
import { words } from "../words/words.ts";
import { ActionsSlot } from "./ActionsSlot.tsx";
import { Icon } from "./Icon.tsx";
import { OutgoingView } from "./OutgoingView.tsx";
import { LineView } from "./LineView.tsx";
import { Pointing } from "./pointing.ts";
import { firstNewOf, NewLine, ToNewLineButton, withLine } from "./NewLine.tsx";

/** Pixels from the end that still count as being at it: half a line, and what rounding makes of zoom. */
const AT_END_PX = 24;
/** Pixels from an end at which more is asked for: about a phone's screen. */
const LOAD_WITHIN_PX = 800;

interface MessageListProps {
  readonly session: RoomSession;
  readonly onShare: () => void;
}

/** A message by which the view is held in place, and where it was, in pixels below the list's top edge. */
interface Anchor {
  readonly seq: Seq;
  readonly top: number;
}

/**
 * Around the list, so that no list of the past is kept. Preact 11.2 keeps what stands in an element as it was first drawn;
 * lines that are not drawn again share their parts with that, and each knows its list: one for each line that changed.
 */
export function MessageList(props: MessageListProps): VNode {
  return <ScrollingList {...props} />;
}

class ScrollingList extends Component<MessageListProps> {
  readonly #scroller = createRef<HTMLDivElement>();
  readonly #content = createRef<HTMLDivElement>();
  readonly #observer = new ResizeObserver(() => this.#stayAtEnd());
  // Of the timeline, what is drawn here: the list need not be drawn again for each message that waits outside.
  readonly #messages = computed(() => this.props.session.timeline.value.messages);
  // With what one has just done, which the room will confirm.
  readonly #shown = computed(() => {
    const { session } = this.props;
    return foreseen(this.#messages.value, session.outbox.value, session.you.value, session.now());
  });
  readonly #hasOlder = computed(() => this.props.session.timeline.value.hasOlder);
  readonly #isLive = computed(() => isLive(this.props.session.timeline.value));
  readonly #pointing = new Pointing();
  #lastTop = 0;
  /** The message to bring into view at the next drawing. */
  #wanted: Seq | null = null;
  /** Where that took the reader: not their own scrolling, though it may end at the end. */
  #takenTo: number | null = null;
  #stop: readonly (() => void)[] = [];

  override componentDidMount(): void {
    for (const { current } of [this.#scroller, this.#content]) if (current !== null) this.#observer.observe(current);
    const { paging, isFollowing } = this.props.session;
    const stopLooking = effect(() => {
      const { value: seq } = paging.lookedAt;
      this.#wanted = isFollowing.peek() ? null : seq;
      if (this.#wanted !== null) this.setState({}); // also where it is the one that is marked already
    });
    const frame = this.#scroller.current?.parentElement;
    this.#stop = frame ? [stopLooking, this.#pointing.listen(frame)] : [stopLooking];
    this.#stayAtEnd();
  }

  override componentWillUnmount(): void {
    this.#observer.disconnect();
    for (const stop of this.#stop) stop();
  }

  override getSnapshotBeforeUpdate(): Anchor | null {
    return this.props.session.isFollowing.value ? null : this.#anchor();
  }

  override componentDidUpdate(_props: MessageListProps, _state: object, anchor: Anchor | null): void {
    this.#stayAtEnd();
    if (anchor !== null) this.#restore(anchor);
    this.#goToWanted();
    this.#loadMore();
  }

  override render({ session, onShare }: MessageListProps): VNode {
    const messages = this.#shown.value;
    const lookedAt = session.paging.lookedAt.value;
    const you = session.you.value;
    const last = messages.at(-1);
    const firstNew = firstNewOf(session, messages);
    const isEmpty = session.wasWelcomed.value && messages.length === 0 && session.outbox.value.length === 0;
    // Read so that a list that could load nothing while the connection was away tries again.
    const isOpen = session.status.value.state === "open";
    return (
      <div class="list-frame">
        <div
          ref={this.#scroller}
          class="list"
          role="log"
          aria-label={words.messages(roomTitle(session.room))}
          aria-busy={session.paging.isLoading.value || !isOpen}
          tabIndex={0}
          onScroll={() => this.#onScroll()}
        >
          <div ref={this.#content} class="list-content">
            {isEmpty && <EmptyRoom onShare={onShare} />}
            {messages.length > 0 && <p class="list-edge">{edgeText(this.#hasOlder.value, isOpen)}</p>}
            {withLine(linesOf(messages, dayKey, this.#hasOlder.value), firstNew).flatMap((line) => [
              line.said.seq === firstNew && <NewLine key="new" session={session} />,
              <LineView
                key={keyOf(line)}
                session={session}
                pointing={this.#pointing}
                line={line}
                now={session.now()}
                you={you}
                isMarked={line.said.seq === lookedAt}
              />,
            ])}
            {this.#isLive.value && (
              <OutgoingView
                session={session}
                you={you}
                isContinued={last?.from.id === you.id && last.from.name === you.name}
              />
            )}
          </div>
        </div>
        <ToNewLineButton session={session} isLoaded={firstNew !== null} />
        <ToNewestButton session={session} />
        <ActionsSlot session={session} pointing={this.#pointing} messages={this.#shown} scroller={this.#scroller} />
      </div>
    );
  }

  #onScroll(): void {
    const { current: scroller } = this.#scroller;
    if (scroller === null) return;
    const { session } = this.props;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    if (scrollTop === this.#takenTo) return this.#loadMore();
    this.#takenTo = null;
    const isAtEnd = scrollHeight - clientHeight - scrollTop <= AT_END_PX;
    // The end may move away from a reader who stays (a keyboard opens); only scrolling up is leaving it.
    if (isAtEnd && this.#isLive.value) session.jumpToNewest();
    else if (scrollTop < this.#lastTop) session.isFollowing.value = false;
    this.#lastTop = scrollTop;
    this.#loadMore();
  }

  #loadMore(): void {
    const { current: scroller } = this.#scroller;
    if (scroller === null) return;
    const { session } = this.props;
    if (scroller.scrollTop < LOAD_WITHIN_PX) session.paging.older();
    else if (scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < LOAD_WITHIN_PX)
      session.paging.newer();
  }

  #stayAtEnd(): void {
    const { current: scroller } = this.#scroller;
    if (scroller === null || !this.props.session.isFollowing.value) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#lastTop = scroller.scrollTop;
  }

  /** Takes the reader to the message that is wanted, once it is drawn, and marks it anew. */
  #goToWanted(): void {
    const { current: scroller } = this.#scroller;
    const message = scroller?.querySelector(`[data-seq="${this.#wanted}"]`);
    if (!scroller || !message) return;
    this.#wanted = null;
    message.scrollIntoView({ block: "center" });
    for (const mark of message.getAnimations()) mark.currentTime = 0;
    this.#takenTo = this.#lastTop = scroller.scrollTop;
  }

  /** The first message that is in view. */
  #anchor(): Anchor | null {
    const { current: scroller } = this.#scroller;
    if (scroller === null) return null;
    const edge = scroller.getBoundingClientRect().top;
    for (const message of scroller.querySelectorAll<HTMLElement>("[data-seq]")) {
      const { top, bottom } = message.getBoundingClientRect();
      if (bottom > edge) return { seq: Number(message.dataset["seq"]), top: top - edge };
    }
    return null;
  }

  /** Moves the list so that the anchor is where it was, whatever came or went above it. */
  #restore({ seq, top }: Anchor): void {
    const { current: scroller } = this.#scroller;
    const message = scroller?.querySelector(`[data-seq="${seq}"]`);
    if (!scroller || !message) return; // the timeline started again: there is nothing left to stay at
    scroller.scrollTop += message.getBoundingClientRect().top - scroller.getBoundingClientRect().top - top;
    this.#lastTop = scroller.scrollTop;
    if (this.#takenTo !== null) this.#takenTo = scroller.scrollTop;
  }
}

/**
 * A line that begins to look different is drawn as a new one. If it were changed, Preact 11.2 would keep what it looked
 * like, and with that the whole list of that moment; in a full list each message that arrives changes the first line.
 */
function keyOf({ said, startsTurn, startsDay }: Line): string {
  return `${said.seq} ${startsTurn} ${startsDay}`;
}

function edgeText(hasOlder: boolean, isOpen: boolean): string {
  if (!hasOlder) return words.beginning;
  return isOpen ? words.loadingOlder : words.olderOffline;
}

function ToNewestButton({ session }: { readonly session: RoomSession }): VNode | null {
  if (session.isFollowing.value) return null;
  const unseen = session.unseen.value;
  return (
    <button type="button" class={unseen > 0 ? "to-newest unseen" : "to-newest"} onClick={() => session.jumpToNewest()}>
      <span>{unseen > 0 ? words.newMessages(unseen) : words.toNewest}</span>
      <Icon name="down" />
    </button>
  );
}

function EmptyRoom({ onShare }: { readonly onShare: () => void }): VNode {
  return (
    <div class="empty">
      <h2>{words.emptyTitle}</h2>
      <p>{words.emptyHint}</p>
      <button type="button" class="button" onClick={onShare}>
        <Icon name="share" />
        {words.share}
      </button>
    </div>
  );
}
