import { expect, test } from "vitest";
import { chip, choose, react, remove, toolsOf } from "../../support/browser/messages.ts";
import { makeNetwork, type Network } from "../../support/browser/network.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { serverUrl } from "../../support/browser/servers.ts";
import { makeSite } from "../../support/browser/site.ts";
import { INSTALLING, useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

/** Ends the backoff early, with the event that a browser sends when the network is back. */
async function isBack(network: Network, { page }: Visitor): Promise<void> {
  network.mend();
  await page.evaluate(() => dispatchEvent(new Event("online")));
}

/** Reloads the page once the service worker is ready, which serves it from then on. */
async function reopenInstalled(visitor: Visitor): Promise<void> {
  await isInstalled(visitor);
  await visitor.page.reload();
  await visitor.isIn();
}

function pending(visitor: Visitor, text: string) {
  return visitor.page.locator(".message.pending", { hasText: text });
}

/** Resolves when the page can be opened without a network. */
async function isInstalled({ page }: Visitor): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** The content of one of the page's stores, as JSON. Runs in the page. */
async function readStore(name: string): Promise<string> {
  const opening = indexedDB.open("foyer");
  const db = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
  const reading = db.transaction(name).objectStore(name).getAll();
  await new Promise((resolve) => (reading.onsuccess = resolve));
  db.close();
  return JSON.stringify(reading.result);
}

/** Resolves when the page has stored `text`: pending messages at once, messages from the room after a second. */
async function hasKept({ page }: Visitor, store: "outboxes" | "timelines", text: string): Promise<void> {
  await expect.poll(() => page.evaluate(readStore, store)).toContain(text);
}

test("[S4] messages written offline survive a reload, show offline, and are sent in order when the network is back", async () => {
  const network = await makeNetwork();
  const room = freshRoom();
  const ada = await visitors.newcomer(INSTALLING);
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada", network.url);
  await lin.enter(`/r/${room}`, "Lin");
  await lin.say("before");
  await ada.said("before").waitFor();
  await isInstalled(ada);
  await hasKept(ada, "timelines", "before");

  network.cut();
  for (const text of ["one", "two", "three"]) {
    await ada.say(text);
    await pending(ada, text).waitFor();
  }
  await hasKept(ada, "outboxes", "three");
  await ada.page.reload();
  await ada.said("before").waitFor();
  await pending(ada, "three").waitFor();
  expect(await ada.page.locator(".message").allTextContents()).toEqual(["before", "one", "two", "three"]);

  await lin.say("meanwhile");
  await isBack(network, ada);
  await lin.said("three").waitFor();
  await ada.said("three").waitFor();
  const texts = ["before", "meanwhile", "one", "two", "three"];
  expect(await lin.texts()).toEqual(texts);
  expect(await ada.texts()).toEqual(texts);
});

test("a message written offline is kept even if the page is reloaded at the same moment", async () => {
  const network = await makeNetwork();
  const ada = await visitors.newcomer(INSTALLING);
  await ada.enter(`/r/${freshRoom()}`, "Ada", network.url);
  await reopenInstalled(ada);
  network.cut();
  await ada.say("one last thing");
  await ada.page.reload();
  await pending(ada, "one last thing").waitFor();
});

test("[E6] offline edits, reactions and removals are sent when the network is back", async () => {
  const network = await makeNetwork();
  const room = freshRoom();
  const ada = await visitors.newcomer(INSTALLING);
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada", network.url);
  await lin.enter(`/r/${room}`, "Lin");
  for (const text of ["teh first", "the second"]) await ada.say(text);
  await lin.said("the second").waitFor();
  await toolsOf(ada, "the second");
  network.cut();
  await choose(ada, "teh first", "Edit");
  await ada.say("the first");
  await react(ada, "the first", "👍");
  await remove(ada, "the second");
  await isBack(network, ada);
  await lin.said("the first").waitFor();
  await chip(lin, "👍 1").waitFor();
  await lin.page.locator(".message-removed").waitFor();
  expect(await lin.texts()).toEqual(["the first"]);
});

test("[S4] what a lost tab had not sent is sent by another tab, once", async () => {
  const network = await makeNetwork();
  const room = freshRoom();
  const ada = await visitors.newcomer(INSTALLING);
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada", network.url);
  await lin.enter(`/r/${room}`, "Lin");
  const tab = await ada.openTab();
  await tab.page.goto(`${network.url}/r/${room}`);
  await tab.isIn();
  network.hold();
  await ada.say("did this get out?");
  await lin.said("did this get out?").waitFor();
  await ada.say("and this?");
  await pending(ada, "and this?").waitFor();
  await hasKept(ada, "outboxes", "and this?");
  network.cut();
  network.release();
  // With two tabs of one person, the other tab does not send it while this one is open.
  expect(await pending(tab, "and this?").count()).toBe(0);
  await ada.page.close();
  await isBack(network, tab);
  await tab.said("and this?").waitFor();
  await lin.said("and this?").waitFor();
  expect(await lin.texts()).toEqual(["did this get out?", "and this?"]);
  expect(await tab.texts()).toEqual(["did this get out?", "and this?"]);
});

test("pending messages of one room are sent even if the page is opened in another", async () => {
  const network = await makeNetwork();
  const [room, other] = [freshRoom(), freshRoom()];
  const ada = await visitors.newcomer(INSTALLING);
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada", network.url);
  await lin.enter(`/r/${room}`, "Lin");
  network.cut();
  await ada.say("said before I left");
  await hasKept(ada, "outboxes", "said before I left");
  network.mend();
  await ada.page.goto(`${network.url}/r/${other}`);
  await ada.isIn();
  await lin.said("said before I left").waitFor();
  await lin.page.getByText("1 person here").waitFor();
});

test("a room removed from the list leaves no messages behind", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer(INSTALLING);
  await ada.enter(`/r/${room}`, "Ada");
  await ada.say("forget this");
  await ada.said("forget this").waitFor();
  await hasKept(ada, "timelines", "forget this");
  await ada.page.getByRole("link", { name: "lobby" }).click();
  await ada.page.getByRole("heading", { level: 1, name: "lobby" }).waitFor();
  await ada.page.getByRole("button", { name: `Remove ${room} from the list` }).click();
  await ada.page.reload();
  await ada.isIn();
  expect(await ada.page.evaluate(readStore, "timelines")).not.toContain("forget this");
});

