/** Owns the list of messages: its lines, and what stands between, before and behind them. The timeline bounds it. */
import { computed, effect } from "@preact/signals";
import { Component, createRef, type VNode } from "preact";
import { dayKey } from "./dates.ts";
import { optimistic } from "../../client/sending/outbox.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { BROWSER_CLOCK } from "../../client/connection/web-socket.ts";
import { isLive } from "../../client/state/timeline.ts";
import { roomTitle } from "../rooms/index.ts";
import { Today } from "./today.ts";
import { linesOf, type Line } from "./message-rows.ts";
import { words } from "../words/words.ts";
import { ActionsSlot, Hover } from "../actions/index.ts";
import { EmptyRoom } from "./EmptyRoom.tsx";
import { MessageRow } from "./MessageRow.tsx";
import { firstNewOf, NewLine, ToUnreadButton, withLine } from "./UnreadDivider.tsx";
import { PendingMessage } from "./PendingMessage.tsx";
import { Scrolling, type Anchor } from "./scrolling.ts";
import { ToNewestButton } from "./ToNewestButton.tsx";

interface MessageListProps {
  readonly session: RoomSession;
  readonly onShare: () => void;
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
  readonly #scrolling = new Scrolling(this.props.session, this.#scroller);
  readonly #observer = new ResizeObserver(() => this.#scrolling.stayAtEnd());
  // Of the timeline, what is drawn here: the list need not be drawn again for each message that waits outside.
  readonly #messages = computed(() => this.props.session.timeline.value.messages);
  // With what one has just done, which the room will confirm.
  readonly #shown = computed(() => {
    const { session } = this.props;
    return optimistic(this.#messages.value, session.outbox.value, session.you.value, session.now());
  });
  readonly #hasOlder = computed(() => this.props.session.timeline.value.hasOlder);
  readonly #isLive = computed(() => isLive(this.props.session.timeline.value));
  readonly #pointing = new Hover();
  readonly #today = new Today(BROWSER_CLOCK, this.props.session);
  #stop: readonly (() => void)[] = [];

  override componentDidMount(): void {
    for (const { current } of [this.#scroller, this.#content]) if (current !== null) this.#observer.observe(current);
    const { paging, isFollowing } = this.props.session;
    const stopLooking = effect(() => {
      const { value: lookedAt } = paging.lookedAt;
      const wanted = isFollowing.peek() ? null : lookedAt;
      this.#scrolling.want(wanted);
      if (wanted !== null) this.setState({}); // also where it is the one that is marked already
    });
    const frame = this.#scroller.current?.parentElement;
    this.#stop = [stopLooking, this.#today.follow(), ...(frame ? [this.#pointing.listen(frame)] : [])];
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
    this.#scrolling.drawn(anchor);
  }

  override render({ session, onShare }: MessageListProps): VNode {
    const messages = this.#shown.value;
    const lookedAt = session.paging.lookedAt.value;
    const you = session.you.value;
    const last = messages.at(-1);
    const firstNew = firstNewOf(session, messages);
    const isEmpty = session.wasWelcomed.value && messages.length === 0 && session.outbox.value.length === 0;
    void this.#today.tomorrow.value; // read so that the days are named anew when one is over
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
          onScroll={() => this.#scrolling.scrolled()}
        >
          <div ref={this.#content} class="list-content">
            {isEmpty && <EmptyRoom onShare={onShare} />}
            {messages.length > 0 && <p class="list-edge">{edgeText(this.#hasOlder.value, isOpen)}</p>}
            {withLine(linesOf(messages, dayKey, this.#hasOlder.value), firstNew).flatMap((line) => [
              line.said.seq === firstNew && <NewLine key="new" session={session} />,
              <MessageRow
                key={keyOf(line)}
                session={session}
                pointing={this.#pointing}
                line={line}
                now={session.now()}
                you={you}
                names={session.names.count.value}
                isMarked={line.said.seq === lookedAt}
              />,
            ])}
            {this.#isLive.value && (
              <PendingMessage
                session={session}
                you={you}
                isContinued={last?.from.id === you.id && last.from.name === you.name}
              />
            )}
          </div>
        </div>
        <ToUnreadButton session={session} isLoaded={firstNew !== null} />
        <ToNewestButton session={session} />
        <ActionsSlot session={session} pointing={this.#pointing} messages={this.#shown} scroller={this.#scroller} />
      </div>
    );
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
