import { expect, test } from "vitest";
import { freshRoom } from "../../support/browser/rooms.ts";
import { serverUrl } from "../../support/browser/servers.ts";
import { useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

/** UTF-16 code units that fit into the composer. */
const MAX_LENGTH = 20_000;
const TOO_MUCH = 3_700_000;

async function another(of: Visitor, room: string): Promise<Visitor> {
  const tab = await of.openTab();
  await tab.page.goto(`${serverUrl()}/r/${room}`);
  await tab.isIn();
  return tab;
}

test("each tab has its own draft, and sending in one tab does not delete the other's", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  const tab = await another(ada, room);
  await ada.composer.fill("one");
  await tab.composer.fill("two");
  for (const one of [ada, tab]) {
    await one.page.reload();
    await one.isIn();
  }
  expect([await ada.composer.inputValue(), await tab.composer.inputValue()]).toEqual(["one", "two"]);
  await tab.composer.press("Enter");
  await ada.said("two").waitFor();
  await ada.page.reload();
  await ada.isIn();
  expect(await ada.composer.inputValue()).toBe("one");
  expect(await tab.composer.inputValue()).toBe("");
});

test("the draft of a closed tab is there at the next visit, and only once", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  const tab = await another(ada, room);
  await tab.composer.fill("half a");
  await tab.page.close();
  const next = await another(ada, room);
  expect(await next.composer.inputValue()).toBe("half a");
  const last = await another(ada, room);
  expect(await last.composer.inputValue()).toBe("");
});

test("a duplicated tab, which copies the session storage, does not share the draft", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await ada.composer.fill("mine");
  const [page] = await Promise.all([
    ada.context.waitForEvent("page"),
    ada.page.evaluate(() => void window.open(location.href)), // a window that it opens starts with a copy
  ]);
  const copy = Object.assign(Object.create(Object.getPrototypeOf(ada)), ada, { page }) as Visitor;
  await copy.isIn();
  expect(await page.evaluate(() => sessionStorage.length)).toBeGreaterThan(0);
  expect(await copy.composer.inputValue()).toBe("");
  await copy.composer.fill("yours");
  await page.reload();
  await copy.isIn();
  expect([await ada.composer.inputValue(), await copy.composer.inputValue()]).toEqual(["mine", "yours"]);
});

test("pasting millions of characters adds as many as fit, says so, and keeps what was there", async () => {
  const ada = await visitors.newcomer({ permissions: ["clipboard-read", "clipboard-write"] });
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.composer.pressSequentially("begun ");
  await ada.page.evaluate((length) => navigator.clipboard.writeText("x".repeat(length)), TOO_MUCH);
  await ada.composer.press("Control+v");
  await ada.page.getByText("only its first 19,994 characters").waitFor();
  const written = await ada.composer.inputValue();
  expect([written.length, written.slice(0, 8)]).toEqual([MAX_LENGTH, "begun xx"]);
  await ada.page.getByText("16000 over the limit").waitFor();
  // Pasting can be undone; and if nothing more fits, the page says that too.
  await ada.composer.press("Control+z");
  expect((await ada.composer.inputValue()).slice(0, 10)).toBe("begun ");
  for (let time = 0; time < 2; time++) await ada.composer.press("Control+v");
  await ada.page.getByText("only its first 0 characters").waitFor();
  await ada.page.reload();
  await ada.isIn();
  expect((await ada.composer.inputValue()).length).toBe(MAX_LENGTH);
});

test("an old draft of millions of characters does not make the room hang", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter("/", "Ada");
  await ada.page.evaluate(([key, length]) => localStorage.setItem(key, "x".repeat(length)), [
    `foyer.draft.${room}`,
    TOO_MUCH,
  ] as const);
  await ada.page.goto(`${serverUrl()}/r/${room}`);
  await ada.isIn();
  await ada.page.getByText("only its first 20,000 characters").waitFor();
  expect((await ada.composer.inputValue()).length).toBe(MAX_LENGTH);
  await ada.say("short");
  await ada.said("short").waitFor();
});

test.each(["composer-text", "name", "open", "switcher", "search", "picker"])(
  "millions of characters find no place in any other field either: %s",
  async (which) => {
    const ada = await visitors.newcomer();
    const { page } = ada;
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.say("hello");
    await ada.said("hello").waitFor();
    const fields: Record<string, () => Promise<string>> = {
      "composer-text": async () => (await ada.composer.press("ArrowUp"), ".composer-text"), // a change
      name: async () => (await page.getByTitle("Change your name").first().click(), "dialog input[name=name]"),
      open: async () => '[aria-label="Room name"]',
      switcher: async () => (await page.keyboard.press("Control+k"), "dialog input"),
      search: async () => (await page.keyboard.press("Control+Shift+F"), ".search-panel input"),
      picker: async () => {
        await ada.said("hello").hover();
        await page.getByRole("toolbar").getByRole("button", { name: "React…" }).click();
        return ".picker input";
      },
    };
    const selector = await fields[which]?.();
    const field = page.locator(selector ?? "");
    await field.focus();
    const input = await ada.context.newCDPSession(page);
    await input.send("Input.insertText", { text: "x".repeat(TOO_MUCH) });
    expect((await field.inputValue()).length).toBeLessThanOrEqual(MAX_LENGTH);
    expect((await field.inputValue()).length).toBeGreaterThan(0);
  },
);

test("a file dropped on the page does not replace it", async () => {
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  const isRefused = await ada.page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "x.txt"));
    const event = new DragEvent("dragover", { dataTransfer, cancelable: true, bubbles: true });
    document.body.dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(isRefused).toBe(true);
});
