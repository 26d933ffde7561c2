import type { VNode } from "preact";
import type { Person, Seq } from "../../protocol/wire.ts";
import { useComposer } from "../composer/index.ts";
import { textOf, type OutboxEntry } from "../../client/sending/outbox.ts";
import { quotesOf } from "./quotes.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { reasonText, words } from "../words/words.ts";
import { RowFrame } from "./MessageRow.tsx";
import { MessageText } from "../text/index.ts";
import { QuotePreview } from "./QuotePreview.tsx";

interface PendingMessagesProps {
  readonly session: RoomSession;
  readonly you: Person;
  /** Whether the last confirmed message is yours too, so that your name need not be repeated. */
  readonly isContinued: boolean;
}

export function PendingMessages({ session, you, isContinued }: PendingMessagesProps): VNode | null {
  // Edits, removals and reactions show on the message that they change, unless they failed: then they are listed here.
  const entries = session.outbox.value.filter(({ command, state }) => command.type === "say" || state === "failed");
  if (entries.length === 0) return null;
  return (
    <>
      {entries.map((entry, index) => (
        <RowFrame
          key={entry.clientId}
          from={index === 0 && !isContinued ? you : null}
          note={entry.state !== "failed" && words.sending}
        >
          <PendingMessage session={session} entry={entry} />
        </RowFrame>
      ))}
    </>
  );
}

function PendingMessage({ session, entry }: { readonly session: RoomSession; readonly entry: OutboxEntry }): VNode {
  const { clientId, command, state, reason } = entry;
  const composer = useComposer();
  const text = textOf(command) ?? "";
  return (
    <div class={`message ${state === "failed" ? "failed" : "pending"}`} data-client-id={clientId}>
      {command.type === "say" && command.replyTo !== null && (
        <PendingQuote session={session} replyTo={command.replyTo} />
      )}
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
          <button type="button" class="button small" onClick={() => composer.takeUp(entry)}>
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

function PendingQuote({ session, replyTo }: { readonly session: RoomSession; readonly replyTo: Seq }): VNode {
  const { messages, hasOlder } = session.timeline.value;
  return <QuotePreview quote={quotesOf(messages, hasOlder)(replyTo)} onJump={() => session.paging.around(replyTo)} />;
}
