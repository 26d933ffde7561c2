import type { Locator } from "playwright-core";
import { describe, expect, test } from "vitest";
import { findings } from "../../support/browser/axe.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { DESKTOP, PHONE, useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

const MIXED = [
  "**bold** and *soft* and ~~gone~~ and `code`, see [the map](https://example.com/map) or https://example.com",
  "second line",
  "",
  "> quoted",
  "",
  "- one",
  "- two",
].join("\n");

const SCRIPT = "```js\nconst a = 1; // why\n\tif (a) b();\n```";

async function enter(options = {}): Promise<Visitor> {
  const ada = await visitors.newcomer(options);
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  return ada;
}

/** Sends `text`, and returns the message once the room has confirmed it. */
async function say(visitor: Visitor, text: string): Promise<Locator> {
  const before = await visitor.said().count();
  await visitor.say(text);
  const message = visitor.said().nth(before);
  await message.waitFor();
  return message;
}

/** The chunks that this page has requested, by name and without the hash. */
function chunksOf(visitor: Visitor): readonly string[] {
  const names: string[] = [];
  visitor.page.on("request", (request) => {
    const name = /\/chunks\/(\w+)-/.exec(request.url())?.[1];
    if (name !== undefined) names.push(name);
  });
  return names;
}

describe.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s", (_device, device) => {
  test("formatting becomes elements, and links open without a referrer", async () => {
    const ada = await enter(device);
    const message = await say(ada, MIXED);
    await message.locator("strong", { hasText: /^bold$/ }).waitFor();
    for (const [tag, text] of [
      ["em", "soft"],
      ["del", "gone"],
      ["code", "code"],
      ["blockquote", "quoted"],
    ] as const) {
      expect(await message.locator(tag).textContent()).toBe(text);
    }
    expect(await message.locator("li").allTextContents()).toEqual(["• one", "• two"]);
    const links = message.locator("a");
    expect(await links.allTextContents()).toEqual(["the map", "https://example.com"]);
    for (const link of await links.all()) {
      expect(await link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
      expect(await link.getAttribute("target")).toBe("_blank");
    }
    expect(await message.getAttribute("dir")).toBe("auto");
    expect(await message.locator("blockquote, li").first().getAttribute("dir")).toBe("auto");
  });

  test("axe-core finds nothing in rich messages", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const ada = await enter({ ...device, colorScheme });
      for (const text of [MIXED, SCRIPT, "||secret|| and /me", "/me waves", "🙂", "x ".repeat(900)])
        await say(ada, text);
      await ada.page.locator(".code-keyword").first().waitFor();
      expect(await findings(ada)).toEqual([]);
    }
  });

  test("a long message is folded until it is opened, and the reader's place does not move", async () => {
    const ada = await enter(device);
    // More than fits, so that the list can scroll.
    for (let i = 0; i < 3; i++) await say(ada, "before\n".repeat(11));
    const text = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join("\n");
    const message = await say(ada, text);
    expect(await message.textContent()).toBe(text);
    const more = ada.page.getByRole("button", { name: "Show more" });
    expect(await more.getAttribute("aria-expanded")).toBe("false");
    const folded = await boxOf(message);
    expect(folded.height).toBeLessThan(250);
    await more.click();
    const less = ada.page.getByRole("button", { name: "Show less" });
    await less.waitFor();
    const open = await boxOf(message);
    expect(open.height).toBeGreaterThan(900);
    expect(Math.abs(open.y - folded.y)).toBeLessThan(2);
    await less.scrollIntoViewIfNeeded();
    await less.click();
    await more.waitFor();
    expect((await boxOf(message)).height).toBe(folded.height);
    expect(await more.evaluate((button) => button.getBoundingClientRect().top)).toBeGreaterThan(0);
  });
});

async function boxOf(element: Locator): Promise<{ readonly y: number; readonly height: number }> {
  return await element.evaluate((node) => {
    const { y, height } = node.getBoundingClientRect();
    return { y, height };
  });
}

describe("a spoiler", () => {
  test("is shown by a click, Enter or Space, and has no links before", async () => {
    const ada = await enter();
    const message = await say(ada, "||one https://example.com|| ||two|| ||three||");
    const covers = message.getByRole("button", { name: "Show hidden text" });
    await covers.nth(2).waitFor();
    expect(await message.locator("a").count()).toBe(0);
    expect(await covers.first().evaluate((cover) => getComputedStyle(cover).color)).toBe("rgba(0, 0, 0, 0)");
    await covers.nth(2).click();
    await expect.poll(() => covers.count()).toBe(2);
    await covers.first().focus();
    await ada.page.keyboard.press("Enter");
    await message.locator("a").waitFor();
    await ada.page.keyboard.press("Tab"); // the link
    await ada.page.keyboard.press("Tab");
    await ada.page.keyboard.press("Space");
    await expect.poll(() => covers.count()).toBe(0);
    expect(await message.locator(".spoiler.shown").allTextContents()).toEqual([
      "one https://example.com",
      "two",
      "three",
    ]);
  });

  test("has a Chinese name too", async () => {
    const ada = await enter({ locale: "zh-CN" });
    const message = await say(ada, "||秘密||");
    await message.getByRole("button", { name: "显示隐藏的内容" }).waitFor();
  });
});

