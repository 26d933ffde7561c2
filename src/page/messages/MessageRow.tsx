/**
 * Owns how one message looks: under its author where a turn begins, under its day where one does. Drawn again only
 * when it changes.
 */
import { untracked } from "@preact/signals";
import { Component, type ComponentChildren, type VNode } from "preact";
import type { Person } from "../../protocol/wire.ts";
import type { Said } from "../../protocol/events.ts";
import { dayKey, dayOf, fullTimeOf, timeOf } from "./dates.ts";
import { Avatar, hueOf } from "../people/index.ts";
import { MessageText, previewOf } from "../text/index.ts";
import type { RoomSession } from "../../client/room-session.ts";
import type { Line } from "./message-rows.ts";
import { words } from "../words/words.ts";
import type { Hover } from "../actions/index.ts";
import { QuotePreview } from "./Quote.tsx";
import { Reactions } from "../reactions/index.ts";

interface LineProps {
  readonly session: RoomSession;
  readonly pointing: Hover;
  /** Where it stands does not change: a line that begins a turn or a day from now on is another one (`MessageList`). */
  readonly line: Line;
  /** The room's clock, which tells today from yesterday. */
  readonly now: number;
  /** Who reads it: what mentions them is marked. */
  readonly you: Person;
  /** How many names are known by which it may mention somebody. */
  readonly names: number;
  /** Whether it is the one that the reader was taken to. */
  readonly isMarked: boolean;
}

export class MessageRow extends Component<LineProps> {
  override shouldComponentUpdate({ line, now, you, names, isMarked }: LineProps): boolean {
    const { said, startsDay, quote } = this.props.line;
    // "Today" is another day's name after midnight.
    if (startsDay && dayOf(said.at, now) !== dayOf(said.at, this.props.now)) return true;
    if (line.said !== said || line.quote !== quote) return true;
    if (names !== this.props.names && /[@＠]/.test(said.text)) return true; // a longer name than yours, say
    return isMarked !== this.props.isMarked || you.name !== this.props.you.name;
  }

  override render({ session, pointing, line, now, you, isMarked }: LineProps): VNode {
    const { said, startsTurn, startsDay, quote } = line;
    const time = isoOf(said);
    return (
      <>
        {startsDay && (
          <h2 class="day">
            <span>{dayOf(said.at, now)}</span>
          </h2>
        )}
        <LineFrame from={startsTurn ? said.from : null} note={<time dateTime={time}>{timeOf(said.at)}</time>}>
          {/* Focused by the arrow keys: its label is what a screen reader then says. */}
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
            <Reactions session={session} pointing={pointing} said={said} />
          </div>
        </LineFrame>
      </>
    );
  }
}

interface LineFrameProps {
  /** Who is named above the line; null: it continues the one before. */
  readonly from: Person | null;
  /** Beside the name. */
  readonly note: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The box of a line, the same before and after the room has confirmed it. */
export function LineFrame({ from, note, children }: LineFrameProps): VNode {
  return (
    <div class={from === null ? "line" : "line starts-turn"}>
      {from !== null && <Avatar id={from.id} />}
      {from !== null && (
        <header class="line-header">
          <bdi class="person-name" style={{ "--hue": String(hueOf(from.id)) }}>
            {from.name}
          </bdi>
          <span class="line-note">{note}</span>
        </header>
      )}
      {children}
    </div>
  );
}

/** As far as the names are known: when more are, it is drawn again. */
function isForYou(session: RoomSession, { from, text }: Said, you: Person): boolean {
  return from.id !== you.id && untracked(() => session.callsYou(text));
}

function jumpToOriginal({ paging }: RoomSession, { replyTo }: Said): void {
  if (replyTo !== undefined) paging.around(replyTo);
}

function isoOf({ at }: Said): string {
  return new Date(at).toISOString();
}
