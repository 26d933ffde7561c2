import { describe, expect, test } from "vitest";
import { enterWhileComposing } from "../../support/browser/input-method.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { DESKTOP, PHONE, useVisitors } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

describe.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s", (_device, device) => {
  test("Enter sends, Shift+Enter adds a line break, and the message keeps it", async () => {
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

  test("keys within one frame work as they do one at a time", async () => {
    const ada = await visitors.newcomer(device);
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.composer.evaluate((composer: HTMLTextAreaElement) => {
      const type = (text: string): void => {
        composer.value += text;
        composer.dispatchEvent(new InputEvent("input", { bubbles: true }));
      };
      type("first");
      composer.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
      type("second");
    });
    await ada.said("first").waitFor();
    expect(await ada.composer.inputValue()).toBe("second");
  });

  test("Enter that ends a composition of an input method does not send", async () => {
    const ada = await visitors.newcomer(device);
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.composer.focus();
    const input = await ada.context.newCDPSession(ada.page);
    await input.send("Input.imeSetComposition", { text: "nihao", selectionStart: 5, selectionEnd: 5 });
    await enterWhileComposing(input, "你好");
    expect(await ada.composer.inputValue()).toBe("你好");
    expect(await ada.page.locator(".message").count()).toBe(0);
    await ada.composer.press("Enter");
    await ada.said("你好").waitFor();
    expect(await ada.texts()).toEqual(["你好"]);
  });
});

test("[S2] a blank message is not sent, and one that is too long says by how much", async () => {
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.say("  \n ");
  await ada.say("x".repeat(4_001));
  await ada.page.getByText("1 over the limit").waitFor();
  expect(await ada.page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
  await ada.say("x".repeat(4_000));
  await ada.said("x".repeat(4_000)).waitFor();
  expect(await ada.said().count()).toBe(1);
});
