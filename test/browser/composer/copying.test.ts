import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { choose } from "../../support/browser/messages.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { serverUrl } from "../../support/browser/servers.ts";
import { useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

const WITH_CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

function clipboardOf({ page }: Visitor): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The text that copying this element gives. */
function selected(element: Locator): Promise<string> {
  return element.evaluate((node) => {
    const selection = getSelection();
    selection?.selectAllChildren(node);
    return selection?.toString() ?? "";
  });
}

test("the text of a message and the link to it are copied from its menu", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer(WITH_CLIPBOARD);
  await ada.enter(`/r/${room}`, "Ada");
  await ada.say("**copy** me");
  for (const [item, copied] of [
    ["Copy text", "**copy** me"],
    ["Copy link to message", `${serverUrl()}/r/${room}?at=1`],
  ] as const) {
    await choose(ada, "copy", item);
    await ada.page.getByRole("menu").getByText("Copied").waitFor();
    expect(await clipboardOf(ada)).toBe(copied);
    await ada.page.getByRole("menu").waitFor({ state: "detached" });
  }
});

test("a selection is copied with its line breaks, and code exactly as written, by its button too", async () => {
  const ada = await visitors.newcomer(WITH_CLIPBOARD);
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.say("first\n  second\n\nthird");
  const plain = ada.said().first();
  expect(await selected(plain)).toBe("first\n  second\n\nthird");
  await ada.say("**a** list:\n1. one\n2. two\n> quoted\n||hidden||");
  const rich = ada.said().nth(1);
  await rich.locator("li").first().waitFor();
  expect(await selected(rich)).toBe("a list:\n1. one\n2. two\nquoted\nhidden");
  await ada.say("```js\nconst a = 1; // why\n\tif (a) b();\n```");
  const code = ada.said().nth(2);
  await code.locator(".code-keyword").first().waitFor();
  expect(await selected(code)).toBe("const a = 1; // why\n\tif (a) b();");
  await code.getByRole("button", { name: "Copy code" }).click();
  await code.getByRole("button", { name: "Copied" }).waitFor();
  expect(await clipboardOf(ada)).toBe("const a = 1; // why\n\tif (a) b();");
});

test("text copied from a message and pasted is sent unchanged", async () => {
  const ada = await visitors.newcomer(WITH_CLIPBOARD);
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  const text = "first\n  second\n\nthird 你好";
  await ada.say(text);
  await selected(ada.said(text));
  await ada.page.keyboard.press("Control+c");
  await ada.composer.click();
  await ada.page.keyboard.press("Control+v");
  await ada.composer.press("Enter");
  await ada.said(text).nth(1).waitFor();
  expect(await ada.texts()).toEqual([text, text]);
});

test("the link to the room is copied, and shown as a QR code", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer(WITH_CLIPBOARD);
  await ada.enter(`/r/${room}`, "Ada");
  await ada.page.getByRole("button", { name: "Share" }).first().click();
  await ada.page.getByRole("img", { name: "QR code of the link" }).waitFor();
  await ada.page.getByRole("button", { name: "Copy link" }).click();
  await ada.page.getByRole("button", { name: "Copied" }).waitFor();
  expect(await clipboardOf(ada)).toBe(`${serverUrl()}/r/${room}`);
  await ada.page.keyboard.press("Escape");
  await ada.page.getByRole("dialog").waitFor({ state: "detached" });
});
