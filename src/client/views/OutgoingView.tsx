/**
 * Owns how messages look that the room has not confirmed: where they will stand, fainter, or with the reason why not.
 */
import type { VNode } from "preact";
import type { Person } from "../../protocol/wire.ts";
import type { Outgoing } from "../outbox.ts";
import type { RoomSession } from "../room-session.ts";
import { words } from "../words/words.ts";
import { LineFrame } from "./LineView.tsx";

interface OutgoingProps {
  readonly session: RoomSession;
  readonly you: Person;
  /** Whether the last message above is of the same turn. */
  readonly isContinued: boolean;
}

export function OutgoingView({ session, you, isContinued }: OutgoingProps): VNode | null {
  const outgoing = session.outbox.value;
  if (outgoing.length === 0) return null;
  return (
    <>
      {outgoing.map((one, index) => (
        <LineFrame key={one.clientId} from={index === 0 && !isContinued ? you : null} note={words.sending}>
          <OutgoingLine session={session} outgoing={one} />
        </LineFrame>
      ))}
    </>
  );
}

function OutgoingLine({ session, outgoing }: { readonly session: RoomSession; readonly outgoing: Outgoing }): VNode {
  const { clientId, text, state, reason } = outgoing;
  function edit(): void {
    session.discard(clientId);
    session.draft.value = [session.draft.value, text].filter((part) => part !== "").join("\n");
  }
  return (
    <div class={`message ${state === "failed" ? "failed" : "pending"}`} data-client-id={clientId}>
      <p class="message-text" dir="auto">
        {text}
      </p>
      {state === "failed" && (
        <p class="message-fault" role="alert">
          {words.notSent} {reason !== undefined && words.reasons[reason]}
          <button type="button" class="button small" onClick={() => session.retry(clientId)}>
            {words.retry}
          </button>
          <button type="button" class="button small" onClick={edit}>
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
