import { expect, test } from "vitest";
import { freshRoom } from "../../support/browser/rooms.ts";
import { serverUrl } from "../../support/browser/servers.ts";
import { DESKTOP, PHONE, useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

function peopleOf(visitor: Visitor) {
  return visitor.page.getByRole("complementary", { name: "People" }).locator(".person-name");
}

test("[N4] the page asks for a name once, keeps it for the next visit, and can change it", async () => {
  const { ada, lin } = await visitors.adaAndLin();
  await ada.page.reload();
  await ada.isIn();
  await ada.page
    .getByRole("complementary", { name: "People" })
    .getByRole("button", { name: "Change your name" })
    .click();
  await ada.page.getByRole("dialog").getByLabel("Your name").fill("Ada L.");
  await ada.page.keyboard.press("Enter");
  await peopleOf(lin).getByText("Ada L.").waitFor();
  await ada.say("It is me");
  await lin.said("It is me").waitFor();
  expect(await lin.page.locator(".message-row .person-name").textContent()).toBe("Ada L.");
});

test("[N2] [N3] an impossible name is refused with a reason", async () => {
  const ada = await visitors.newcomer();
  await ada.page.goto(`${serverUrl()}/r/${freshRoom()}`);
  for (const [name, reason] of [
    ["   ", "A name needs at least one visible character."],
    ["x".repeat(41), "A name can have at most 40 characters."],
    ["Foyer", "This name is reserved for the room."],
    ["\u202Enimda", "contains characters that are not allowed"],
  ] as const) {
    await ada.page.getByLabel("Your name").fill(name);
    await ada.page.getByRole("button", { name: "Join" }).click();
    await ada.page.getByText(reason).waitFor();
    expect(await ada.composer.count()).toBe(0);
  }
});

test("[P1] people are listed and counted as they come and go", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await ada.page.getByText("1 person here").waitFor();
  await lin.enter(`/r/${room}`, "Lin");
  await ada.page.getByText("2 people here").waitFor();
  expect(await peopleOf(ada).allTextContents()).toEqual(["Ada", "Lin"]);
  await lin.page.close();
  await ada.page.getByText("1 person here").waitFor();
  expect(await peopleOf(ada).allTextContents()).toEqual(["Ada"]);
});

test("[H6] two tabs are one person, with one colour and avatar, and see each other's messages as their own", async () => {
  const { ada, lin, room } = await visitors.adaAndLin();
  const tab = await ada.openTab();
  await tab.page.goto(`${serverUrl()}/r/${room}`);
  await tab.isIn();
  await tab.say("from the second tab");
  await ada.say("from the first");
  await lin.said("from the first").waitFor();
  expect(await peopleOf(lin).allTextContents()).toEqual(["Lin", "Ada"]);
  expect(await lin.page.locator(".starts-turn").count()).toBe(1);
  await tab.page.close();
  await ada.say("still here");
  await lin.said("still here").waitFor();
  expect(await peopleOf(lin).allTextContents()).toEqual(["Lin", "Ada"]);
});

test("[H6] a browser comes back as the same person, with the same avatar", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await ada.say("before");
  await ada.said("before").waitFor();
  await ada.page.reload();
  await ada.isIn();
  await ada.say("after");
  await ada.said("after").waitFor();
  expect(await ada.page.locator(".starts-turn").count()).toBe(1);
});

test("[H2] a browser without Ed25519 loads it, and is a person like any other", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  // As on plain http in a local network, where browsers hide WebCrypto.
  await ada.context.addInitScript(() => Object.defineProperty(Crypto.prototype, "subtle", { value: undefined }));
  await ada.enter(`/r/${room}`, "Ada");
  await ada.say("before");
  await ada.said("before").waitFor();
  await ada.page.reload();
  await ada.isIn();
  await ada.say("after");
  await ada.said("after").waitFor();
  expect(await ada.page.locator(".starts-turn").count()).toBe(1);
});

test("[P4] others see who is typing until the message arrives, and the typist does not", async () => {
  const { ada, lin } = await visitors.adaAndLin();
  await lin.composer.pressSequentially("I think");
  await ada.page.getByText(/^.?Lin.? is typing/).waitFor();
  await ada.composer.pressSequentially("So do I");
  // The room tells both about both, and each page shows only the other.
  await lin.page.getByText(/^.?Ada.? is typing/).waitFor();
  expect(await ada.page.getByText(/typing/).textContent()).toMatch(/^.?Lin.? is typing/);
  await lin.composer.press("Enter");
  await ada.said("I think").waitFor();
  await ada.page.getByText(/typing/).waitFor({ state: "detached" });
});

test("on a phone, the number of people opens their list", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer(PHONE);
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin");
  await ada.page.getByRole("button", { name: "2 people here" }).tap();
  const drawer = ada.page.getByRole("dialog", { name: "People" });
  await drawer.waitFor();
  expect(await drawer.locator(".person-name").allTextContents()).toEqual(["Ada", "Lin"]);
});

test.each([
  ["a phone", PHONE],
  ["a desktop", DESKTOP],
])("on %s a very long name, word and draft do not break the layout", async (_device, device) => {
  const ada = await visitors.newcomer(device);
  await ada.enter(`/r/${"very-long-".repeat(4)}${freshRoom()}`, "W".repeat(40));
  await ada.say("x".repeat(500));
  await ada.said("x".repeat(500)).waitFor();
  await ada.composer.fill("y".repeat(4_100));
  const { width } = device.viewport;
  expect(await ada.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  const boxes = ada.page.locator(
    "main, .composer, .composer-text, .composer-send, .list-content, .room-header .button",
  );
  const edges = await boxes.evaluateAll((elements) =>
    elements.flatMap((element) => {
      const { left, right } = element.getBoundingClientRect();
      return [left, right];
    }),
  );
  expect(Math.min(...edges)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...edges)).toBeLessThanOrEqual(width);
});
