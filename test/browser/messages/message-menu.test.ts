import { expect, test } from "vitest";
import { findings } from "../../support/browser/axe.ts";
import { chip } from "../../support/browser/messages.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { PHONE, useVisitors } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

test("the keyboard alone leads to a message, through its menu, to a reaction and back", async () => {
  const { ada, lin } = await visitors.adaAndLin();
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
  await page.keyboard.type("a reply");
  await press("Enter");
  await lin.page.locator(".quote", { hasText: "first" }).waitFor();
});

test("on a phone a tap on a message shows its toolbar, and its menu opens at the bottom", async () => {
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
