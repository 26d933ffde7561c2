/**
 * Owns the scrolling list of messages: it stays at the newest while the reader does, never moves under a reader who does
 * not, and asks for more near its ends. What is in it is bounded by the timeline.
 */
import { computed } from "@preact/signals";
import { Component, createRef, type VNode } from "preact";
import type { Seq } from "../../protocol/wire.ts";
import { dayKey } from "../dates.ts";
import type { RoomSession } from "../room-session.ts";
import { isLive } from "../timeline.ts";
import { roomTitle } from "../titles.ts";
import { linesOf, type Line } from "../transcript.ts";
import { words } from "../words/words.ts";
import { Icon } from "./Icon.tsx";
import { OutgoingView } from "./OutgoingView.tsx";
import { LineView } from "./LineView.tsx";

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

export class MessageList extends Component<MessageListProps> {
  readonly #scroller = createRef<HTMLDivElement>();
  readonly #content = createRef<HTMLDivElement>();
  readonly #observer = new ResizeObserver(() => this.#stayAtEnd());
  // Of the timeline, what is drawn here: the list need not be drawn again for each message that waits outside.
  readonly #messages = computed(() => this.props.session.timeline.value.messages);
  readonly #hasOlder = computed(() => this.props.session.timeline.value.hasOlder);
  readonly #isLive = computed(() => isLive(this.props.session.timeline.value));
  #lastTop = 0;

  override componentDidMount(): void {
    for (const { current } of [this.#scroller, this.#content]) if (current !== null) this.#observer.observe(current);
    this.#stayAtEnd();
  }

  override componentWillUnmount(): void {
    this.#observer.disconnect();
  }

  override getSnapshotBeforeUpdate(): Anchor | null {
    return this.props.session.isFollowing.value ? null : this.#anchor();
  }

  override componentDidUpdate(_props: MessageListProps, _state: object, anchor: Anchor | null): void {
    this.#stayAtEnd();
    if (anchor !== null) this.#restore(anchor);
    this.#loadMore();
  }

  override render({ session, onShare }: MessageListProps): VNode {
    const messages = this.#messages.value;
    const you = session.you.value;
    const last = messages.at(-1);
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
          aria-busy={session.isLoading.value || !isOpen}
          tabIndex={0}
          onScroll={() => this.#onScroll()}
        >
          <div ref={this.#content} class="list-content">
            {isEmpty && <EmptyRoom onShare={onShare} />}
            {messages.length > 0 && <p class="list-edge">{edgeText(this.#hasOlder.value, isOpen)}</p>}
            {linesOf(messages, dayKey).map((line) => (
              <LineView key={keyOf(line)} line={line} now={session.now()} />
            ))}
            {this.#isLive.value && (
              <OutgoingView
                session={session}
                you={you}
                isContinued={last?.from.id === you.id && last.from.name === you.name}
              />
            )}
          </div>
        </div>
        <ToNewestButton session={session} />
      </div>
    );
  }

  #onScroll(): void {
    const { current: scroller } = this.#scroller;
    if (scroller === null) return;
    const { session } = this.props;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
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
    if (scroller.scrollTop < LOAD_WITHIN_PX) session.loadOlder();
    else if (scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < LOAD_WITHIN_PX) session.loadNewer();
  }

  #stayAtEnd(): void {
    const { current: scroller } = this.#scroller;
    if (scroller === null || !this.props.session.isFollowing.value) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#lastTop = scroller.scrollTop;
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
