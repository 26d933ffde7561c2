import { expect, test } from "vitest";
import { isAtEnd, scrollTo } from "../../support/browser/list.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { serverUrl } from "../../support/browser/servers.ts";
import { PHONE, useVisitors } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

test("/ is the lobby, and /r/<name> is the room of that name, in any script", async () => {
  const ada = await visitors.newcomer();
  await ada.enter("/", "Ada");
  expect(await ada.page.getByRole("heading", { level: 1 }).textContent()).toBe("lobby");
  expect(await ada.page.title()).toBe("lobby · Foyer");
  await ada.page.goto(`${serverUrl()}/r/聊天室`);
  await ada.isIn();
  expect(await ada.page.getByRole("heading", { level: 1 }).textContent()).toBe("聊天室");
  expect(await ada.page.title()).toBe("聊天室 · Foyer");
});

test("[N1] a name typed in another case or width reaches the same room", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter("/", "Lin");
  const wide = [...room.toUpperCase()].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join("");
  await lin.page.getByLabel("Room name").fill(` ${wide} `);
  await lin.page.getByRole("button", { name: "Open a room" }).click();
  await lin.isIn();
  await ada.say("in here");
  await lin.said("in here").waitFor();
  expect(new URL(lin.page.url()).pathname).toBe(`/r/${room}`);
});

test("[N1] the address becomes canonical", async () => {
  const ada = await visitors.newcomer();
  await ada.enter("/r/Big%20Room", "Ada");
  expect(new URL(ada.page.url()).pathname).toBe("/r/big-room");
});

test("[N1] an invalid room name shows an error and leads nowhere", async () => {
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  const before = ada.page.url();
  await ada.page.getByLabel("Room name").fill("no/room!");
  await ada.page.getByRole("button", { name: "Open a room" }).click();
  await ada.page.getByText("Use up to 64 letters").waitFor();
  expect(ada.page.url()).toBe(before);
});

test("a button opens a new room with a name that nobody can guess", async () => {
  const ada = await visitors.newcomer();
  await ada.enter("/", "Ada");
  const names = [];
  for (let i = 0; i < 2; i++) {
    const before = ada.page.url();
    await ada.page.getByRole("button", { name: "New room" }).click();
    await ada.page.waitForURL((url) => url.href !== before);
    await ada.isIn();
    names.push(new URL(ada.page.url()).pathname);
  }
  expect(names[0]).toMatch(/^\/r\/[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}$/);
  expect(names[1]).not.toBe(names[0]);
});

test("visited rooms are listed, and switching needs no page load and keeps each draft", async () => {
  const [first, second] = [freshRoom(), freshRoom()];
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${first}`, "Ada");
  await ada.say("said in the first");
  await ada.said("said in the first").waitFor();
  await ada.composer.fill("half a thought");
  await ada.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  await ada.page.getByLabel("Room name").fill(second);
  await ada.page.getByLabel("Room name").press("Enter");
  await ada.page.getByRole("heading", { level: 1, name: second }).waitFor();
  await ada.isIn();
  expect(await ada.texts()).toEqual([]);
  expect(await ada.composer.inputValue()).toBe("");

  await ada.page.getByRole("link", { name: first }).click();
  await ada.page.getByRole("heading", { level: 1, name: first }).waitFor();
  await ada.isIn();
  expect(await ada.texts()).toEqual(["said in the first"]);
  expect(await ada.composer.inputValue()).toBe("half a thought");
  expect(await ada.page.evaluate(() => "isSamePage" in globalThis)).toBe(true);

  await ada.page.goBack();
  await ada.page.getByRole("heading", { level: 1, name: second }).waitFor();
  await ada.page.reload();
  await ada.isIn();
  await ada.page.getByRole("link", { name: first }).waitFor();
  await ada.page.getByRole("button", { name: `Remove ${first} from the list` }).click();
  await ada.page.getByRole("link", { name: first }).waitFor({ state: "detached" });
});

test("coming back to a room leads to its newest message, wherever the reader was", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  for (let i = 1; i <= 9; i++) {
    await ada.say(`${i}${"\nand on".repeat(9)}`);
    await ada.page
      .locator(".message[data-seq]")
      .nth(i - 1)
      .waitFor();
  }
  await scrollTo(ada, 0);
  await ada.page.getByRole("button", { name: "Newest messages" }).waitFor();
  await ada.page.getByRole("link", { name: "lobby" }).click();
  await ada.page.getByRole("heading", { level: 1, name: "lobby" }).waitFor();
  await ada.page.getByRole("link", { name: room }).click();
  await ada.page.getByRole("heading", { level: 1, name: room }).waitFor();
  await ada.isIn();
  expect(await ada.page.getByRole("button", { name: "Newest messages" }).count()).toBe(0);
  await expect.poll(() => isAtEnd(ada)).toBe(true);
});

test("a message sent just before a change of rooms still arrives", async () => {
  const { ada, lin } = await visitors.adaAndLin();
  await ada.say("one");
  await ada.say("two");
  await ada.say("three");
  await ada.page.getByRole("link", { name: "lobby" }).click();
  await lin.said("three").waitFor();
  expect(await lin.texts()).toEqual(["one", "two", "three"]);
});

test("on a phone the rooms are in a drawer, which closes after choosing one", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer(PHONE);
  await ada.enter(`/r/${room}`, "Ada");
  await ada.page.getByRole("button", { name: "Show rooms" }).tap();
  await ada.page.getByRole("dialog").getByRole("link", { name: "lobby" }).tap();
  await ada.page.getByRole("heading", { level: 1, name: "lobby" }).waitFor();
  await ada.page.getByRole("dialog").waitFor({ state: "detached" });
});

test.each([
  ["/nowhere", 404, "There is no room at this address"],
  ["/r/no%21room", 400, "That is not a valid room name"],
  ["/r/%E0%A4%A", 400, "That is not a valid room name"],
])("%s is answered with %i and a page that says so and links to the lobby", async (path, status, heading) => {
  const ada = await visitors.newcomer();
  const response = await ada.page.goto(serverUrl() + path);
  expect(response?.status()).toBe(status);
  await ada.page.getByRole("heading", { name: heading }).waitFor();
  await ada.page.getByRole("link", { name: "Go to the lobby" }).click();
  await ada.page.getByRole("heading", { level: 1, name: "lobby" }).waitFor();
});
