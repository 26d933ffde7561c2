/** Owns when a message becomes a notification: while the page is hidden, allowed, and of a kind that one wants to hear of. */
import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import type { Levels } from "../unread/index.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { lazyModule } from "../ui/lazy.ts";

const notifications = lazyModule(() => import("./notifications.ts"));

/** What the browser lets the page do; `missing`: this browser, or plain http, has no notifications. */
export type Permission = NotificationPermission | "missing";

export function permission(): Permission {
  return "Notification" in globalThis ? Notification.permission : "missing";
}

/** Tells of `said`, if it is to be told. `open` goes to it. What shows it is loaded only then. */
export function notifyOf(said: Said, session: RoomSession, levels: Levels, open: (seq: Seq) => void): void {
  if (document.visibilityState === "visible" || permission() !== "granted") return;
  const level = levels.of(session.room);
  const isWanted = level === "everything" || (level === "mentions" && session.callsYou(said.text));
  if (!isWanted) return;
  notifications.load().then(
    ({ announce }) => announce(said, session, open),
    () => undefined, // no network, and not kept: the count in the title tells as well
  );
}
