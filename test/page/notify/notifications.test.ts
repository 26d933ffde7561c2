import { page } from "../../support/client/page.ts";
import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { announce } from "../../../src/page/notify/notifications.ts";
import { LOBBY, type RoomName } from "../../../src/protocol/values/names.ts";
import type { Said } from "../../../src/protocol/events.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import { said } from "../../support/client/events.ts";
import { Visit } from "../../support/client/visit.ts";
import { LIN, MEI, roomName } from "../../support/people.ts";

/** Milliseconds that a burst is waited for. */
const SETTLE_MS = 1_000;

interface Shown {
  readonly title: string;
  readonly options: NotificationOptions;
  readonly click: () => void;
}

/** The visible notifications by tag: one replaces another with the same tag. */
const shown = new Map<string, Shown>();
/** Rooms that are active in other tabs. */
let attended: readonly RoomName[] = [];

function take(title: string, options: NotificationOptions, click: () => void): Shown {
  const one = { title, options, click };
  shown.set(options.tag ?? "", one);
  return one;
}

function close(one: Shown): void {
  if (shown.get(one.options.tag ?? "") === one) shown.delete(one.options.tag ?? "");
}

class DesktopNotification extends EventTarget {
  readonly #shown: Shown;
  constructor(title: string, options: NotificationOptions) {
    super();
    this.#shown = take(title, options, () => this.dispatchEvent(new Event("click")));
  }
  close(): void {
    close(this.#shown);
  }
}

/** As in Chrome on Android. */
function ForbiddenNotification(): never {
  throw new TypeError("Illegal constructor. Use ServiceWorkerRegistration.showNotification() instead.");
}

const registration = {
  showNotification: async (title: string, options: NotificationOptions) => void take(title, options, () => {}),
  getNotifications: async ({ tag }: { readonly tag: string }) =>
    [...shown.values()].filter(({ options }) => options.tag === tag).map((one) => ({ close: () => close(one) })),
};

const focus = vi.fn<() => void>();
vi.stubGlobal("window", { focus });
vi.stubGlobal("navigator", {
  locks: {
    query: async () => ({ held: attended.map((room) => ({ name: `foyer-attended-${room}` })) }),
    request: async (_name: string, act: () => Promise<void>) => act(),
  },
  serviceWorker: { getRegistration: async () => registration },
});

let visits = 0;

/** Lin, whose page is not active in a room with five read messages. `opened` has the messages that clicks led to. */
async function away(room: RoomName = roomName(`room-${++visits}`)) {
  const opened: Seq[] = [];
  const visit = new Visit({
    room,
    isAttended: signal(false),
    onNews: (session, one) => announce(one, session, (seq) => void opened.push(seq)),
  });
  visit.session.enter();
  await visit.welcome({ messages: [5].map((seq) => said(seq)), read: 5, epoch: "epoch-1" });
  page.lookAway(true);
  return { visit, opened, room, hear: (...all: readonly Said[]) => visit.transport.receive(...all) };
}

async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(SETTLE_MS);
}

function bodies(): readonly (string | undefined)[] {
  return [...shown.values()].map(({ options }) => options.body);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  shown.clear();
  attended = [];
});
afterEach(() => void vi.useRealTimers());

describe.each([
  ["a desktop", DesktopNotification],
  ["Android, where the service worker shows it", ForbiddenNotification],
])("a notification on %s", (_device, Notification) => {
  beforeEach(() => void vi.stubGlobal("Notification", Notification));

  it("shows the room, the author and a preview, and carries the link to its message", async () => {
    const { hear, room } = await away();
    hear(said(6, { text: "it ends ||badly||\nand more" }));
    await settled();
    expect([...shown.values()]).toMatchObject([
      { title: room, options: { body: "Mei: it ends ▒▒▒", tag: `foyer ${room}`, data: `/r/${room}?at=6` } },
    ]);
  });

  it("shows only the last of a burst", async () => {
    const { hear } = await away();
    hear(said(6), said(7));
    await settled();
    expect(bodies()).toEqual(["Mei: message 7"]);
    hear(said(8));
    await settled();
    expect(bodies()).toEqual(["Mei: message 8"]);
  });

  it("skips a message that was removed meanwhile, and shows the one before", async () => {
    const { hear, visit } = await away();
    hear(said(6), said(7));
    visit.transport.receive({ type: "removed", seq: 8, at: 9, by: MEI, clientId: "c", target: 7 });
    await settled();
    expect(bodies()).toEqual(["Mei: message 6"]);
  });

  it("closes when the message is removed", async () => {
    const { hear, visit } = await away();
    hear(said(6));
    await settled();
    expect(bodies()).toHaveLength(1);
    visit.transport.receive({ type: "removed", seq: 7, at: 9, by: MEI, clientId: "c", target: 6 });
    await settled();
    expect(bodies()).toEqual([]);
  });

  it("closes when the message is read on another device, and nothing else is shown", async () => {
    const { hear, visit } = await away();
    hear(said(6));
    await settled();
    visit.transport.receive({ type: "seen", seq: 7 });
    await settled();
    expect(bodies()).toEqual([]);
    hear(said(7));
    await settled();
    expect(bodies()).toEqual([]);
  });

  it("closes when the page becomes active, with those of other rooms", async () => {
    const [tea, milk] = [await away(), await away()];
    tea.hear(said(6));
    milk.hear(said(6));
    await settled();
    expect(bodies()).toHaveLength(2);
    page.lookAway(false);
    await settled();
    expect(bodies()).toEqual([]);
  });

  it("stays when an earlier message is removed", async () => {
    const { hear, visit } = await away();
    hear(said(6));
    await settled();
    hear(said(7));
    await settled();
    visit.transport.receive({ type: "removed", seq: 8, at: 9, by: MEI, clientId: "c", target: 6 });
    await settled();
    expect(bodies()).toEqual(["Mei: message 7"]);
  });

  it("is not shown while the room is active in another tab", async () => {
    const { hear, room } = await away();
    attended = [room];
    hear(said(6));
    await settled();
    expect(bodies()).toEqual([]);
  });

  it("is not shown if the page is visible in time, even without the focus", async () => {
    const { hear } = await away();
    hear(said(6));
    page.show();
    await settled();
    expect(bodies()).toEqual([]);
  });

  it("[O4] is shown for a new history of the room, whatever was shown before", async () => {
    const { hear, visit } = await away();
    hear(said(6));
    await settled();
    shown.clear();
    visit.reconnect();
    await visit.welcome({ epoch: "epoch-2", messages: [said(1)], read: 1 });
    hear(said(2));
    await settled();
    expect(bodies()).toEqual(["Mei: message 2"]);
  });

  it("is not shown again by another tab of the browser", async () => {
    const { hear, room } = await away();
    const other = await away(room);
    hear(said(6), said(7, { from: LIN }));
    await settled();
    shown.clear();
    other.hear(said(6));
    await settled();
    expect(bodies()).toEqual([]);
    other.hear(said(7, { from: LIN }), said(8));
    await settled();
    expect(bodies()).toEqual(["Mei: message 8"]);
  });
});

it("a click leads to the message, and closes the notification", async () => {
  vi.stubGlobal("Notification", DesktopNotification);
  const { hear, opened } = await away(LOBBY);
  hear(said(6), said(7));
  await settled();
  shown.get(`foyer ${LOBBY}`)?.click();
  expect(opened).toEqual([7]);
  expect(focus).toHaveBeenCalledOnce();
  expect(bodies()).toEqual([]);
});
