import { expect, test } from "vitest";
import { controlVisibility, setPageHidden } from "../../support/browser/page-visibility.ts";
import { findings } from "../../support/browser/axe.ts";
import { isInView, scrollTo } from "../../support/browser/list.ts";
import { freshRoom, guestIn, numbered } from "../../support/browser/rooms.ts";
import { serverUrl } from "../../support/browser/servers.ts";
import { DESKTOP, PHONE, useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

/** Goes to the lobby, and waits until it is shown. */
async function leave(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole("link", { name: "lobby" }).click();
  await visitor.page.getByRole("heading", { level: 1, name: "lobby" }).waitFor();
  await visitor.isIn();
}

async function comeBack(visitor: Visitor, room: string): Promise<void> {
  await visitor.page.getByRole("link", { name: room }).click();
  await visitor.page.getByRole("heading", { level: 1, name: room }).waitFor();
  await visitor.isIn();
}

/** The list from the top: texts, and the divider as "—". */
function listOf({ page }: Visitor): Promise<string[]> {
  return page
    .locator(".unread-divider, .message[data-seq] .message-text")
    .evaluateAll((lines) => lines.map((line) => (line.matches(".unread-divider") ? "—" : (line.textContent ?? ""))));
}

/** The badge of `room` in the list of rooms. */
function badgeOf({ page }: Visitor, room: string) {
  return page.getByRole("complementary", { name: "Rooms" }).getByRole("link", { name: room }).locator(".unread");
}

test("[U1] a divider is above the unread messages, stays while they are read, and goes when the reader writes", async () => {
  const { ada, lin, room } = await visitors.adaAndLin();
  await lin.say("before");
  await ada.said("before").waitFor();
  expect(await ada.page.locator(".unread-divider").count()).toBe(0);
  await leave(ada);
  for (const text of ["one", "two"]) await lin.say(text);
  await lin.said("two").waitFor();
  await comeBack(ada, room);
  await ada.said("two").waitFor();
  expect(await listOf(ada)).toEqual(["before", "—", "one", "two"]);
  expect(await findings(ada)).toEqual([]);
  await lin.say("three");
  await ada.said("three").waitFor();
  expect(await listOf(ada)).toEqual(["before", "—", "one", "two", "three"]);
  expect(await ada.page.locator(".to-unread").count()).toBe(0);
  await ada.say("hello again");
  await ada.said("hello again").waitFor();
  expect(await listOf(ada)).toEqual(["before", "one", "two", "three", "hello again"]);
  await leave(ada);
  await comeBack(ada, room);
  expect(await ada.page.locator(".unread-divider").count()).toBe(0);
});

test("[U1] the divider is where the page was when it was hidden, and is gone the next time", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  await controlVisibility(ada);
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin");
  await lin.say("seen");
  await ada.said("seen").waitFor();
  await setPageHidden(ada);
  await lin.say("not seen");
  await ada.said("not seen").waitFor();
  expect(await listOf(ada)).toEqual(["seen", "not seen"]);
  await badgeOf(ada, room).getByText("1").waitFor();
  await setPageHidden(ada, false);
  await ada.page.locator(".unread-divider").waitFor();
  expect(await listOf(ada)).toEqual(["seen", "—", "not seen"]);
  await badgeOf(ada, room).waitFor({ state: "detached" });
  await setPageHidden(ada);
  await setPageHidden(ada, false);
  await ada.page.locator(".unread-divider").waitFor({ state: "detached" });
});

test.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s a button leads up to the divider if it is out of view", async (_device, device) => {
  const room = freshRoom();
  const ada = await visitors.newcomer(device);
  const lin = await visitors.newcomer();
  await controlVisibility(ada);
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin");
  await setPageHidden(ada);
  for (let i = 1; i <= 9; i++) await lin.say(`${i}${"\nand on".repeat(9)}`);
  await ada.page.locator(".message[data-seq]").nth(8).waitFor();
  await setPageHidden(ada, false);
  const button = ada.page.getByRole("button", { name: "9 new messages" });
  await button.click();
  await button.waitFor({ state: "detached" });
  await expect.poll(() => isInView(ada.page.locator(".unread-divider"))).toBe(true);
  await ada.page.getByRole("button", { name: "Newest messages" }).waitFor();
});

test("[U1] a message that has not been scrolled into view is unread", async () => {
  const room = freshRoom();
  const bob = await guestIn(room);
  await bob.sayAll(numbered(40));
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await ada.said("line 40").waitFor();
  await scrollTo(ada, 0);
  await ada.page.getByRole("button", { name: "Newest messages" }).waitFor();
  await bob.sayAll(["below"]);
  await badgeOf(ada, room).getByText("1").waitFor();
  await scrollTo(ada, 1_000_000);
  await badgeOf(ada, room).waitFor({ state: "detached" });
});

