/** Shows what people do with messages: edit, remove, reply, react; by pointer, finger and keys, as others see it. */
import { describe, expect, inject, test } from "vitest";
import type { Locator } from "playwright-core";
import { makeNetwork } from "../support/browser/network.ts";
import { Speaker } from "../support/browser/speakers.ts";
import { freshRoom, PHONE, serverUrl, useVisitors, type Visitor } from "../support/browser/visitors.ts";
import { findings } from "../support/browser/axe.ts";

const visitors = useVisitors();

async function two(): Promise<{ ada: Visitor; lin: Visitor; room: string }> {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin");
  return { ada, lin, room };
}

function messageOf(visitor: Visitor, text: string): Locator {
  return visitor.page.locator(".message[data-seq]", { hasText: text });
}

/** Opens the menu of a message as a pointer does. */
async function openMenu(visitor: Visitor, text: string): Promise<Locator> {
  await messageOf(visitor, text).locator(".message-text").hover();
  await visitor.page.getByRole("toolbar").getByRole("button", { name: "More" }).click();
  const menu = visitor.page.getByRole("menu");
  await menu.waitFor();
  return menu;
}

async function choose(visitor: Visitor, text: string, item: string): Promise<void> {
  await (await openMenu(visitor, text)).getByRole("menuitem", { name: item, exact: true }).click();
}

function chip(visitor: Visitor, emoji: string): Locator {
  return visitor.page.locator(".reaction", { hasText: emoji });
}

test("one's own message is edited from its menu, and everybody sees the new text, marked with its time", async () => {
  const { ada, lin } = await two();
  await ada.say("teh first");
  await lin.said("teh first").waitFor();
  await choose(ada, "teh first", "Edit");
  await ada.page.locator(".composer-banner").waitFor();
  expect(await ada.composer.inputValue()).toBe("teh first");
  await ada.composer.fill("the first");
  await ada.composer.press("Enter");
  for (const visitor of [ada, lin]) {
    await visitor.said("the first").waitFor();
    const mark = visitor.page.locator(".message-edited");
    expect(await mark.textContent()).toBe("edited");
    expect(await mark.getAttribute("title")).toMatch(/^Edited .*\d/);
    expect(await visitor.said().count()).toBe(1);
  }
});

test("one's own message is removed after one more question, and leaves a trace and no text on every page", async () => {
  const { ada, lin } = await two();
  await ada.say("a secret");
  await lin.said("a secret").waitFor();
  await choose(ada, "a secret", "Remove");
  await ada.page.getByText("Remove this message for everybody?").waitFor();
  await ada.page.getByRole("menuitem", { name: "Keep it" }).click();
  expect(await ada.said("a secret").count()).toBe(1);
  await choose(ada, "a secret", "Remove");
  await ada.page.getByRole("menuitem", { name: "Remove it" }).click();
  for (const visitor of [ada, lin]) {
    await visitor.page.locator(".message-removed").getByText("message removed").waitFor();
    expect(await visitor.page.content()).not.toContain("a secret");
  }
  await lin.page.reload();
  await lin.page.locator(".message-removed").waitFor();
  expect(await lin.page.content()).not.toContain("a secret");
});

test("other people's messages cannot be edited or removed", async () => {
  const { ada, lin } = await two();
  await ada.say("mine");
  await lin.said("mine").waitFor();
  const menu = await openMenu(lin, "mine");
  expect(await menu.getByRole("menuitem").allTextContents()).toEqual([
    "",
    "Reply",
    "Copy text",
    "Copy link to message",
  ]);
});

