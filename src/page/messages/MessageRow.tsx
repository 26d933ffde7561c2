import { untracked } from "@preact/signals";
import { Component, type ComponentChildren, type VNode } from "preact";
import type { Person } from "../../protocol/wire.ts";
import type { Said } from "../../protocol/events.ts";
import { dayKey, dayOf, fullTimeOf, timeOf } from "./dates.ts";
import { Avatar, memberHue } from "../people/index.ts";
import { MessageText, previewOf } from "../text/index.ts";
import type { RoomSession } from "../../client/room-session.ts";
import type { Row } from "./message-rows.ts";
import { words } from "../words/words.ts";
import type { Hover } from "../actions/index.ts";
import { QuotePreview } from "./QuotePreview.tsx";
import { Reactions } from "../reactions/index.ts";

interface MessageRowProps {
  readonly session: RoomSession;
  readonly hover: Hover;
  /** Its `startsTurn` and `startsDay` never change: `MessageList` makes a new component when they do. */
  readonly row: Row;
  /** The room's time, which tells today from yesterday. */
  readonly now: number;
  /** The reader: messages that mention them are highlighted. */
  readonly you: Person;
  /** How many names are known. With a new one, other parts of the text may be mentions. */
  readonly names: number;
  /** Whether the reader just jumped to this message. */
  readonly isMarked: boolean;
}

export class MessageRow extends Component<MessageRowProps> {
  override shouldComponentUpdate({ row, now, you, names, isMarked }: MessageRowProps): boolean {
    const { said, startsDay, quote } = this.props.row;
    // At midnight, "Today" becomes "Yesterday".
    if (startsDay && dayOf(said.at, now) !== dayOf(said.at, this.props.now)) return true;
    if (row.said !== said || row.quote !== quote) return true;
    if (names !== this.props.names && /[@＠]/.test(said.text)) return true; // "@Ada Lovelace" no longer mentions Ada
    return isMarked !== this.props.isMarked || you.name !== this.props.you.name;
  }

  override render({ session, hover, row, now, you, isMarked }: MessageRowProps): VNode {
    const { said, startsTurn, startsDay, quote } = row;
    const time = isoOf(said);
    return (
      <>
        {startsDay && (
          <h2 class="day">
            <span>{dayOf(said.at, now)}</span>
          </h2>
        )}
        <RowFrame from={startsTurn ? said.from : null} note={<time dateTime={time}>{timeOf(said.at)}</time>}>
          {/* The arrow keys focus it, and a screen reader then reads its label. */}
          <div
            class={["message", isForYou(session, said, you) && "for-you", isMarked && "marked"]
              .filter(Boolean)
              .join(" ")}
            data-seq={said.seq}
            title={fullTimeOf(said.at)}
            role="article"
            aria-label={`${said.from.name}: ${said.removed ? words.messageRemoved : previewOf(said.text)}`}
            tabIndex={-1}
          >
            {!startsTurn && (
              <time class="message-time" dateTime={time} aria-hidden="true">
                {timeOf(said.at)}
              </time>
            )}
            {quote !== null && <QuotePreview quote={quote} onJump={() => jumpToOriginal(session, said)} />}
            {said.removed ? (
              <p class="message-removed">{words.messageRemoved}</p>
            ) : (
              <MessageText session={session} text={said.text} name={said.from.name} />
            )}
            {said.editedAt !== undefined && (
              <time
                class="message-edited"
                dateTime={new Date(said.editedAt).toISOString()}
                title={fullTimeOf(said.editedAt)}
              >
                {words.edited((dayKey(said.editedAt) === dayKey(said.at) ? timeOf : fullTimeOf)(said.editedAt))}
              </time>
            )}
            <Reactions session={session} hover={hover} said={said} />
          </div>
        </RowFrame>
      </>
    );
  }
}

interface RowFrameProps {
  /** The author to show above the message; null if it continues a turn. */
  readonly from: Person | null;
  /** Shown next to the name. */
  readonly note: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The same for pending and confirmed messages, so that nothing moves when a message is confirmed. */
export function RowFrame({ from, note, children }: RowFrameProps): VNode {
  return (
    <div class={from === null ? "message-row" : "message-row starts-turn"}>
      {from !== null && <Avatar id={from.id} />}
      {from !== null && (
        <header class="message-row-header">
          <bdi class="person-name" style={{ "--hue": String(memberHue(from.id)) }}>
            {from.name}
          </bdi>
          <span class="message-row-note">{note}</span>
        </header>
      )}
      {children}
    </div>
  );
}

/** Reads the names untracked: `shouldComponentUpdate` renders the row again when more are known. */
function isForYou(session: RoomSession, { from, text }: Said, you: Person): boolean {
  return from.id !== you.id && untracked(() => session.callsYou(text));
}

function jumpToOriginal({ paging }: RoomSession, { replyTo }: Said): void {
  if (replyTo !== undefined) paging.around(replyTo);
}

function isoOf({ at }: Said): string {
  return new Date(at).toISOString();
}
