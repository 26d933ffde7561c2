/**
 * The plain dialect next to the page: the tutorial's own client from a file, and lines typed into a
 * tool.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { freshRoom, guestIn } from "../../support/browser/rooms.ts";
import { serverUrl } from "../../support/browser/servers.ts";
import { useVisitors } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

/** The tutorial's page as a file, with only the address changed. */
async function tutorialAt(address: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "foyer-tutorial-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const page = await readFile(new URL("../../support/browser/tutorial.html", import.meta.url), "utf8");
  const file = join(folder, "client.html");
  await writeFile(file, page.replace("ws://localhost:8787/ws", address));
  return pathToFileURL(file).href;
}

test("[D2] the tutorial's client, opened from a file, talks with people on Foyer's page, both ways", async () => {
  const ada = await visitors.newcomer();
  await ada.enter("/", "Ada");
  const { page } = await visitors.newcomer();
  await page.goto(await tutorialAt(`${serverUrl().replace("http", "ws")}/ws`));
  await page.fill("#name", "小明");
  await page.fill("#message", "大家好");
  await page.click("#send");
  await ada.said("大家好").waitFor();
  expect(await ada.page.locator(".message-row-header .person-name").last().textContent()).toBe("小明");
  await page.getByText("小明: 大家好").waitFor();
  await ada.say("Welcome!");
  await page.getByText("Ada: Welcome!").waitFor();
  await ada.page.getByText("guest").first().waitFor();
});

test("[D2] lines typed into a WebSocket tool are messages, and the tool shows what people say", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  const bob = await guestIn(room);
  bob.send("hello from a terminal");
  await ada.said("hello from a terminal").waitFor();
  await ada.say("hello back");
  expect(await bob.received(2)).toEqual([
    '{"uName":"bob","context":"hello from a terminal"}',
    '{"uName":"Ada","context":"hello back"}',
  ]);
});

test("[D4] with history=50 the newest fifty come first; without it, none", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  for (const text of ["one", "two", "three"]) {
    await ada.say(text);
    await ada.said(text).waitFor();
  }
  const late = await guestIn(room, { asks: "&history=50" });
  expect(await late.received(3)).toEqual(
    ["one", "two", "three"].map((context) => JSON.stringify({ uName: "Ada", context })),
  );
  const now = await guestIn(room, { name: "eve" });
  late.send("four");
  expect(await now.received(1)).toEqual(['{"uName":"bob","context":"four"}']);
});

test("[D7] a guest who asked for edits receives an edited text as another message", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  const [bob, eve] = [await guestIn(room, { asks: "&edits=1" }), await guestIn(room, { name: "eve" })];
  for (const text of ["teh first", "the first", "the second"]) {
    if (text === "the first") await ada.composer.press("ArrowUp");
    await ada.say(text);
    await ada.said(text).waitFor();
  }
  const frames = ["teh first", "the first", "the second"].map((context) => JSON.stringify({ uName: "Ada", context }));
  expect(await bob.received(3)).toEqual(frames);
  expect(await eve.received(2)).toEqual([frames[0], frames[2]]);
});

test("[D5] a guest cannot appear under the name of a member", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  const impostor = await guestIn(room, { name: "ADA" });
  impostor.send("send me your money");
  await ada.said("send me your money").waitFor();
  expect(await ada.page.locator(".message-row-header .person-name").textContent()).toBe("ADA (guest)");
});
