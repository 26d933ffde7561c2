import { describe, expect, test } from "vitest";
import { markedInView } from "../../support/browser/list.ts";
import { chip, react, remove, replyTo } from "../../support/browser/messages.ts";
import { fill, freshRoom, guestIn, numbered } from "../../support/browser/rooms.ts";
import { ownServer } from "../../support/browser/servers.ts";
import { useVisitors } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

describe("a reply", () => {
  test("[S3] shows the original above the composer, can be written at once, and is sent with the message", async () => {
    const { ada, lin } = await visitors.adaAndLin();
    await lin.say("Shall we begin?");
    await replyTo(ada, "Shall we begin?");
    const banner = ada.page.locator(".composer-banner");
    expect(await banner.textContent()).toMatch(/^Replying to .?Lin.? Shall we begin\?$/);
    await ada.page.keyboard.type("Yes");
    await ada.page.keyboard.press("Enter");
    await banner.waitFor({ state: "detached" });
    await lin.page.locator(".quote", { hasText: "Shall we begin?" }).waitFor();
    await lin.said("Yes").waitFor();
  });

  test("is cancelled by Escape or its button, and the text stays", async () => {
    const { ada, lin } = await visitors.adaAndLin();
    await lin.say("Shall we begin?");
    await ada.composer.fill("Yes");
    for (const cancel of [
      () => ada.page.keyboard.press("Escape"),
      () => ada.page.getByRole("button", { name: "Cancel" }).click(),
    ]) {
      await replyTo(ada, "Shall we begin?");
      await cancel();
      await ada.page.locator(".composer-banner").waitFor({ state: "detached" });
    }
    await ada.composer.press("Enter");
    await lin.said("Yes").waitFor();
    expect(await lin.page.locator(".quote").count()).toBe(0);
  });

  test("works for a guest's message, and so does a reaction", async () => {
    const room = freshRoom();
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${room}`, "Ada");
    const bob = await guestIn(room);
    await bob.sayAll(["from a terminal"]);
    await react(ada, "from a terminal", "😂");
    await chip(ada, "😂 1").waitFor();
    await replyTo(ada, "from a terminal");
    await ada.say("to a terminal");
    await ada.page.locator(".quote", { hasText: "from a terminal" }).waitFor();
    expect((await bob.received(2))[1]).toBe('{"uName":"Ada","context":"to a terminal"}');
  });
});

describe("a quote", () => {
  test("[E7] leads to its original, follows its changes, and says when it was removed", async () => {
    const { ada, lin } = await visitors.adaAndLin();
    await ada.say("Shall we meet?\nAt eight, say.");
    await replyTo(lin, "Shall we meet?");
    await lin.page.keyboard.type("Yes!");
    await lin.page.keyboard.press("Enter");
    const quote = ada.page.locator(".quote");
    await quote.waitFor();
    expect(await quote.textContent()).toBe("AdaShall we meet?");
    await quote.click();
    await ada.page.locator(".message.marked", { hasText: "At eight" }).waitFor();
    await ada.composer.press("ArrowUp");
    await ada.composer.fill("Shall we talk?");
    await ada.composer.press("Enter");
    await lin.page.locator(".quote", { hasText: "Shall we talk?" }).waitFor();
    await remove(ada, "Shall we talk?");
    for (const visitor of [ada, lin]) {
      await visitor.page.locator(".quote").getByText("message removed").waitFor();
      await visitor.said("Yes!").waitFor();
    }
    await lin.page.locator(".quote").click();
    await lin.page.locator(".message.marked .message-removed").waitFor();
  });

  test("[G2] leads to an original far up, every time", async () => {
    const room = freshRoom();
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${room}`, "Ada");
    const bob = await fill(room, 30);
    await replyTo(ada, "line 5");
    await bob.sayAll(numbered(500, "more"));
    await ada.say("I agree");
    await ada.said("I agree").waitFor();
    const quote = ada.page.locator(".quote");
    for (let time = 1; time <= 2; time++) {
      await ada.page.reload();
      await ada.said("I agree").waitFor();
      expect(await quote.textContent()).toBe("an earlier message");
      await quote.click();
      expect(await markedInView(ada)).toBe("line 5");
      await ada.page.locator(".to-newest").click();
      await ada.said("I agree").waitFor();
    }
  });

  test("[G3] says that its original is no longer kept", async () => {
    const { url } = await ownServer({ vars: { HISTORY_LIMIT: 20 } });
    const room = freshRoom();
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${room}`, "Ada", url);
    const bob = await fill(room, 5, url);
    await replyTo(ada, "line 1");
    await ada.say("I agree");
    await ada.page.locator(".quote", { hasText: "line 1" }).waitFor();
    await bob.sayAll(numbered(17, "more"));
    const lin = await visitors.newcomer();
    await lin.enter(`/r/${room}`, "Lin", url);
    await lin.page.locator(".quote").getByText("a message that is no longer kept").waitFor();
  });
});