test("[G2] a divider that is far up is loaded, with the messages around it", async () => {
  const room = freshRoom();
  const bob = await guestIn(room);
  await bob.sayAll(["the last that Ada read"]);
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await leave(ada);
  await bob.sayAll(numbered(1_200));
  await comeBack(ada, room);
  await ada.said("line 1200").waitFor();
  await ada.page.getByRole("button", { name: "50+ new messages" }).click();
  await ada.page.locator(".unread-divider").waitFor();
  expect((await listOf(ada)).slice(0, 3)).toEqual(["the last that Ada read", "—", "line 1"]);
  await expect.poll(() => isInView(ada.page.locator(".unread-divider"))).toBe(true);
});

test("[U1] two devices of one key agree on what was read", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  // A portable key can be copied to another device.
  await ada.context.addInitScript(() => {
    Object.assign(crypto.subtle, { generateKey: () => Promise.reject(new Error("as an older browser")) });
  });
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin");
  await lin.say("one");
  await ada.said("one").waitFor();
  const phone = await visitors.newcomer({
    ...PHONE,
    storageState: await ada.context.storageState({ indexedDB: true }),
  });
  await controlVisibility(phone);
  await phone.page.goto(`${serverUrl()}/r/${room}`);
  await phone.isIn();
  expect(await phone.page.locator(".unread-divider").count()).toBe(0);
  await setPageHidden(phone);
  await leave(ada);
  await lin.say("@Ada, two");
  await phone.page.waitForFunction(() => document.title.startsWith("(1) "));
  await comeBack(ada, room);
  await ada.page.locator(".unread-divider").waitFor();
  expect(await listOf(ada)).toEqual(["one", "—", "@Ada, two"]);
  // Read on the other device, so it is not unread here.
  await phone.page.waitForFunction(() => !document.title.startsWith("("));
  await setPageHidden(phone, false);
  await lin.say("three");
  await phone.said("three").waitFor();
  expect(await listOf(phone)).toEqual(["one", "@Ada, two", "three"]);
});

test("[U2] the list counts unread messages in rooms that were left, without a socket to them", async () => {
  const [room, other] = [freshRoom(), freshRoom()];
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  const sockets: string[] = [];
  ada.page.on("websocket", (socket) => sockets.push(new URL(socket.url()).search));
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin");
  await lin.say("read");
  await ada.said("read").waitFor();
  await leave(ada);
  for (const text of ["one", "two", "@Ada?"]) await lin.say(text);
  await lin.said("@Ada?").waitFor();
  sockets.length = 0;
  await ada.page.goto(`${serverUrl()}/r/${other}`);
  await ada.isIn();
  const badge = badgeOf(ada, room);
  await badge.waitFor();
  expect(await badge.getAttribute("aria-label")).toBe("1 for you");
  await ada.page.waitForFunction(() => document.title.startsWith("(1) "));
  expect(await ada.page.title()).toBe(`(1) ${other} · Foyer`);
  expect(sockets).toEqual([`?room=${other}`]);
  expect(await findings(ada)).toEqual([]);
  await comeBack(ada, room);
  await badge.waitFor({ state: "detached" });
  expect(await ada.page.title()).toBe(`${room} · Foyer`);
  await leave(ada);
  expect(await badge.count()).toBe(0);
});

test("on a phone the button to the list shows alerts from other rooms", async () => {
  const [room, other] = [freshRoom(), freshRoom()];
  const ada = await visitors.newcomer(PHONE);
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin");
  await ada.page.goto(`${serverUrl()}/r/${other}`);
  await ada.isIn();
  await lin.say("@Ada?");
  await lin.said("@Ada?").waitFor();
  await ada.page.reload();
  await ada.page.getByRole("button", { name: "Show rooms: 1 for you" }).tap();
  await ada.page.getByRole("dialog").getByRole("link", { name: room }).tap();
  await ada.page.getByRole("heading", { level: 1, name: room }).waitFor();
  await ada.said("@Ada?").waitFor();
  await ada.page.getByRole("button", { name: "Show rooms", exact: true }).waitFor();
});

test("[U2] messages without a mention are counted less visibly, and not in the title", async () => {
  const [room, other] = [freshRoom(), freshRoom()];
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin");
  await leave(ada);
  for (const text of ["one", "two"]) await lin.say(text);
  await lin.said("two").waitFor();
  await ada.page.goto(`${serverUrl()}/r/${other}`);
  await badgeOf(ada, room).waitFor();
  expect(await badgeOf(ada, room).getAttribute("aria-label")).toBe("2 unread");
  expect(await ada.page.title()).toBe(`${other} · Foyer`);
});

test.each([-30, 30])("[U3] a device whose clock is %d hours wrong has its counts too", async (hours) => {
  const [room, other] = [freshRoom(), freshRoom()];
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  await ada.context.clock.setSystemTime(Date.now() + hours * 3_600_000);
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin");
  await lin.say("read");
  await ada.said("read").waitFor();
  await leave(ada);
  await lin.say("new");
  await lin.said("new").waitFor();
  const refused = ada.page.waitForResponse((response) => response.status() === 401);
  await ada.page.goto(`${serverUrl()}/r/${other}`);
  await refused;
  await badgeOf(ada, room).waitFor();
  expect(await badgeOf(ada, room).getAttribute("aria-label")).toBe("1 unread");
});
