import { expect, test } from "vitest";
import type { BrowserContextOptions } from "playwright-core";
import { choices, listIsClosed, listIsOpen } from "../../support/browser/completion.ts";
import { enterWhileComposing } from "../../support/browser/input-method.ts";
import { freshRoom, guestIn } from "../../support/browser/rooms.ts";
import { PHONE, useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

/** Resolves when this visitor's page shows that `count` people are here. On a phone the number is a button. */
async function counts({ page }: Visitor, count: number): Promise<void> {
  await page.locator(".opens-people span", { hasText: new RegExp(`^${count}$`) }).waitFor({ state: "attached" });
}

/** Ada, and a second person called `name` who is in Ada's list of people. */
async function adaAnd(name: string, options: BrowserContextOptions = {}) {
  const room = freshRoom();
  const ada = await visitors.newcomer(options);
  const other = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await other.enter(`/r/${room}`, name);
  await counts(ada, 2);
  return { ada, other, room };
}

test("a mention is completed by keyboard, in any case, and from the middle of a name with spaces", async () => {
  const { ada, other } = await adaAnd("Lin Xiao");
  await ada.composer.pressSequentially("hi @XI");
  await listIsOpen(ada);
  expect(await choices(ada)).toEqual(["Lin Xiao"]);
  expect(await ada.composer.getAttribute("aria-activedescendant")).toBe(
    await ada.page.getByRole("option", { selected: true }).getAttribute("id"),
  );
  await ada.composer.press("Enter");
  await listIsClosed(ada);
  expect(await ada.composer.inputValue()).toBe("hi @Lin Xiao ");
  await ada.composer.pressSequentially("there");
  await ada.composer.press("Enter");
  await other.said("hi @Lin Xiao there").waitFor();
});

test("in Chinese a mention needs no space before it, and Enter in the input method does not choose", async () => {
  const { ada, other } = await adaAnd("林晓", { locale: "zh-CN" });
  await ada.composer.focus();
  const input = await ada.context.newCDPSession(ada.page);
  await input.send("Input.insertText", { text: "你好@" });
  await listIsOpen(ada);
  await input.send("Input.imeSetComposition", { text: "lin", selectionStart: 3, selectionEnd: 3 });
  await listIsClosed(ada);
  await enterWhileComposing(input, "林");
  await listIsOpen(ada);
  expect(await choices(ada)).toEqual(["林晓"]);
  expect(await ada.composer.inputValue()).toBe("你好@林");
  await ada.composer.press("Enter");
  await expect.poll(() => ada.composer.inputValue()).toBe("你好@林晓 ");
  await ada.composer.press("Enter");
  await other.said("你好@林晓").waitFor();
});

test("Enter sends a mention that is typed in full", async () => {
  const { ada, other } = await adaAnd("Lin");
  await ada.composer.pressSequentially("hi @lin");
  await ada.composer.press("Enter");
  await other.said("hi @lin").waitFor();
});

test("arrow keys choose a mention, unless Escape has closed the list", async () => {
  const { ada, other, room } = await adaAnd("Lin");
  await guestIn(room, { name: "Linda" });
  await counts(ada, 3);
  await ada.composer.pressSequentially("@l");
  await listIsOpen(ada);
  expect(await choices(ada)).toEqual(["Lin", "Linda"]);
  await ada.composer.press("ArrowDown");
  await ada.composer.press("Tab");
  await expect.poll(() => ada.composer.inputValue()).toBe("@Linda ");
  await ada.composer.fill("@l");
  await listIsOpen(ada);
  await ada.composer.press("Escape");
  await listIsClosed(ada);
  await ada.composer.press("Enter");
  await other.said("@l").waitFor();
});

test("a tap chooses a mention, and the field keeps the focus", async () => {
  const { ada } = await adaAnd("Lin Xiao", PHONE);
  await ada.composer.tap();
  await ada.composer.pressSequentially("@");
  await ada.page.getByRole("option", { name: "Lin Xiao" }).tap();
  await listIsClosed(ada);
  expect(await ada.composer.inputValue()).toBe("@Lin Xiao ");
  expect(await ada.composer.evaluate((composer) => composer === document.activeElement)).toBe(true);
});

test("a phone completes names while its keyboard composes: on Android every word is a composition", async () => {
  const { ada } = await adaAnd("Lin Xiao", PHONE);
  await ada.composer.tap();
  const input = await ada.context.newCDPSession(ada.page);
  await input.send("Input.insertText", { text: "@" });
  await input.send("Input.imeSetComposition", { text: "xi", selectionStart: 2, selectionEnd: 2 });
  await ada.page.getByRole("option", { name: "Lin Xiao" }).tap();
  await listIsClosed(ada);
  expect(await ada.composer.inputValue()).toBe("@Lin Xiao ");
});

test("with many people the list of names scrolls, and the chosen one stays in view", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await Promise.all(Array.from({ length: 12 }, (_, index) => guestIn(room, { name: `person${index + 1}` })));
  await counts(ada, 13);
  await ada.composer.pressSequentially("@");
  await listIsOpen(ada);
  expect(await choices(ada)).toHaveLength(12);
  const list = ada.page.getByRole("listbox");
  expect(await list.evaluate(({ clientHeight, scrollHeight }) => scrollHeight > clientHeight)).toBe(true);
  await ada.composer.press("ArrowUp");
  const last = ada.page.getByRole("option").last();
  await last.and(ada.page.getByRole("option", { selected: true })).waitFor();
  await ada.page.waitForFunction(() => (document.querySelector("[role=listbox]")?.scrollTop ?? 0) > 0);
  const [outer, inner] = [await list.boundingBox(), await last.boundingBox()];
  expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeLessThanOrEqual((outer?.y ?? 0) + (outer?.height ?? 0));
});
