import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { freshRoom } from "../../support/browser/rooms.ts";
import { useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

/** Each place that reacts to keys, and how to get there. */
const PLACES: Record<string, (ada: Visitor) => Promise<Locator>> = {
  "the composer": async (ada) => ada.composer,
  "a change": async (ada) => {
    await ada.composer.press("ArrowUp");
    await ada.page.getByText("Editing your message").waitFor();
    return ada.composer;
  },
  "a reply": async (ada) => {
    await ada.said("hello").hover();
    await ada.page.getByRole("toolbar").getByRole("button", { name: "Reply" }).click();
    return ada.composer;
  },
  "the list of completions": async (ada) => {
    await ada.composer.pressSequentially("/to");
    await ada.page.getByRole("option").first().waitFor();
    return ada.composer;
  },
  "the way to a room": async (ada) => {
    await ada.page.keyboard.press("Control+k");
    return ada.page.locator("dialog input");
  },
  "the name": async (ada) => {
    await ada.page.getByTitle("Change your name").first().click();
    return ada.page.locator("dialog input");
  },
  "the search": async (ada) => {
    await ada.page.keyboard.press("Control+Shift+F");
    return ada.page.locator(".search-panel input");
  },
  "the emoji": async (ada) => {
    await ada.said("hello").hover();
    await ada.page.getByRole("toolbar").getByRole("button", { name: "React…" }).click();
    await ada.page.locator(".picker-grid button").first().waitFor(); // the emoji may still be loading
    return ada.page.locator(".picker input");
  },
  "the menu of a message": async (ada) => {
    await ada.said("hello").hover();
    await ada.page.getByRole("toolbar").getByRole("button", { name: "More" }).click();
    return ada.page.getByRole("menuitem").last();
  },
  "the list of messages": async (ada) => {
    await ada.list.focus();
    await ada.page.keyboard.press("ArrowUp");
    await ada.page.getByRole("toolbar").waitFor();
    return ada.page.locator(".message").last();
  },
  "hidden text": async (ada) => ada.page.locator(".spoiler"),
};

async function drawn({ page }: Visitor): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/**
 * What is visible, without hover effects. A closed popover or dialog in the DOM does not count: that of the actions appears
 * whenever its chunk has loaded.
 */
function seen({ page }: Visitor): Promise<string> {
  return page.evaluate(() => {
    const open = [...document.querySelectorAll("dialog, .popover, .search-panel, .composer-banner, [role=listbox]")];
    const lying = open
      .filter((one) => one.checkVisibility())
      .map((one) => `${one.className} ${one.matches(":popover-open, [open]")} ${one.textContent}`);
    const fields = [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map(({ value }) => value);
    const messages = [...document.querySelectorAll(".message")].map(({ textContent }) => textContent);
    return JSON.stringify([lying, fields, messages, location.href, document.querySelector(".spoiler")?.className]);
  });
}

test.each(Object.entries(PLACES))("in %s", async (_place, reach) => {
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.say("||what|| it was");
  await ada.page.locator(".spoiler").waitFor();
  await ada.say("hello");
  await ada.said("hello").waitFor();
  const field = await reach(ada);
  await field.focus();
  if (await field.evaluate((one) => one.matches("input, textarea"))) await field.pressSequentially("ni");
  await drawn(ada);
  const before = await seen(ada);
  const input = await ada.context.newCDPSession(ada.page);
  for (const key of ["Enter", "Escape", "ArrowUp", "ArrowDown", "ArrowLeft", "Tab", " "]) {
    // As in Chrome and Firefox, and as in Safari, which ends the composition before the key arrives.
    await field.evaluate((one, pressed) => {
      for (const how of [{ isComposing: true }, { keyCode: 229 }])
        one.dispatchEvent(new KeyboardEvent("keydown", { key: pressed, bubbles: true, cancelable: true, ...how }));
    }, key);
  }
  // And with the browser's own reaction to such keys.
  for (const key of ["Enter", "Escape"]) {
    for (const type of ["rawKeyDown", "keyUp"] as const)
      await input.send("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode: 229 });
  }
  await drawn(ada);
  expect(await seen(ada)).toBe(before);
});
