/**
 * Owns the browser's notifications: one a room, the newest in place of the one before, from one of the tabs in which the
 * room is open, and no longer than its message is there and unread. Loaded with the first of them.
 */
import { effect } from "@preact/signals";
import type { RoomName } from "../../protocol/values/names.ts";
import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import { isAttended } from "../ui/page-attention.ts";
import { permalinkOf, roomTitle } from "../rooms/index.ts";
import { previewOf } from "../text/index.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { keyOf, read, write } from "../storage/local-storage.ts";
import { isAttendedSomewhere, oneTabAtATime } from "../storage/tab.ts";

/** Milliseconds in which more may come: of a burst the last is shown; and whoever reads it elsewhere has read it by then. */
const SETTLE_MS = 1_000;

const bursts = new Map<RoomName, readonly Said[]>();
/** Of each room of which one was shown: no longer looks whether it is to be taken away. */
const watches = new Map<RoomName, () => void>();

/** Shows `said`, unless something newer comes at once, or it is read meanwhile. `open` goes to a message of its room. */
export function announce(said: Said, session: RoomSession, open: (seq: Seq) => void): void {
  const { room } = session;
  const burst = bursts.get(room) ?? [];
  bursts.set(room, [...burst, said]);
  if (burst.length > 0) return;
  setTimeout(() => {
    settle(session, open).catch(() => undefined); // the browser would not: the count in the title tells as well
  }, SETTLE_MS);
}

async function settle(session: RoomSession, open: (seq: Seq) => void): Promise<void> {
  const { room, reading, timeline } = session;
  const burst = bursts.get(room) ?? [];
  bursts.delete(room);
  if (await isAttendedSomewhere(room)) return;
  const said = burst.findLast(({ seq }) => reading.isUnread(seq));
  if (said === undefined || document.visibilityState === "visible") return;
  await oneTabAtATime("notify", async () => {
    const [epoch = "", seq = 0] = (read(keyOf(room, "shown")) ?? "").split(" ");
    const present = timeline.peek().cursor?.epoch ?? "";
    if (epoch === present && Number(seq) >= said.seq) return;
    write(keyOf(room, "shown"), `${present} ${said.seq}`);
    await show(said, session, open);
  });
}

async function show(said: Said, { room, reading }: RoomSession, open: (seq: Seq) => void): Promise<void> {
  watches.get(room)?.();
  const close = await display(room, said, () => open(said.seq));
  // Looked at here, read on any device, or taken back by its author.
  const stop = effect(() => {
    if (isAttended.value || !reading.isUnread(said.seq)) close();
  });
  watches.set(room, stop);
}

/** `renotify` is not in every browser, nor in TypeScript's list: where it is, one is told of each, and not of the first only. */
interface Options extends NotificationOptions {
  readonly renotify: boolean;
}

/** Resolves with how to take it away. */
async function display(room: RoomName, { from, text, seq }: Said, open: () => void): Promise<() => void> {
  const title = roomTitle(room);
  const body = `${from.name}: ${previewOf(text)}`;
  const tag = `foyer ${room}`;
  const data = permalinkOf(room, seq);
  const options: Options = { body, tag, icon: "/icons/foyer.svg", renotify: true, data };
  try {
    const notification = new Notification(title, options);
    notification.addEventListener("click", () => {
      window.focus();
      open();
      notification.close();
    });
    return () => notification.close();
  } catch {
    // Chrome on Android lets only a service worker show one; a click then is the worker's to answer.
    const worker = await navigator.serviceWorker?.getRegistration();
    await worker?.showNotification(title, options);
    return () => void closeOf(tag, worker).catch(() => undefined); // it stays until somebody wipes it away
  }
}

async function closeOf(tag: string, worker: ServiceWorkerRegistration | undefined): Promise<void> {
  for (const notification of (await worker?.getNotifications({ tag })) ?? []) notification.close();
}
