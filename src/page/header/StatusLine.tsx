import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { ClosingReason, RefusalReason } from "../../protocol/events.ts";
import type { PersonName } from "../../protocol/values/names.ts";
import { useComposer } from "../composer/index.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { isUpdated } from "./updates.ts";
import { isolated } from "../words/isolated.ts";
import { reasonText, words } from "../words/words.ts";

/** Milliseconds before a pending connection is mentioned: most are open sooner. */
const SLOW_AFTER_MS = 1_000;
/** Typists who are named; others are counted. */
const TYPISTS_MAX_NAMED = 2;

/** Between the messages and the composer: a connection problem, else a new version, else who is typing. */
export function StatusLine({ session }: { readonly session: RoomSession }): VNode {
  const status = session.status.value;
  const problem = useConnectionProblem(session);
  const typing = typingText(session);
  return (
    <div class="status-line">
      {/* The only live region here, so that screen readers do not announce typing over and over. */}
      <output class="status-problem">{problem}</output>
      {status.state === "stopped" && (
        <button type="button" class="button small" onClick={() => session.enter()}>
          {words.reconnect}
        </button>
      )}
      {problem === null && isUpdated.value && (
        <p class="status-update">
          {words.updated}
          <button type="button" class="button small" onClick={() => location.reload()}>
            {words.reload}
          </button>
        </p>
      )}
      {problem === null && !isUpdated.value && typing !== null && (
        <p class="status-typing">
          <span class="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span>{typing}</span>
        </p>
      )}
    </div>
  );
}

function useConnectionProblem(session: RoomSession): string | null {
  const composer = useComposer();
  const status = session.status.value;
  const notice = composer.notice.value;
  const isOnline = useOnline();
  const isOpen = status.state === "open";
  const isSlow = useSignal(false);
  useEffect(() => {
    isSlow.value = false;
    const timer = isOpen ? undefined : setTimeout(() => (isSlow.value = true), SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isOpen]);

  if (status.state === "stopped") return stoppedText(status.reason);
  if (isOpen) return notice === null ? null : reasonText(notice);
  if (!isOnline) return words.offline;
  if (!isSlow.value) return null;
  return session.wasWelcomed.value ? words.reconnecting : words.connecting;
}

function stoppedText(reason: ClosingReason | RefusalReason | null): string {
  return reason === null ? words.stopped : words.stopped + words.between + reasonText(reason);
}

function useOnline(): boolean {
  const isOnline = useSignal(navigator.onLine);
  useEffect(() => {
    const update = (): void => void (isOnline.value = navigator.onLine);
    addEventListener("online", update);
    addEventListener("offline", update);
    return () => {
      removeEventListener("online", update);
      removeEventListener("offline", update);
    };
  }, []);
  return isOnline.value;
}

function typingText(session: RoomSession): string | null {
  const { names, typingUntil } = session.people.value;
  const typists = [...typingUntil.keys()]
    .filter((id) => id !== session.you.value.id)
    .map((id) => names.get(id))
    .filter((name): name is PersonName => name !== undefined);
  if (typists.length === 0) return null;
  const named = typists.slice(0, TYPISTS_MAX_NAMED).map(isolated);
  return words.typing(named, Math.max(0, typists.length - TYPISTS_MAX_NAMED));
}
