import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import type { NotificationLevels } from "../unread/index.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { lazyModule } from "../ui/lazy.ts";

const notifications = lazyModule(() => import("./notifications.ts"));

/** The browser's permission; `missing` if it has no notifications, as on plain http. */
export type Permission = NotificationPermission | "missing";

export function permission(): Permission {
  return "Notification" in globalThis ? Notification.permission : "missing";
}

/** Shows a notification of `said` if the page is hidden and the room's notification level asks for it. `open` goes to it. */
export function notifyOf(
  said: Said,
  session: RoomSession,
  notificationLevels: NotificationLevels,
  open: (seq: Seq) => void,
): void {
  if (document.visibilityState === "visible" || permission() !== "granted") return;
  const level = notificationLevels.of(session.room);
  const isWanted = level === "everything" || (level === "mentions" && session.callsYou(said.text));
  if (!isWanted) return;
  notifications.load().then(
    ({ announce }) => announce(said, session, open),
    () => undefined, // offline and not cached: the title still shows the count
  );
}
