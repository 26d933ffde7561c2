import { page } from "../support/client/page.ts";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Device } from "../../src/page/sessions.ts";
import { BROWSER_CLOCK, openSocket } from "../../src/client/connection/web-socket.ts";
import { Store } from "../../src/page/store.ts";
import type { RoomName } from "../../src/protocol/values/names.ts";
import { settle, type FakeClock } from "../support/client/clock.ts";
import { said, saidFrom, welcome } from "../support/client/events.ts";
import { standInIdentity } from "../support/client/identities.ts";
import { ScriptedTransport } from "../support/client/network.ts";
import { LIN, personName, roomName } from "../support/people.ts";

vi.mock("../../src/client/connection/web-socket.ts", async () => {
  const { FakeClock } = await import("../support/client/clock.ts");
  return { BROWSER_CLOCK: new FakeClock(), openSocket: vi.fn<typeof openSocket>() };
});

const clock = BROWSER_CLOCK as FakeClock;
const [TEA, COFFEE] = [roomName("tea"), roomName("coffee")];

/** Every socket that was opened, in order. */
const opened: { readonly room: RoomName; readonly transport: ScriptedTransport }[] = [];
/** The part of the service worker that sends messages to the page. */
let worker = new EventTarget();

beforeEach(() => {
  opened.length = 0;
  worker = new EventTarget();
  vi.stubGlobal("navigator", { serviceWorker: worker });
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  vi.mocked(openSocket).mockImplementation((_server, room, subprotocol, events) => {
    const transport = new ScriptedTransport(subprotocol, events);
    opened.push({ room, transport });
    return transport;
  });
});
/** Lin's page at `path`. Its device is ready when `let` is called. */
function arriving(path: string) {
  page.renew(path);
  page.writeElsewhere("foyer.name", "Lin");
  let arrive = (_device: Device): void => {};
  const store = new Store(new Promise((resolve) => (arrive = resolve)));
  const letIn = async (): Promise<void> => {
    arrive({ identity: standInIdentity("Lin"), cache: null });
    await settle();
  };
  return { store, letIn };
}

/** Lin's page in a room, showing the messages 1 to 5. */
async function inRoom(room: RoomName = TEA) {
  const { store, letIn } = arriving(`/r/${room}`);
  await letIn();
  await welcomed();
  return { store, session: store.session.value };
}

/** The room that was opened last welcomes Lin. */
async function welcomed(): Promise<ScriptedTransport> {
  const { transport } = opened.at(-1) ?? {};
  if (transport === undefined) throw new Error("No room was opened.");
  transport.receive({ type: "challenge", nonce: "nonce" });
  await settle();
  transport.receive(welcome({ messages: saidFrom(1, 5), read: 5 }));
  await settle();
  return transport;
}

describe("going to a room", () => {
  it("while another is opening opens only the last one", async () => {
    const { store, letIn } = arriving("/r/tea");
    store.navigate(COFFEE);
    await letIn();
    expect(opened.map(({ room }) => room)).toEqual([COFFEE]);
    expect(store.session.value?.room).toBe(COFFEE);
    expect(store.visited.value).toEqual([COFFEE]);
    expect(page.path).toBe("/r/coffee");
  });

  it("leaves the other at once: nothing unseen is read there", async () => {
    const { store, session } = await inRoom();
    store.navigate(COFFEE);
    expect(store.session.value).toBeNull();
    opened[0]?.transport.receive(said(6));
    expect(opened[0]?.transport.isClosed).toBe(true);
    expect(session?.timeline.value.messages).toHaveLength(5);
    await settle();
    expect(opened.map(({ room }) => room)).toEqual([TEA, COFFEE]);
  });

  it("and back keeps the session and its draft", async () => {
    const { store, session } = await inRoom();
    const composer = store.opened.value?.composer;
    if (composer !== undefined) composer.draft.value = "half a";
    store.navigate(COFFEE);
    await settle();
    page.goTo("/r/tea");
    await settle();
    expect(store.session.value).toBe(session);
    expect(store.opened.value?.composer.draft.value).toBe("half a");
    expect(store.visited.value.slice(0, 2)).toEqual([TEA, COFFEE]);
  });

  it("with an invalid name leaves the previous room", async () => {
    const { store } = await inRoom();
    page.goTo("/r/no%2Froom");
    expect(store.place.value).toEqual({ room: null, isBadName: true });
    expect(opened[0]?.transport.isClosed).toBe(true);
  });

  it("a hundred times and back leaves one socket open", async () => {
    const { store } = await inRoom();
    for (let time = 0; time < 100; time++) {
      store.navigate(time % 2 === 0 ? COFFEE : TEA);
      await settle();
      await welcomed();
    }
    expect(opened.filter(({ transport }) => !transport.isClosed)).toHaveLength(1);
  });
});

