import { describe, expect, test } from "vitest";
import { findings } from "../../support/browser/axe.ts";
import { DESKTOP, PHONE, useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

const LONG = "The letter that arrives twice, and what it meant to all who waited for it: chapters seven to nine";

/** The positions of the room's name and of the list of messages. */
function tops({ page }: Visitor): Promise<number[]> {
  return page.locator("h1, .list").evaluateAll((elements) => elements.map((one) => one.getBoundingClientRect().top));
}

describe.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s", (_device, device) => {
  test("nothing moves when it is set, grows and is cleared", async () => {
    const { ada, lin } = await visitors.adaAndLin(device);
    await ada.page.getByRole("button", { name: "Set a topic" }).waitFor();
    const before = await tops(ada);
    for (const topic of ["short", LONG]) {
      await lin.say(`/topic ${topic}`);
      await ada.page.getByRole("button", { name: topic }).waitFor();
      expect(await tops(ada)).toEqual(before);
    }
    await lin.say("/topic");
    await ada.page.getByRole("button", { name: "Set a topic" }).waitFor();
    expect(await tops(ada)).toEqual(before);
  });

  test("a card shows all of it, and offers to change it", async () => {
    const { ada, lin } = await visitors.adaAndLin(device);
    await lin.say(`/topic ${LONG}`);
    await ada.page.getByRole("button", { name: LONG }).click();
    const card = ada.page.getByRole("dialog");
    await card.getByText(LONG).waitFor();
    expect(await findings(ada)).toEqual([]);
    await card.getByRole("button", { name: "Change the topic" }).click();
    await card.waitFor({ state: "detached" });
    expect(await ada.composer.inputValue()).toBe(`/topic ${LONG}`);
    expect(await ada.composer.evaluate((composer) => composer === document.activeElement)).toBe(true);
    await ada.say("/topic another");
    await lin.page.getByRole("button", { name: "another" }).waitFor();
  });
});

test("without a topic, a click starts to set one", async () => {
  const { ada, lin } = await visitors.adaAndLin();
  await ada.page.getByRole("button", { name: "Set a topic" }).click();
  await ada.page.keyboard.type("tea");
  await ada.page.keyboard.press("Enter");
  await lin.page.getByRole("button", { name: "tea" }).waitFor();
});