test("what one does shows at once, before the room has answered", async () => {
  const network = await makeNetwork(inject("serverPort"));
  try {
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${freshRoom()}`, "Ada", network.url);
    await ada.say("soon gone");
    await ada.said("soon gone").waitFor();
    network.hold();
    await messageOf(ada, "soon gone").locator(".message-text").hover();
    await ada.page.getByRole("toolbar").getByRole("button", { name: "React with 👍" }).click();
    await chip(ada, "👍").waitFor();
    await choose(ada, "soon gone", "Remove");
    await ada.page.getByRole("menuitem", { name: "Remove it" }).click();
    await ada.page.locator(".message-removed").waitFor();
    expect(await chip(ada, "👍").count()).toBe(0);
    network.release();
    await ada.say("after it");
    await ada.said("after it").waitFor();
    expect(await ada.page.locator(".message-removed").count()).toBe(1);
  } finally {
    await network.close();
  }
});

test("a reply quotes its original, follows its changes, and says when it was removed", async () => {
  const { ada, lin } = await two();
  await ada.say("Shall we meet?\nAt eight, say.");
  await lin.said("Shall we meet?\nAt eight, say.").waitFor();
  await messageOf(lin, "Shall we meet?").locator(".message-text").first().hover();
  await lin.page.getByRole("toolbar").getByRole("button", { name: "Reply" }).click();
  await lin.page.locator(".composer-banner").waitFor();
  await lin.page.keyboard.type("Yes!");
  await lin.page.keyboard.press("Enter");
  const quote = ada.page.locator(".quote");
  await quote.waitFor();
  expect(await quote.textContent()).toBe("AdaShall we meet?");
  await quote.click();
  await ada.page.locator(".message.marked", { hasText: "At eight" }).waitFor();
  const original = ada.page.locator(".message[data-seq]").first();
  await original.locator(".message-text").hover();
  await ada.page.getByRole("toolbar").getByRole("button", { name: "More" }).click();
  await ada.page.getByRole("menuitem", { name: "Remove" }).click();
  await ada.page.getByRole("menuitem", { name: "Remove it" }).click();
  for (const visitor of [ada, lin]) {
    await visitor.page.locator(".quote").getByText("message removed").waitFor();
    await visitor.said("Yes!").waitFor();
  }
  await lin.page.locator(".quote").click();
  await lin.page.locator(".message.marked .message-removed").waitFor();
});

test("a reaction is counted, told with who gave it, and toggled by a click", async () => {
  const { ada, lin } = await two();
  await ada.say("done");
  await lin.said("done").waitFor();
  await messageOf(lin, "done").locator(".message-text").hover();
  await lin.page.getByRole("toolbar").getByRole("button", { name: "React with 🎉" }).click();
  await chip(ada, "🎉").waitFor();
  expect(await chip(ada, "🎉").getAttribute("aria-pressed")).toBe("false");
  await chip(ada, "🎉").click();
  await chip(lin, "🎉 2").waitFor();
  expect(await chip(lin, "🎉").getAttribute("aria-pressed")).toBe("true");
  expect((await chip(lin, "🎉").getAttribute("title"))?.replace(/[\u2068\u2069]/g, "")).toBe("you and Ada");
  await chip(lin, "🎉").click();
  await chip(ada, "🎉 1").waitFor();
  await chip(ada, "🎉").click();
  await chip(lin, "🎉").waitFor({ state: "detached" });
});

test("two tabs of one person toggle one reaction at once, and agree", async () => {
  const network = await makeNetwork(inject("serverPort"));
  try {
    const room = freshRoom();
    const lin = await visitors.newcomer();
    const ada = await visitors.newcomer();
    await lin.enter(`/r/${room}`, "Lin");
    await ada.enter(`/r/${room}`, "Ada", network.url);
    await lin.say("which?");
    const tab = await ada.openTab();
    await tab.page.goto(`${network.url}/r/${room}`);
    await tab.isIn();
    network.hold();
    for (const one of [ada, tab]) {
      await messageOf(one, "which?").locator(".message-text").hover();
      await one.page.getByRole("toolbar").getByRole("button", { name: "React with 👍" }).click();
    }
    network.release();
    for (const one of [ada, tab, lin]) await chip(one, "👍 1").waitFor();
    await chip(tab, "👍").click();
    for (const one of [ada, tab, lin]) await chip(one, "👍").waitFor({ state: "detached" });
  } finally {
    await network.close();
  }
});

test("a reaction to what was removed meanwhile is refused, and the reason is said", async () => {
  const network = await makeNetwork(inject("serverPort"));
  try {
    const room = freshRoom();
    const ada = await visitors.newcomer();
    const lin = await visitors.newcomer();
    await ada.enter(`/r/${room}`, "Ada");
    await lin.enter(`/r/${room}`, "Lin", network.url);
    await ada.say("wait");
    await lin.said("wait").waitFor();
    network.hold();
    await choose(ada, "wait", "Remove");
    await ada.page.getByRole("menuitem", { name: "Remove it" }).click();
    await ada.page.locator(".message-removed").waitFor();
    await messageOf(lin, "wait").locator(".message-text").hover();
    await lin.page.getByRole("toolbar").getByRole("button", { name: "React with 👍" }).click();
    await chip(lin, "👍").waitFor();
    network.release();
    await lin.page.getByText("That message is not there any more.").waitFor();
    await lin.page.locator(".message-removed").waitFor();
    expect(await chip(lin, "👍").count()).toBe(0);
  } finally {
    await network.close();
  }
});

test("a change of what was just removed is refused, says why, and keeps what was written", async () => {
  const network = await makeNetwork(inject("serverPort"));
  try {
    const room = freshRoom();
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${room}`, "Ada", network.url);
    await ada.say("too late");
    await ada.said("too late").waitFor();
    const tab = await ada.openTab();
    await tab.page.goto(`${network.url}/r/${room}`);
    await tab.isIn();
    await choose(tab, "too late", "Edit");
    await tab.page.locator(".composer-banner").waitFor();
    network.hold();
    await choose(ada, "too late", "Remove");
    await ada.page.getByRole("menuitem", { name: "Remove it" }).click();
    await ada.page.locator(".message-removed").waitFor();
    await tab.composer.fill("just in time");
    await tab.composer.press("Enter");
    await tab.said("just in time").waitFor();
    network.release();
    await tab.page.locator(".message-removed").waitFor();
    await tab.page.getByText("Not sent. That message is not there any more.").waitFor();
    await tab.page.locator(".message.failed", { hasText: "just in time" }).waitFor();
  } finally {
    await network.close();
  }
});

