import { expect, test } from "vitest";
import { findings } from "../../support/browser/axe.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

/** The texts shown as mentions, from the top. */
function mentions({ page }: Visitor, selector = ".mention"): Promise<string[]> {
  return page.locator(`.message[data-seq] ${selector}`).allTextContents();
}

test("names in a text are highlighted, in Chinese and with spaces, your own more strongly; the text does not change", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada Lovelace");
  await lin.enter(`/r/${room}`, "林晓");
  const text = "@林晓你好 and **@ada lovelace**, not @nobody";
  await ada.say(text);
  for (const visitor of [ada, lin]) {
    await visitor.page.locator("strong .mention").waitFor();
    await expect.poll(() => mentions(visitor)).toEqual(["@林晓", "@ada lovelace"]); // once Ada's page knows 林晓
    expect(await visitor.said().textContent()).toBe(text.replaceAll("*", ""));
    expect(await findings(visitor)).toEqual([]);
  }
  expect(await mentions(ada, ".mention.of-you")).toEqual(["@ada lovelace"]);
  expect(await mentions(lin, ".mention.of-you")).toEqual(["@林晓"]);
});

test("code, addresses and longer names mention nobody", async () => {
  const { ada, lin, room } = await visitors.adaAndLin();
  const linda = await visitors.newcomer();
  await linda.enter(`/r/${room}`, "Ada Lin");
  await lin.page.locator(".panel-people .person-name", { hasText: "Ada Lin" }).waitFor();
  await lin.say("`@Ada` and\n```\n@Ada\n```\nme@ada.org and https://example.com/@Ada");
  await lin.say("@Ada Lin!");
  await ada.said("@Ada Lin!").waitFor();
  await ada.page.locator("pre").waitFor();
  expect(await mentions(ada)).toEqual(["@Ada Lin"]);
  expect(await mentions(ada, ".mention.of-you")).toEqual([]);
  await linda.said("@Ada Lin!").waitFor();
  expect(await mentions(linda, ".mention.of-you")).toEqual(["@Ada Lin"]);
});

test("a name is highlighted as soon as somebody has it, and after they have left", async () => {
  const { ada, room } = await visitors.adaAndLin();
  await ada.say("where is @Mei?");
  await ada.said("where is @Mei?").waitFor();
  expect(await mentions(ada)).toEqual([]);
  const mei = await visitors.newcomer();
  await mei.enter(`/r/${room}`, "Mei");
  await expect.poll(() => mentions(ada)).toEqual(["@Mei"]);
  await mei.page.close();
  await ada.page.getByText("2 people here").waitFor();
  expect(await mentions(ada)).toEqual(["@Mei"]);
});

test("a mention in a spoiler is not highlighted until the spoiler is shown", async () => {
  const { ada, lin } = await visitors.adaAndLin();
  await lin.say("||it was @Ada||");
  const mention = ada.page.locator(".spoiler .mention");
  await mention.waitFor();
  const style = (property: string): Promise<string> =>
    mention.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  expect([await style("color"), await style("background-color")]).toEqual(["rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0)"]);
  await ada.page.locator(".spoiler").click();
  await expect.poll(() => style("color")).not.toBe("rgba(0, 0, 0, 0)");
});

test("a name with Markdown characters, chosen from the list, is shown unchanged and mentions its person", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  const star = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await star.enter(`/r/${room}`, "*a`_b_`*");
  await ada.page.locator(".panel-people .person-name", { hasText: "_b_" }).waitFor();
  await ada.composer.pressSequentially("*hi* `@*a` @*a");
  await ada.page.getByRole("option").waitFor();
  await ada.composer.press("Enter");
  expect(await ada.composer.inputValue()).toBe("*hi* `@*a` @*a`_b_`* ");
  await ada.composer.press("Enter");
  for (const visitor of [ada, star]) {
    await visitor.page.locator("em", { hasText: /^hi$/ }).waitFor();
    await expect.poll(() => mentions(visitor)).toEqual(["@*a`_b_`*"]);
    expect(await visitor.said().textContent()).toBe("hi @*a @*a`_b_`*");
  }
  expect(await star.page.locator(".message.for-you").count()).toBe(1);
});

test("[U4] the longest name is the one that is mentioned, live and after a reload", async () => {
  const room = freshRoom();
  const john = await visitors.newcomer();
  const longer = await visitors.newcomer();
  await john.enter(`/r/${room}`, "John");
  await longer.enter(`/r/${room}`, "John M");
  await john.page.locator(".panel-people .person-name", { hasText: "John M" }).waitFor();
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  for (const text of ["@John M, hi", "https://example.org/?q=@John", "@John, hi"]) await ada.say(text);
  for (const visit of ["live", "after a reload"]) {
    if (visit !== "live") await john.page.reload();
    await john.said("@John, hi").waitFor();
    await expect.poll(() => mentions(john), { message: visit }).toEqual(["@John M", "@John"]);
    await expect
      .poll(() => john.page.locator(".message.for-you .message-text").allTextContents(), { message: visit })
      .toEqual(["@John, hi"]);
  }
});
