import { rm } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { scrollTo } from "../../support/browser/list.ts";
import { makeNetwork, type Network } from "../../support/browser/network.ts";
import { freshRoom, guestIn, numbered } from "../../support/browser/rooms.ts";
import { ownServer, serverUrl } from "../../support/browser/servers.ts";
import { DESKTOP, PHONE, useVisitors, type Visitor } from "../../support/browser/visitors.ts";
import { makeFolder } from "../../support/browser/wrangler.ts";

const visitors = useVisitors();
const LOST = "Connection lost. Reconnecting…";

/** Ends the backoff early, with the event that a browser sends when the network is back. */
async function networkIsBack(network: Network, visitor: Visitor): Promise<void> {
  network.mend();
  await visitor.page.evaluate(() => dispatchEvent(new Event("online")));
  await visitor.page.getByText(LOST).waitFor({ state: "detached" });
}

describe.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s", (_device, device) => {
  test("[R1] after a reconnect exactly the missed messages arrive, once each and in order", async () => {
    const network = await makeNetwork();
    const room = freshRoom();
    const ada = await visitors.newcomer(device);
    const lin = await visitors.newcomer(device);
    await ada.enter(`/r/${room}`, "Ada", network.url);
    await lin.enter(`/r/${room}`, "Lin");
    await lin.say("before");
    await ada.said("before").waitFor();
    network.cut();
    await ada.page.getByText(LOST).waitFor();
    for (const text of ["missed 1", "missed 2", "missed 3"]) {
      await lin.say(text);
      await lin.said(text).waitFor();
    }
    await networkIsBack(network, ada);
    await lin.say("after");
    await ada.said("after").waitFor();
    expect(await ada.texts()).toEqual(["before", "missed 1", "missed 2", "missed 3", "after"]);
  });
});

test("[X2] it reconnects even if the browser does not say that the network is back", async () => {
  const network = await makeNetwork();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada", network.url);
  network.cut();
  await ada.page.getByText(LOST).waitFor();
  network.mend();
  await ada.page.getByText(LOST).waitFor({ state: "detached" });
  await ada.say("here again");
  await ada.said("here again").waitFor();
});

test("[S4] messages written while disconnected are sent after reconnecting, once, even if the room already had them", async () => {
  const network = await makeNetwork();
  const room = freshRoom();
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada", network.url);
  await lin.enter(`/r/${room}`, "Lin");
  network.hold();
  await ada.say("did this arrive?");
  await lin.said("did this arrive?").waitFor();
  network.cut();
  network.release();
  await ada.page.getByText(LOST).waitFor();
  await ada.say("and this, said without a network");
  await ada.page.locator(".message.pending", { hasText: "and this" }).waitFor();
  await networkIsBack(network, ada);
  await lin.said("and this, said without a network").waitFor();
  await ada.said("and this, said without a network").waitFor();
  const texts = ["did this arrive?", "and this, said without a network"];
  expect(await lin.texts()).toEqual(texts);
  expect(await ada.texts()).toEqual(texts);
});

test("[R2] after missing more than a resume sends, the newest page shows, and older ones load", async () => {
  const room = freshRoom();
  const network = await makeNetwork(serverUrl());
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada", network.url);
  const bob = await guestIn(room);
  await bob.sayAll(["seen"]);
  await ada.said("seen").waitFor();
  network.cut();
  await ada.page.getByText(LOST).waitFor();
  await bob.sayAll(numbered(1_001));
  await networkIsBack(network, ada);
  await ada.said("line 1001").waitFor();
  expect(await ada.said("seen").count()).toBe(0);
  await scrollTo(ada, 0);
  await ada.said("line 930").waitFor();
});

test("a room survives a restart of the server, and its people reconnect automatically", async () => {
  const persistTo = await makeFolder();
  onTestFinished(() => rm(persistTo, { recursive: true, force: true }));
  const room = freshRoom();
  const first = await ownServer({ persistTo });
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada", first.url);
  await ada.say("before the restart");
  await ada.said("before the restart").waitFor();
  await first.stop();
  await ada.page.getByText(LOST).waitFor();
  await ada.say("while it was away");
  const second = await ownServer({ persistTo, port: first.port });
  await ada.said("while it was away").waitFor();
  const lin = await visitors.newcomer();
  await lin.enter(`/r/${room}`, "Lin", second.url);
  expect(await lin.texts()).toEqual(["before the restart", "while it was away"]);
});

test("[X1] a page disconnected for flooding says so, and a click reconnects it", async () => {
  const strict = await ownServer({ vars: { RATE_LIMITS: "on" } });
  const ada = await visitors.newcomer();
  // The page cannot be made to flood, so the test uses its socket.
  await ada.context.addInitScript(() => {
    globalThis.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        const flood = (): void => Array.from({ length: 300 }).forEach(() => this.send("{}"));
        Object.assign(globalThis, { flood });
      }
    };
  });
  await ada.enter(`/r/${freshRoom()}`, "Ada", strict.url);
  await ada.page.evaluate("flood()");
  await ada.page.getByText("You were disconnected for sending too much at once.").waitFor();
  await ada.page.getByRole("button", { name: "Reconnect" }).click();
  await ada.isIn();
  await ada.say("sorry");
  await ada.said("sorry").waitFor();
});

test("the page never connects to any other server than its own", async () => {
  const ada = await visitors.newcomer();
  const hosts = new Set<string>();
  ada.page.on("request", (request) => hosts.add(new URL(request.url()).host));
  ada.page.on("websocket", (socket) => hosts.add(new URL(socket.url()).host));
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  expect([...hosts]).toEqual([new URL(serverUrl()).host]);
});
