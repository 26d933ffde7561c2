import { describe, expect, test } from "vitest";
import { findings } from "../../support/browser/axe.ts";
import { chip, openMenu, react, remove, toolsOf } from "../../support/browser/messages.ts";
import { makeNetwork } from "../../support/browser/network.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { DESKTOP, PHONE, useVisitors } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

test("[E3] a reaction shows its count and who gave it, and a click toggles it", async () => {
  const { ada, lin } = await visitors.adaAndLin();
  await ada.say("done");
  await react(lin, "done", "🎉");
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

test("[E3] two tabs of one person toggle one reaction at once, and agree", async () => {
  const network = await makeNetwork();
  const room = freshRoom();
  const lin = await visitors.newcomer();
  const ada = await visitors.newcomer();
  await lin.enter(`/r/${room}`, "Lin");
  await ada.enter(`/r/${room}`, "Ada", network.url);
  await lin.say("which?");
  const tab = await ada.openTab();
  await tab.page.goto(`${network.url}/r/${room}`);
  await tab.isIn();
  for (const one of [ada, tab]) await toolsOf(one, "which?");
  network.hold();
  for (const one of [ada, tab]) await react(one, "which?", "👍");
  network.release();
  for (const one of [ada, tab, lin]) await chip(one, "👍 1").waitFor();
  await chip(tab, "👍").click();
  for (const one of [ada, tab, lin]) await chip(one, "👍").waitFor({ state: "detached" });
});

test("[E4] a reaction to a message that was just removed is refused with a reason", async () => {
  const network = await makeNetwork();
  const room = freshRoom();
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin", network.url);
  await ada.say("wait");
  await toolsOf(lin, "wait");
  network.hold();
  await remove(ada, "wait");
  // Ada's page shows the removal at once, and sends the next message when the room has confirmed it.
  await ada.say("gone");
  await ada.said("gone").waitFor();
  await react(lin, "wait", "👍");
  await chip(lin, "👍").waitFor();
  network.release();
  await lin.page.getByText("That message no longer exists.").waitFor();
  await lin.page.locator(".message-removed").waitFor();
  expect(await chip(lin, "👍").count()).toBe(0);
});

test("[E3] a message with twenty different reactions takes no other, and the page says so", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await lin.enter(`/r/${room}`, "Lin");
  await ada.say("popular");
  for (let index = 0; index < 20; index++) {
    const tools = await toolsOf(ada, "popular");
    await tools.getByRole("button", { name: "React…" }).click();
    await ada.page.getByRole("searchbox").fill(`w${index}`);
    await ada.page.getByRole("button", { name: `React with w${index}` }).click();
    await chip(lin, `w${index} 1`).waitFor();
  }
  const more = lin.page.locator(".reaction.more");
  expect(await more.getAttribute("aria-disabled")).toBe("true");
  expect(await more.getAttribute("title")).toBe("This message already has 20 different reactions.");
  const menu = await openMenu(lin, "popular");
  await menu.getByText("This message already has 20 different reactions.").waitFor();
});

describe.each([
  ["en-US", "turtle", "React…", "turtle"],
  ["zh-CN", "龟", "回应……", "龟"],
])("the picker of a browser in %s", (locale, query, opens, label) => {
  test("finds emoji by name, accepts words, and puts frequent ones on the toolbar", async () => {
    const ada = await visitors.newcomer({ locale });
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.say("hello");
    const open = async (): Promise<void> => {
      const tools = await toolsOf(ada, "hello");
      await tools.getByRole("button", { name: opens }).click();
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
    const atHand = (await toolsOf(ada, "hello")).locator("[aria-pressed] .reaction-emoji");
    expect(await atHand.allTextContents()).toEqual(["lgtm", "🐢", "👍", "❤️"]);
    await ada.page.reload();
    await toolsOf(ada, "hello");
    await atHand.first().waitFor();
    expect(await atHand.allTextContents()).toEqual(["lgtm", "🐢", "👍", "❤️"]);
  });
});

test.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s a very wide reaction is cut off, and its count stays visible", async (_device, device) => {
  const { ada, lin } = await visitors.adaAndLin(device);
  await ada.say("wide");
  await lin.said("wide").waitFor();
  const words = ["﷽".repeat(16), "W".repeat(16), "𒐫".repeat(8), "⸻".repeat(16), "ok"];
  for (const word of words) {
    const tools = await toolsOf(lin, "wide");
    await tools.getByRole("button", { name: "React…" }).click();
    await lin.page.locator(".picker input").fill(word);
    await lin.page.locator(".picker-word").click();
    await ada.page.locator(`.reaction[aria-label^="${word}"]`).waitFor();
  }
  for (const one of [ada, lin]) {
    const cut = await one.page.locator(".reaction:not(.more)").evaluateAll((chips) =>
      chips.filter((reaction) => {
        const count = document.createRange();
        count.selectNodeContents(reaction.lastChild ?? reaction);
        const box = reaction.getBoundingClientRect();
        const list = reaction.closest(".list")?.getBoundingClientRect();
        const { left, right, width } = count.getBoundingClientRect();
        return width === 0 || left < box.left || right > box.right || box.right > (list?.right ?? 0);
      }),
    );
    expect(cut).toEqual([]);
    expect(await one.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});