test("with twenty different reactions there is no place for another, and the page says so", async () => {
  const { ada, lin } = await two();
  await ada.say("popular");
  await lin.said("popular").waitFor();
  for (let index = 0; index < 20; index++) {
    await messageOf(ada, "popular").locator(".message-text").hover();
    await ada.page.getByRole("toolbar").getByRole("button", { name: "React…" }).click();
    await ada.page.getByRole("searchbox").fill(`w${index}`);
    await ada.page.getByRole("button", { name: `React with w${index}` }).click();
    await chip(lin, `w${index} 1`).waitFor();
  }
  const more = lin.page.locator(".reaction.more");
  expect(await more.getAttribute("aria-disabled")).toBe("true");
  expect(await more.getAttribute("title")).toBe("This message has 20 different reactions already.");
  const menu = await openMenu(lin, "popular");
  await menu.getByText("This message has 20 different reactions already.").waitFor();
}, 60_000);

describe.each([
  ["en-US", "turtle", "React…", "turtle"],
  ["zh-CN", "龟", "回应……", "龟"],
])("the picker of a browser in %s", (locale, query, opens, label) => {
  test("finds emoji by their names, takes words, and what is used often comes to hand", async () => {
    const ada = await visitors.newcomer({ locale });
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.say("hello");
    await ada.said("hello").waitFor();
    const open = async (): Promise<void> => {
      await messageOf(ada, "hello").locator(".message-text").hover();
      await ada.page.getByRole("toolbar").getByRole("button", { name: opens }).click();
      await ada.page.locator(".picker-grid .tool").first().waitFor();
    };
    await open();
    expect(await ada.page.locator(".picker-groups .tool").count()).toBe(9);
    await ada.page.locator(".picker-groups .tool").nth(3).click();
    await ada.page.locator(".picker-grid .tool", { hasText: "🍇" }).waitFor();
    expect(await findings(ada)).toEqual([]);
    await ada.page.getByRole("searchbox").fill(query);
    await ada.page.locator(".picker-grid").getByRole("button", { name: label }).first().click();
    await chip(ada, "🐢").waitFor();
    await open();
    await ada.page.getByRole("searchbox").fill("lgtm");
    await ada.page.getByRole("searchbox").press("Enter");
    await chip(ada, "lgtm").waitFor();
    await messageOf(ada, "hello").locator(".message-text").hover();
    const atHand = ada.page.getByRole("toolbar").locator("[aria-pressed] .reaction-emoji");
    expect(await atHand.allTextContents()).toEqual(["lgtm", "🐢", "👍", "❤️"]);
    await ada.page.reload();
    await messageOf(ada, "hello").locator(".message-text").hover();
    await atHand.first().waitFor();
    expect(await atHand.allTextContents()).toEqual(["lgtm", "🐢", "👍", "❤️"]);
  });
});

