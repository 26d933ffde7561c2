/**
 * The browser's notifications: one for each room, the newest replacing the one before. Of several tabs with the room open,
 * only one shows it. It is closed when its message is read or removed.
 */
import { effect } from "@preact/signals";
import type { RoomName } from "../../protocol/values/names.ts";
import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import { isPageActive } from "../ui/page-activity.ts";
import { permalinkOf, roomTitle } from "../rooms/index.ts";
import { previewOf } from "../text/index.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { keyOf, read, write } from "../storage/local-storage.ts";
import { isRoomActiveInAnyTab, oneTabAtATime } from "../storage/tab.ts";

/** Milliseconds to wait for more messages: only the last of a burst is shown, and nothing that is read meanwhile. */
const SETTLE_MS = 1_000;

const bursts = new Map<RoomName, readonly Said[]>();
/** For each room with a notification: stops watching whether its message is read or removed. */
const watches = new Map<RoomName, () => void>();

/** Shows `said`, unless a newer message follows at once or it is read meanwhile. `open` goes to a message of its room. */
export function announce(said: Said, session: RoomSession, open: (seq: Seq) => void): void {
  const { room } = session;
  const burst = bursts.get(room) ?? [];
  bursts.set(room, [...burst, said]);
  if (burst.length > 0) return;
  setTimeout(() => {
    settle(session, open).catch(() => undefined); // the browser refused: the title still shows the count
  }, SETTLE_MS);
}

async function settle(session: RoomSession, open: (seq: Seq) => void): Promise<void> {
  const { room, reading, timeline } = session;
  const burst = bursts.get(room) ?? [];
  bursts.delete(room);
  if (await isRoomActiveInAnyTab(room)) return;
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
  // The page is active, the message was read on any device, or it was removed.
  const stop = effect(() => {
    if (isPageActive.value || !reading.isUnread(said.seq)) close();
  });
  watches.set(room, stop);
}

/** `renotify` is not in TypeScript's types. Where the browser has it, each message alerts you, and not just the first. */
interface Options extends NotificationOptions {
  readonly renotify: boolean;
}

/** Resolves with a function that closes it. */
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
    // On Android, Chrome lets only a service worker show notifications. The worker then handles the click.
    const worker = await navigator.serviceWorker?.getRegistration();
    await worker?.showNotification(title, options);
    return () => void closeOf(tag, worker).catch(() => undefined); // it stays until the user dismisses it
  }
}

async function closeOf(tag: string, worker: ServiceWorkerRegistration | undefined): Promise<void> {
  for (const notification of (await worker?.getNotifications({ tag })) ?? []) notification.close();
}
