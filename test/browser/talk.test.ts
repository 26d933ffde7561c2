/** Shows two people talking: what one types, the other reads, at once, in one order. */
import { describe, expect, inject, test } from "vitest";
import { DESKTOP, freshRoom, PHONE, useVisitors } from "../support/browser/visitors.ts";
import { makeNetwork } from "../support/browser/network.ts";

describe.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s", (_device, device) => {
  const visitors = useVisitors();

  test("two people in a room read each other's messages, in one order, under their names", async () => {
    const room = freshRoom();
    const ada = await visitors.newcomer(device);
    const lin = await visitors.newcomer(device);
    await ada.enter(`/r/${room}`, "Ada");
    await lin.enter(`/r/${room}`, "林晓");

    await ada.say("Good morning");
    await lin.said("Good morning").waitFor();
    await lin.say("早上好");
    await ada.said("早上好").waitFor();
    await ada.say("Shall we begin?");
    await lin.said("Shall we begin?").waitFor();

    const texts = ["Good morning", "早上好", "Shall we begin?"];
    expect(await ada.texts()).toEqual(texts);
    expect(await lin.texts()).toEqual(texts);
    expect(await lin.page.locator(".line-header .person-name").allTextContents()).toEqual(["Ada", "林晓", "Ada"]);
    expect(await lin.page.locator(".line-header time").count()).toBe(3);
  });

  test("messages of one person without a pause are one turn, under one day", async () => {
    const ada = await visitors.newcomer(device);
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    for (const text of ["one", "two", "three"]) {
      await ada.say(text);
      await ada.said(text).waitFor();
    }
    expect(await ada.page.locator(".starts-turn").count()).toBe(1);
    expect(await ada.page.locator(".day").allTextContents()).toEqual(["Today"]);
  });

  test("Enter sends, Shift and Enter break the line, and the break is kept", async () => {
    const ada = await visitors.newcomer(device);
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.composer.pressSequentially("first");
    await ada.composer.press("Shift+Enter");
    await ada.composer.pressSequentially("second");
    expect(await ada.said().count()).toBe(0);
    await ada.composer.press("Enter");
    await ada.said("first\nsecond").waitFor();
    expect(await ada.composer.inputValue()).toBe("");
  });

  test("Enter that ends an input method's composition does not send", async () => {
    const ada = await visitors.newcomer(device);
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.composer.focus();
    const input = await ada.context.newCDPSession(ada.page);
    await input.send("Input.imeSetComposition", { text: "nihao", selectionStart: 5, selectionEnd: 5 });
    // What a browser sends for a key that the input method handles.
    const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
    await input.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
    await input.send("Input.insertText", { text: "你好" });
    await input.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
    expect(await ada.composer.inputValue()).toBe("你好");
    expect(await ada.page.locator(".message").count()).toBe(0);
    await ada.composer.press("Enter");
    await ada.said("你好").waitFor();
  });

  test("one's own message stands there as pending at once, and settles when the room confirms it", async () => {
    const network = await makeNetwork(inject("serverPort"));
    try {
      const ada = await visitors.newcomer(device);
      await ada.enter(`/r/${freshRoom()}`, "Ada", network.url);
      network.hold();
      await ada.say("Is this on?");
      await ada.page.locator(".message.pending", { hasText: "Is this on?" }).waitFor();
      expect(await ada.said().count()).toBe(0);
      network.release();
      await ada.said("Is this on?").waitFor();
      expect(await ada.page.locator(".message").count()).toBe(1);
    } finally {
      await network.close();
    }
  });
});

describe("what cannot be sent", () => {
  const visitors = useVisitors();

  test("a blank message is not sent, and a too long one says by how much", async () => {
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.say("  \n ");
    await ada.say("x".repeat(4_001));
    await ada.page.getByText("1 too many").waitFor();
    expect(await ada.page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    await ada.say("x".repeat(4_000));
    await ada.said("x".repeat(4_000)).waitFor();
    expect(await ada.said().count()).toBe(1);
  });

  test("who says more than the room allows sees it all go out in order, a little later", async () => {
    const room = freshRoom();
    const ada = await visitors.newcomer();
    const lin = await visitors.newcomer();
    await ada.enter(`/r/${room}`, "Ada");
    await lin.enter(`/r/${room}`, "Lin");
    const texts = Array.from({ length: 13 }, (_, index) => `message ${index}`);
    for (const text of texts) await ada.say(text);
    await lin.said("message 12").waitFor();
    expect(await lin.texts()).toEqual(texts);
  });

  test("what people write stays text, whatever it looks like", async () => {
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${freshRoom()}`, "<i>Ada</i>");
    await ada.say("<img src=x onerror=alert(1)><script>alert(2)</script>");
    await ada.said("<img src=x onerror=alert(1)><script>alert(2)</script>").waitFor();
    expect(await ada.page.locator(".list img, .list script, .list i").count()).toBe(0);
    expect(await ada.page.locator(".line .person-name").textContent()).toBe("<i>Ada</i>");
  });
});
