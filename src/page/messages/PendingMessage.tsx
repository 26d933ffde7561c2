/**
 * Owns how messages look that the room has not confirmed: where they will stand, fainter, or with the reason why not.
 */
import type { VNode } from "preact";
import type { Person, Seq } from "../../protocol/wire.ts";
import { fieldOf } from "../composer/index.ts";
import { textOf, type OutboxEntry } from "../../client/sending/outbox.ts";
import { quotesOf } from "./quotes.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { reasonText, words } from "../words/words.ts";
import { LineFrame } from "./MessageRow.tsx";
import { MessageText } from "../text/index.ts";
import { QuotePreview } from "./Quote.tsx";

interface OutgoingProps {
  readonly session: RoomSession;
  readonly you: Person;
  /** Whether the last message above is of the same turn. */
  readonly isContinued: boolean;
}

export function PendingMessage({ session, you, isContinued }: OutgoingProps): VNode | null {
  // What changes a message that is there is seen at that message; but what failed must be seen.
  const outgoing = session.outbox.value.filter(({ wish, state }) => wish.type === "say" || state === "failed");
  if (outgoing.length === 0) return null;
  return (
    <>
      {outgoing.map((one, index) => (
        <LineFrame
          key={one.clientId}
          from={index === 0 && !isContinued ? you : null}
          note={one.state !== "failed" && words.sending}
        >
          <OutgoingLine session={session} outgoing={one} />
        </LineFrame>
      ))}
    </>
  );
}

function OutgoingLine({ session, outgoing }: { readonly session: RoomSession; readonly outgoing: OutboxEntry }): VNode {
  const { clientId, wish, state, reason } = outgoing;
  const text = textOf(wish) ?? "";
  return (
    <div class={`message ${state === "failed" ? "failed" : "pending"}`} data-client-id={clientId}>
      {wish.type === "say" && wish.replyTo !== null && <OutgoingQuote session={session} replyTo={wish.replyTo} />}
      <MessageText session={session} text={text} name={session.you.value.name} />
      {state === "failed" && (
        <p class="message-fault" role="alert">
          <span>
            {words.notSent}
            {words.between}
            {reason !== undefined && reasonText(reason)}
          </span>
          <button type="button" class="button small" onClick={() => session.retry(clientId)}>
            {words.retry}
          </button>
          <button type="button" class="button small" onClick={() => fieldOf(session).takeUp(outgoing)}>
            {words.edit}
          </button>
          <button type="button" class="button small" onClick={() => session.discard(clientId)}>
            {words.discard}
          </button>
        </p>
      )}
    </div>
  );
}

function OutgoingQuote({ session, replyTo }: { readonly session: RoomSession; readonly replyTo: Seq }): VNode {
  const { messages, hasOlder } = session.timeline.value;
  return <QuotePreview quote={quotesOf(messages, hasOlder)(replyTo)} onJump={() => session.paging.around(replyTo)} />;
}