test("a draft survives a reload, in its own room", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer(INSTALLING);
  await ada.enter(`/r/${room}`, "Ada");
  await ada.composer.fill("half a thought");
  await ada.page.reload();
  await ada.isIn();
  expect(await ada.composer.inputValue()).toBe("half a thought");
  await ada.page.goto(`${serverUrl()}/r/${freshRoom()}`);
  await ada.isIn();
  expect(await ada.composer.inputValue()).toBe("");
  await ada.page.goBack();
  await ada.isIn();
  await ada.composer.press("Enter");
  await ada.said("half a thought").waitFor();
  await ada.page.reload();
  await ada.isIn();
  expect(await ada.composer.inputValue()).toBe("");
});

test("[R1] a page that was closed resumes from what it stored", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer(INSTALLING);
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin");
  await lin.say("seen");
  await ada.said("seen").waitFor();
  await ada.page.goto("about:blank");
  await lin.say("missed");
  await lin.said("missed").waitFor();
  await ada.page.goto(`${serverUrl()}/r/${room}`);
  await ada.said("missed").waitFor();
  expect(await ada.texts()).toEqual(["seen", "missed"]);
});

test("after a deploy the page says that there is a new version, and the next load has it", async () => {
  const site = await makeSite();
  const ada = await visitors.newcomer(INSTALLING);
  await ada.enter(`/r/${freshRoom()}`, "Ada", site.url);
  await reopenInstalled(ada);
  expect(await ada.page.getByText("A new version").count()).toBe(0);
  site.deploy();
  await ada.page.reload();
  await ada.page.getByText("A new version of this page is available.").waitFor();
  expect(await ada.page.locator("html[data-deployed]").count()).toBe(0);
  await ada.page.getByRole("button", { name: "Reload" }).click();
  await ada.page.locator("html[data-deployed]").waitFor({ state: "attached" });
  await ada.isIn();
  expect(await ada.page.getByText("A new version").count()).toBe(0);
});