test("with keys only: to a message, through its menu, to a reaction and back", async () => {
  const { ada, lin } = await two();
  await lin.say("first");
  await ada.said("first").waitFor();
  await ada.say("second");
  await lin.said("second").waitFor();
  const { page } = ada;
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focusedText = (): Promise<string | null> => page.evaluate(() => document.activeElement?.textContent ?? null);

  await ada.list.focus();
  await press("ArrowUp", "ArrowUp");
  expect(await focusedText()).toContain("first");
  await press("Enter");
  await page.getByRole("menu").waitFor();
  expect(await findings(ada)).toEqual([]);
  await press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
  expect(await focusedText()).toContain("first");

  await press("Enter");
  await page.getByRole("menu").waitFor();
  await press("ArrowRight", "Enter");
  await chip(lin, "❤️").waitFor();
  expect(await focusedText()).toContain("first");
  await press("ArrowRight");
  expect(await focusedText()).toContain("❤️");
  await press("Enter");
  await chip(lin, "❤️").waitFor({ state: "detached" });

  await ada.list.focus();
  await press("ArrowUp", "ArrowUp", "Enter");
  await page.getByRole("menu").waitFor();
  await press("ArrowDown");
  expect(await focusedText()).toBe("Reply");
  await press("Enter");
  await page.locator(".composer-banner").waitFor();
  await page.keyboard.type("an answer");
  await press("Enter");
  await lin.page.locator(".quote", { hasText: "first" }).waitFor();
});

test("on a phone a tap on a message shows its tools, and its menu comes from below", async () => {
  const ada = await visitors.newcomer(PHONE);
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.say("tap me");
  await ada.said("tap me").tap();
  await ada.page.getByRole("toolbar").getByRole("button", { name: "More" }).tap();
  const popover = ada.page.locator(".popover");
  await popover.waitFor();
  const box = await popover.boundingBox();
  expect(box).toMatchObject({ x: 0, width: PHONE.viewport.width });
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(PHONE.viewport.height);
  expect(await findings(ada)).toEqual([]);
  await ada.page.getByRole("menuitem", { name: "Edit" }).tap();
  await ada.composer.fill("tapped");
  await ada.composer.press("Enter");
  await ada.said("tapped").waitFor();
});

test("text and link are copied from the menu", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer({ permissions: ["clipboard-read", "clipboard-write"] });
  await ada.enter(`/r/${room}`, "Ada");
  await ada.say("**copy** me");
  await ada.page.locator(".message[data-seq]").waitFor();
  const clipboard = (): Promise<string> => ada.page.evaluate(() => navigator.clipboard.readText());
  for (const [item, copied] of [
    ["Copy text", "**copy** me"],
    ["Copy link to message", `${serverUrl()}/r/${room}?at=1`],
  ] as const) {
    await choose(ada, "copy", item);
    await ada.page.getByRole("menu").getByText("Copied").waitFor();
    expect(await clipboard()).toBe(copied);
    await ada.page.getByRole("menu").waitFor({ state: "detached" });
  }
});

test("what a guest said can be answered and reacted to", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  const bob = await Speaker.connect(serverUrl(), `?room=${room}&name=bob`);
  await bob.sayAll(["from a terminal"]);
  await messageOf(ada, "from a terminal").locator(".message-text").hover();
  await ada.page.getByRole("toolbar").getByRole("button", { name: "React with 😂" }).click();
  await chip(ada, "😂").waitFor();
  bob.close();
});
