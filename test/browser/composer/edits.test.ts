import { describe, expect, test } from "vitest";
import { choose, chip, openMenu, react, remove, toolsOf } from "../../support/browser/messages.ts";
import { makeNetwork } from "../../support/browser/network.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { useVisitors } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

test("[E1] you can edit your message from its menu, and everybody sees the new text and the time of the edit", async () => {
  const { ada, lin } = await visitors.adaAndLin();
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
    expect(await mark.textContent()).toMatch(/^edited \d{1,2}:\d\d [AP]M$/);
    expect(await mark.getAttribute("title")).toMatch(/day, .* at \d/);
    expect(await visitor.said().count()).toBe(1);
  }
});

test("[E2] you can remove your message after confirming, and a note without its text remains on every page", async () => {
  const { ada, lin } = await visitors.adaAndLin();
  await ada.say("a secret");
  await lin.said("a secret").waitFor();
  await choose(ada, "a secret", "Remove");
  await ada.page.getByText("Remove this message for everyone?").waitFor();
  await ada.page.getByRole("menuitem", { name: "Keep it" }).click();
  expect(await ada.said("a secret").count()).toBe(1);
  await remove(ada, "a secret");
  for (const visitor of [ada, lin]) {
    await visitor.page.locator(".message-removed").getByText("message removed").waitFor();
    expect(await visitor.page.content()).not.toContain("a secret");
  }
  await lin.page.reload();
  await lin.page.locator(".message-removed").waitFor();
  expect(await lin.page.content()).not.toContain("a secret");
});

test("[E4] other people's messages cannot be edited or removed", async () => {
  const { ada, lin } = await visitors.adaAndLin();
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

test("your changes show at once, before the room has answered", async () => {
  const network = await makeNetwork();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada", network.url);
  await ada.say("soon gone");
  await ada.said("soon gone").waitFor();
  await toolsOf(ada, "soon gone");
  network.hold();
  await react(ada, "soon gone", "👍");
  await chip(ada, "👍").waitFor();
  await remove(ada, "soon gone");
  await ada.page.locator(".message-removed").waitFor();
  expect(await chip(ada, "👍").count()).toBe(0);
  network.release();
  await ada.say("after it");
  await ada.said("after it").waitFor();
  expect(await ada.page.locator(".message-removed").count()).toBe(1);
});

test("[E4] editing a message that was just removed is refused with a reason, and keeps your text", async () => {
  const network = await makeNetwork();
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada", network.url);
  await ada.say("too late");
  await ada.said("too late").waitFor();
  await toolsOf(ada, "too late");
  const tab = await ada.openTab();
  await tab.page.goto(`${network.url}/r/${room}`);
  await tab.isIn();
  await choose(tab, "too late", "Edit");
  await tab.page.locator(".composer-banner").waitFor();
  network.hold();
  await remove(ada, "too late");
  await ada.page.locator(".message-removed").waitFor();
  await tab.composer.fill("just in time");
  await tab.composer.press("Enter");
  await tab.said("just in time").waitFor();
  network.release();
  await tab.page.locator(".message-removed").waitFor();
  await tab.page.getByText("Not sent. That message no longer exists.").waitFor();
  await tab.page.locator(".message.failed", { hasText: "just in time" }).waitFor();
});

describe("by keys", () => {
  test("arrow up in an empty composer edits your last message, and Enter saves it for everybody", async () => {
    const { ada, lin } = await visitors.adaAndLin();
    for (const text of ["first", "secnd"]) {
      await ada.say(text);
      await ada.said(text).waitFor();
    }
    await lin.say("Lin's");
    await ada.said("Lin's").waitFor();
    await ada.composer.press("ArrowUp");
    expect(await ada.composer.inputValue()).toBe("secnd");
    await ada.page.getByText("Editing your message").waitFor();
    await ada.composer.fill("second");
    await ada.composer.press("Enter");
    await lin.said("second").waitFor();
    expect(await ada.composer.inputValue()).toBe("");
    await ada.page.getByText("Editing your message").waitFor({ state: "detached" });
    expect(await lin.page.getByText("secnd").count()).toBe(0);
  });

  test("Escape and the cancel button cancel an edit", async () => {
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.say("first");
    await ada.said("first").waitFor();
    for (const cancel of [
      () => ada.composer.press("Escape"),
      () => ada.page.getByRole("button", { name: "Cancel" }).click(),
    ]) {
      await ada.composer.press("ArrowUp");
      await ada.composer.fill("something else");
      await cancel();
      await ada.page.getByText("Editing your message").waitFor({ state: "detached" });
      expect(await ada.composer.inputValue()).toBe("");
    }
    expect(await ada.texts()).toEqual(["first"]);
  });

  test("an empty edit is not saved, and offers to remove the message instead", async () => {
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.say("first");
    await ada.said("first").waitFor();
    await ada.composer.press("ArrowUp");
    await ada.say("");
    await ada.page.getByText("The message would be empty.").waitFor();
    await ada.said("first").waitFor();
    await ada.page.getByRole("button", { name: "Remove it" }).click();
    await ada.said("first").waitFor({ state: "detached" });
    await ada.page.getByText("Editing your message").waitFor({ state: "detached" });
    await ada.page.locator(".message-removed").waitFor();
  });
});
