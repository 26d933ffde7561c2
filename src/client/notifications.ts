/**
 * Owns the browser's notifications: one a room, the newest in place of the one before, from one of the tabs in which the
 * room is open. Loaded with the first of them.
 */
import { effect } from "@preact/signals";
import type { RoomName } from "../protocol/names.ts";
import { roomPath } from "../protocol/names.ts";
import type { Said } from "../protocol/wire.ts";
import { isAttended } from "./attention.ts";
import type { RoomSession } from "./room-session.ts";
import { read, write } from "./storage.ts";
import { isAttendedSomewhere, oneTabAtATime } from "./tab.ts";
import { roomTitle } from "./titles.ts";

/** Milliseconds in which more may come: of a burst the last is shown; and whoever reads it elsewhere has read it by then. */
const SETTLE_MS = 1_000;
/** UTF-16 code units of a text that are shown: more than any system does. */
const BODY_MAX_LENGTH = 300;
/** Followed by a room's name: epoch and seq of the message that was shown last, by whichever tab. */
const SHOWN_KEY = "foyer.shown.";

const bursts = new Map<RoomName, Said>();
const shown = new Map<RoomName, Notification>();

effect(() => {
  if (isAttended.value) withdrawAll();
});

/** Shows `said`, unless something newer comes at once, or it is read meanwhile. `open` goes to its room. */
export function announce(said: Said, session: RoomSession, open: () => void): void {
  const { room } = session;
  const isFirst = !bursts.has(room);
  bursts.set(room, said);
  if (isFirst) setTimeout(() => void settle(session, open), SETTLE_MS);
}

async function settle(session: RoomSession, open: () => void): Promise<void> {
  const { room } = session;
  const said = bursts.get(room);
  bursts.delete(room);
  if (said === undefined || (await isAttendedSomewhere(room))) return;
  const isRead = session.reading.unread.peek().unread === 0;
  if (isRead || document.visibilityState === "visible") return;
  const epoch = session.timeline.peek().cursor?.epoch ?? "";
  await oneTabAtATime("notify", async () => {
    const [shownEpoch, shownSeq] = (read(SHOWN_KEY + room) ?? "").split(" ");
    if (shownEpoch === epoch && Number(shownSeq) >= said.seq) return;
    write(SHOWN_KEY + room, `${epoch} ${said.seq}`);
    await show(room, said, open);
  });
}

/** `renotify` is not in every browser, nor in TypeScript's list: where it is, one is told of each, and not of the first only. */
interface Options extends NotificationOptions {
  readonly renotify: boolean;
}

async function show(room: RoomName, { from, text }: Said, open: () => void): Promise<void> {
  const title = roomTitle(room);
  const body = `${from.name}: ${text.slice(0, BODY_MAX_LENGTH)}`;
  const tag = `foyer ${room}`;
  const options: Options = { body, tag, icon: "/icons/foyer.svg", renotify: true, data: { path: roomPath(room) } };
  try {
    const notification = new Notification(title, options);
    shown.set(room, notification);
    notification.addEventListener("click", () => {
      window.focus();
      open();
      notification.close();
    });
  } catch {
    // Chrome on Android lets only a service worker show one; a click then is the worker's to answer.
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(title, options);
  }
}

function withdrawAll(): void {
  for (const notification of shown.values()) notification.close();
  shown.clear();
  void closeThoseOfTheWorker().catch(() => undefined); // they stay until somebody wipes them away
}

async function closeThoseOfTheWorker(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const notification of (await registration?.getNotifications()) ?? []) notification.close();
}
