/** Shows how mentions look within texts: whom they name, one's own stronger, and still as text. */
import { expect, test } from "vitest";
import { findings } from "../support/browser/axe.ts";
import { freshRoom } from "../support/browser/rooms.ts";
import { useVisitors, type Visitor } from "../support/browser/visitors.ts";

const visitors = useVisitors();

/** What is drawn as a mention, from above. */
function mentions({ page }: Visitor, selector = ".mention"): Promise<string[]> {
  return page.locator(`.message[data-seq] ${selector}`).allTextContents();
}

test("names in a text are marked, in Chinese and with spaces, one's own stronger; the text stays as it was", async () => {
  const room = freshRoom();
  const ada = await visitors.newcomer();
  const lin = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada Lovelace");
  await lin.enter(`/r/${room}`, "林晓");
  const text = "@林晓你好 and **@ada lovelace**, not @nobody";
  await ada.say(text);
  for (const visitor of [ada, lin]) {
    await visitor.page.locator("strong .mention").waitFor();
    await expect.poll(() => mentions(visitor)).toEqual(["@林晓", "@ada lovelace"]); // once Ada knows of 林晓
    expect(await visitor.said().textContent()).toBe(text.replaceAll("*", ""));
    expect(await findings(visitor)).toEqual([]);
  }
  expect(await mentions(ada, ".mention.of-you")).toEqual(["@ada lovelace"]);
  expect(await mentions(lin, ".mention.of-you")).toEqual(["@林晓"]);
});

test("in code, in an address and in a longer name nobody is mentioned", async () => {
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

test("a name is marked as soon as somebody goes by it, and when they have left", async () => {
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

test("what a spoiler hides mentions nobody to the eye, until it is shown", async () => {
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