describe("going to the current room", () => {
  it("leads to the newest message, and no further", async () => {
    const { store, session } = await inRoom();
    session?.paging.around(3);
    expect(session?.isFollowing.value).toBe(false);
    store.navigate(TEA);
    await settle();
    expect([session?.isFollowing.value, session?.paging.lookedAt.value, page.path]).toEqual([true, null, "/r/tea"]);
    expect(store.session.value).toBe(session);
    expect(opened).toHaveLength(1);
  });

  it("leads from the message in the address to the newest", async () => {
    const { store, session } = await inRoom();
    store.navigate(TEA, 3);
    await settle();
    expect(page.path).toBe("/r/tea?at=3");
    store.navigate(TEA);
    await settle();
    expect([session?.isFollowing.value, page.path]).toEqual([true, "/r/tea"]);
  });

  it("closes what lies over the room", async () => {
    const { store } = await inRoom();
    const before = store.place.value;
    store.navigate(TEA);
    expect(store.place.value).not.toBe(before);
  });

  it("reconnects at once if the connection was lost", async () => {
    const { store } = await inRoom();
    opened[0]?.transport.drop();
    store.navigate(TEA);
    expect(opened).toHaveLength(2);
  });
});

describe("a click on a notification, reported by the service worker", () => {
  const click = (path: string): boolean => worker.dispatchEvent(Object.assign(new Event("message"), { data: path }));

  it("leads to the message", async () => {
    const { session } = await inRoom();
    opened[0]?.transport.receive(said(6), said(7));
    click("/r/tea?at=6");
    await settle();
    expect(page.path).toBe("/r/tea?at=6");
    expect(session?.paging.lookedAt.value).toBe(6);
  });

  it("leads to the end of the room if it is the newest message, so that it is read", async () => {
    const { session } = await inRoom();
    if (session !== null) session.isFollowing.value = false;
    opened[0]?.transport.receive(said(6));
    click("/r/tea?at=6");
    await settle();
    expect([session?.isFollowing.value, session?.paging.lookedAt.value, page.path]).toEqual([true, null, "/r/tea"]);
    expect(opened[0]?.transport.sent("read").at(-1)).toEqual({ type: "read", seq: 6 });
  });

  it("leads to another room", async () => {
    const { store } = await inRoom();
    click("/r/coffee?at=3");
    await settle();
    await welcomed();
    expect(store.session.value?.room).toBe(COFFEE);
    expect(store.session.value?.paging.lookedAt.value).toBe(3);
  });

  it.each(["https://elsewhere.example/r/tea?at=6", "/nowhere", "/r/tea"])("leads nowhere else: %s", async (path) => {
    const { session } = await inRoom();
    click(path);
    await settle();
    expect([session?.isFollowing.value, page.path]).toEqual([true, "/r/tea"]);
  });
});

describe("a name", () => {
  it("[N4] that was changed in another tab is sent to the room", async () => {
    await inRoom();
    page.writeElsewhere("foyer.name", "Lin B");
    expect(opened[0]?.transport.sent("rename")).toEqual([{ type: "rename", name: "Lin B" }]);
  });

  it("[N4] is stored and sent once, each time it changes", async () => {
    const { store } = await inRoom();
    for (const name of ["Lin B", "Lin"]) store.setName(personName(name));
    expect(opened[0]?.transport.sent("rename").map(({ name }) => name)).toEqual(["Lin B", "Lin"]);
    expect(page.stored("foyer.name")).toBe(LIN.name);
  });
});

describe("the alerts", () => {
  /** Lin is in the tea room, with two alerts, and was in the coffee room, with three. */
  async function called(): Promise<Store> {
    const { store } = await inRoom(COFFEE);
    store.navigate(TEA);
    await vi.dynamicImportSettled();
    const transport = await welcomed();
    vi.stubGlobal("fetch", async () => Response.json({ unread: 9, mentions: 3, more: false }));
    if (store.session.value !== null) store.session.value.isFollowing.value = false;
    transport.receive(said(6, { text: "@Lin?" }), said(7), said(8, { text: "@Lin!" }));
    // The coffee room is polled when Lin's read marker has arrived there.
    for (let seconds = 0; seconds < 150; seconds += 10) {
      clock.advance(10_000);
      transport.receiveText("pong");
      await settle();
    }
    return store;
  }

  it("are those of the current room and of the others", async () => {
    const store = await called();
    expect([store.unread.value.get(TEA)?.unread, store.unread.value.get(COFFEE)?.unread]).toEqual([3, 9]);
    expect(store.alerts.value).toBe(5);
    store.notificationLevels.set(COFFEE, "everything");
    expect(store.alerts.value).toBe(11);
  });

  it("[U2] of a room that was just left stay as they were, while the read marker is on its way", async () => {
    const store = await called();
    store.session.value?.jumpToNewest();
    store.navigate(COFFEE);
    await settle();
    expect(store.unread.value.get(TEA)).toEqual({ unread: 0, mentions: 0, more: false });
  });

  it("do not include a room that was removed from the list", async () => {
    const store = await called();
    store.forget(COFFEE);
    expect(store.alerts.value).toBe(2);
  });
});

describe("a room that is removed from the list", () => {
  it("leaves nothing on this device: no draft, no notification level, no record of notifications", async () => {
    const { store } = await inRoom();
    const composer = store.opened.value?.composer;
    if (composer !== undefined) composer.draft.value = "half a";
    store.notificationLevels.set(TEA, "nothing");
    page.writeElsewhere("foyer.shown.tea", "epoch-1 5");
    expect(page.keys("foyer.draft.tea")).toHaveLength(1);
    store.navigate(COFFEE);
    await settle();
    store.forget(TEA);
    await settle();
    expect(store.visited.value).not.toContain(TEA);
    expect(["foyer.draft.tea", "foyer.levels", "foyer.shown.tea"].flatMap((key) => page.keys(key))).toEqual([]);
  });
});