describe("what people write stays text", () => {
  test("markup and dangerous links are shown, and nothing runs", async () => {
    const ada = await enter();
    const texts = [
      "<img src=x onerror=alert(1)>**<script>alert(2)</script>**",
      "[x](javascript:alert(3)) ![y](data:text/html,z) *a*",
      "```html\n<script>alert(4)</script>\n```",
      "`<b>` ||<i>|| > <u>",
    ];
    for (const text of texts) await say(ada, text);
    await ada.page.locator(".code-block span").first().waitFor();
    await ada.page.locator(".spoiler").waitFor();
    const elements = ada.page.locator(".list").locator("img, script, b, i, u, a, iframe");
    expect(await elements.count()).toBe(0);
    expect(await ada.said().first().textContent()).toBe("<img src=x onerror=alert(1)><script>alert(2)</script>");
    expect(await ada.said().nth(1).textContent()).toBe("[x](javascript:alert(3)) ![y](data:text/html,z) a");
  });
});

describe("what is loaded", () => {
  test("plain messages load nothing; the first Markdown loads the parser, and visible code loads the highlighter", async () => {
    const ada = await visitors.newcomer();
    const chunks = chunksOf(ada);
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await say(ada, "snake_case, 2 * 3, https://example.com and 你好。");
    expect(await ada.said().first().locator("a").count()).toBe(1);
    expect(chunks).toEqual(["en"]); // the words of the page
    await (await say(ada, "**now**")).locator("strong").waitFor();
    await (await say(ada, "```\nno language\n```")).locator("pre").waitFor();
    expect(chunks).toEqual(["en", "rich"]);
    await (await say(ada, SCRIPT)).locator(".code-keyword").first().waitFor();
    expect(chunks.slice(0, 2)).toEqual(["en", "rich"]);
    expect(chunks.slice(2).toSorted()).toEqual(["highlight", "languages"]);
  });

  test("without the parser the text is shown as written", async () => {
    const ada = await visitors.newcomer();
    await ada.context.route("**/chunks/rich-text-*", (route) => route.abort());
    const refused = ada.page.waitForEvent("requestfailed", (request) => request.url().includes("/chunks/rich-text-"));
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await say(ada, "**a**\nb");
    await refused;
    expect(await ada.said().first().textContent()).toBe("**a**\nb");
  });

  test("the place of a reader who scrolled up does not move when the parser arrives", async () => {
    const room = freshRoom();
    const lin = await visitors.newcomer();
    await lin.enter(`/r/${room}`, "Lin");
    const code = `\`\`\`\n${"x\n".repeat(10)}\`\`\``;
    for (const text of [code, `${code}\n\n- a\n- b`, ...Array.from({ length: 6 }, (_, n) => `${n}\n`.repeat(10))]) {
      await say(lin, text);
    }
    const ada = await visitors.newcomer();
    let arrive = (): void => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await ada.context.route("**/chunks/rich-text-*", async (route) => {
      await arrived;
      await route.continue();
    });
    await ada.enter(`/r/${room}`, "Ada");
    const read = ada.said().nth(2);
    await ada.list.evaluate((list) => list.scrollTo(0, 500));
    await expect.poll(() => ada.page.locator(".to-newest").count()).toBe(1);
    const before = await boxOf(read);
    arrive();
    await ada.page.locator(".code-block").first().waitFor();
    await expect.poll(async () => Math.abs((await boxOf(read)).y - before.y)).toBeLessThan(2);
  });
});

describe("a mood", () => {
  test("a few emoji alone are large, and an action is shown with the author's name", async () => {
    const ada = await enter();
    const large = await say(ada, "🙂 👩‍👧");
    const usual = await say(ada, "🙂 hello");
    const size = (message: Locator): Promise<string> => message.evaluate((node) => getComputedStyle(node).fontSize);
    expect(await size(large)).toBe("36px");
    expect(await size(usual)).toBe("16px");
    const deed = await say(ada, "/me waves *slowly*");
    await deed.locator("em").waitFor();
    expect(await deed.textContent()).toBe("Ada waves slowly");
    expect(await deed.evaluate((node) => getComputedStyle(node).fontStyle)).toBe("italic");
  });
});

describe("stacked accents", () => {
  test.each([
    ["a desktop", DESKTOP],
    ["a phone", PHONE],
  ])("on %s stay inside their message", async (_device, device) => {
    const ada = await enter(device);
    const above = await say(ada, "A line above, and\nanother one");
    await ada.page.mouse.move(0, 0);
    const before = await above.screenshot();
    const stack = await say(ada, `W${"\u0301\u0302".repeat(40)}`.repeat(5));
    await say(ada, "A line below");
    expect((await above.screenshot()).equals(before)).toBe(true);
    // A check of the test itself: without the box, they do paint over the next message.
    await stack.evaluate((text) => void (text.style.overflow = "visible"));
    await expect.poll(async () => (await above.screenshot()).equals(before)).toBe(false);
  });
});

test("what is typed is shown: paths, faces, and addresses hidden behind a label", async () => {
  const ada = await enter();
  const texts = [
    "del C:\\Temp\\*",
    "\\\\server\\_share_ ¯\\_(ツ)_/¯ ^_^ and ^_^",
    "**x** [**bank.com**](https://evil.example)",
  ];
  for (const text of texts) await say(ada, text);
  await ada.said().nth(2).locator("strong", { hasText: /^x$/ }).waitFor();
  expect(await ada.said().allTextContents()).toEqual([...texts.slice(0, 2), "x [**bank.com**](https://evil.example)"]);
  expect(await ada.said().nth(2).locator("a").allTextContents()).toEqual(["https://evil.example"]);
});
