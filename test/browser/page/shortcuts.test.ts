import { expect, test } from "vitest";
import { choices } from "../../support/browser/completion.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { serverUrl } from "../../support/browser/servers.ts";
import { useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

async function isInRoom(visitor: Visitor, room: string): Promise<void> {
  await visitor.page.getByRole("heading", { level: 1, name: room }).waitFor();
  await visitor.page.getByRole("dialog").waitFor({ state: "detached" });
}

test("Ctrl+K and Enter lead back to the previous room, even in the middle of a sentence", async () => {
  const [first, second] = [freshRoom(), freshRoom()];
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${first}`, "Ada");
  await ada.page.goto(`${serverUrl()}/r/${second}`);
  await ada.isIn();
  await ada.composer.pressSequentially("half a");
  await ada.page.keyboard.press("Control+k");
  const field = ada.page.getByRole("combobox", { name: "Room name" });
  await ada.page.locator("input:focus").waitFor();
  await field.press("Enter");
  await isInRoom(ada, first);
  await ada.composer.press("Control+k");
  await ada.page.locator("input:focus").waitFor();
  await field.press("Enter");
  await isInRoom(ada, second);
  expect(await ada.composer.inputValue()).toBe("half a");
});

test("Ctrl+K finds rooms by a few letters and arrow keys, and opens new ones", async () => {
  const name = freshRoom();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${name}-one`, "Ada");
  for (const room of [`${name}-two`, `${name}-three`]) {
    await ada.page.goto(`${serverUrl()}/r/${room}`);
    await ada.isIn();
  }
  await ada.page.keyboard.press("Control+k");
  const field = ada.page.getByRole("combobox", { name: "Room name" });
  await field.fill(name.toUpperCase());
  await expect.poll(() => choices(ada)).toEqual([`${name}-two`, `${name}-one`, `Open room ${name}`]);
  await field.press("ArrowDown");
  await field.press("Enter");
  await isInRoom(ada, `${name}-one`);

  await ada.page.keyboard.press("Control+k");
  await field.fill(`${name} New`);
  await ada.page.getByRole("option", { name: `Open room ${name}-new` }).click();
  await isInRoom(ada, `${name}-new`);
});

test("Ctrl+K says which names are not possible, and Escape closes it", async () => {
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.page.keyboard.press("Control+k");
  const field = ada.page.getByRole("combobox", { name: "Room name" });
  await field.fill("no/room!");
  await ada.page.getByText("Use up to 64 letters").waitFor();
  await field.press("Enter");
  await field.press("Escape");
  await ada.page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await ada.composer.evaluate((composer) => composer === document.activeElement)).toBe(true);
});

test.each([
  ["en-US", "Shortcuts and commands", "Switch rooms"],
  ["zh-CN", "快捷键与命令", "切换房间"],
])("in %s, ? shows the shortcuts when you are not typing, and /help always does", async (locale, title, line) => {
  const ada = await visitors.newcomer({ locale });
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.composer.pressSequentially("what?");
  expect(await ada.composer.inputValue()).toBe("what?");
  const dialog = ada.page.getByRole("dialog", { name: title });
  expect(await dialog.count()).toBe(0);

  await ada.list.focus();
  await ada.page.keyboard.press("?");
  await dialog.getByText(line).waitFor();
  await ada.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });

  await ada.say("/help");
  await dialog.getByText("/shrug").waitFor();
  await ada.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await ada.composer.inputValue()).toBe("");
  expect(await ada.said().count()).toBe(0);
});
