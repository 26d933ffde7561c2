import { computed, effect } from "@preact/signals";
import { Component, createRef, type VNode } from "preact";
import { dayKey } from "./dates.ts";
import { optimistic } from "../../client/sending/outbox.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { BROWSER_CLOCK } from "../../client/connection/web-socket.ts";
import { isLive } from "../../client/state/timeline.ts";
import { roomTitle } from "../rooms/index.ts";
import { Today } from "./today.ts";
import { messageRows, startTurnAt, type Row } from "./message-rows.ts";
import { words } from "../words/words.ts";
import { ActionsSlot, Hover } from "../actions/index.ts";
import { EmptyRoom } from "./EmptyRoom.tsx";
import { MessageRow } from "./MessageRow.tsx";
import { findFirstUnread, UnreadDivider, ToUnreadButton } from "./UnreadDivider.tsx";
import { PendingMessages } from "./PendingMessages.tsx";
import { Scrolling, type Anchor } from "./scrolling.ts";
import { ToNewestButton } from "./ToNewestButton.tsx";

interface MessageListProps {
  readonly session: RoomSession;
  readonly onShare: () => void;
}

/**
 * A wrapper, so that old versions of the list are not kept in memory. Preact 11.2 keeps an element's children as they were
 * first rendered. Rows that are not rendered again share nodes with those, and each node refers to its whole list: without
 * the wrapper, one old list would stay in memory for each row that changed.
 */
export function MessageList(props: MessageListProps): VNode {
  return <ScrollingList {...props} />;
}

class ScrollingList extends Component<MessageListProps> {
  readonly #scroller = createRef<HTMLDivElement>();
  readonly #content = createRef<HTMLDivElement>();
  readonly #scrolling = new Scrolling(this.props.session, this.#scroller);
  readonly #observer = new ResizeObserver(() => this.#scrolling.stayAtEnd());
  // Not the whole timeline: a message that is not shown yet must not render the list again.
  readonly #messages = computed(() => this.props.session.timeline.value.messages);
  // With your own changes that the room has not confirmed yet.
  readonly #shown = computed(() => {
    const { session } = this.props;
    return optimistic(this.#messages.value, session.outbox.value, session.you.value, session.now());
  });
  readonly #hasOlder = computed(() => this.props.session.timeline.value.hasOlder);
  readonly #isLive = computed(() => isLive(this.props.session.timeline.value));
  readonly #hover = new Hover();
  readonly #today = new Today(BROWSER_CLOCK, this.props.session);
  #stop: readonly (() => void)[] = [];

  override componentDidMount(): void {
    for (const { current } of [this.#scroller, this.#content]) if (current !== null) this.#observer.observe(current);
    const { paging, isFollowing } = this.props.session;
    const stopWatching = effect(() => {
      const { value: lookedAt } = paging.lookedAt;
      const wanted = isFollowing.peek() ? null : lookedAt;
      this.#scrolling.want(wanted);
      if (wanted !== null) this.setState({}); // even if that message is highlighted already
    });
    const frame = this.#scroller.current?.parentElement;
    this.#stop = [stopWatching, this.#today.follow(), ...(frame ? [this.#hover.listen(frame)] : [])];
    this.#scrolling.stayAtEnd();
  }

  override componentWillUnmount(): void {
    this.#observer.disconnect();
    for (const stop of this.#stop) stop();
  }

  override getSnapshotBeforeUpdate(): Anchor | null {
    return this.#scrolling.anchor();
  }

  override componentDidUpdate(_props: MessageListProps, _state: object, anchor: Anchor | null): void {
    this.#scrolling.updated(anchor);
  }

  override render({ session, onShare }: MessageListProps): VNode {
    const messages = this.#shown.value;
    const lookedAt = session.paging.lookedAt.value;
    const you = session.you.value;
    const last = messages.at(-1);
    const firstUnread = findFirstUnread(session, messages);
    const isEmpty = session.wasWelcomed.value && messages.length === 0 && session.outbox.value.length === 0;
    void this.#today.tomorrow.value; // read so that "Today" is rendered again at midnight
    // Read so that a list that could not load anything while offline tries again.
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
          onScroll={() => this.#scrolling.scrolled()}
        >
          <div ref={this.#content} class="list-content">
            {isEmpty && <EmptyRoom onShare={onShare} />}
            {messages.length > 0 && <p class="list-edge">{edgeText(this.#hasOlder.value, isOpen)}</p>}
            {startTurnAt(messageRows(messages, dayKey, this.#hasOlder.value), firstUnread).flatMap((row) => [
              row.said.seq === firstUnread && <UnreadDivider key="new" session={session} />,
              <MessageRow
                key={keyOf(row)}
                session={session}
                hover={this.#hover}
                row={row}
                now={session.now()}
                you={you}
                names={session.knownNames.value.size}
                isMarked={row.said.seq === lookedAt}
              />,
            ])}
            {this.#isLive.value && (
              <PendingMessages
                session={session}
                you={you}
                isContinued={last?.from.id === you.id && last.from.name === you.name}
              />
            )}
          </div>
        </div>
        <ToUnreadButton session={session} isLoaded={firstUnread !== null} />
        <ToNewestButton session={session} />
        <ActionsSlot session={session} hover={this.#hover} messages={this.#shown} scroller={this.#scroller} />
      </div>
    );
  }
}

/**
 * A row that starts to look different gets a new key, so it is created anew. If it were updated instead, Preact 11.2 would
 * keep its old children, and with them the whole old list. In a full list, every message that arrives changes the first row.
 */
function keyOf({ said, startsTurn, startsDay }: Row): string {
  return `${said.seq} ${startsTurn} ${startsDay}`;
}

function edgeText(hasOlder: boolean, isOpen: boolean): string {
  if (!hasOlder) return words.beginning;
  return isOpen ? words.loadingOlder : words.olderOffline;
}
