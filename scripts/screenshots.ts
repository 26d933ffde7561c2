/** `npm run screenshots` takes the pictures in docs/ again, with a real server, real browsers and a conversation. */
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { launchChromium } from "../test/support/browser/chromium.ts";
import { startServer } from "../test/support/browser/wrangler.ts";

const DESKTOP = { viewport: { width: 1280, height: 800 }, locale: "en-US", colorScheme: "light" } as const;
const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: "zh-CN",
  colorScheme: "dark",
} as const;

const ROOM = "读书会";
const CODE = `\`\`\`ts
const letters = pages.filter((page) => page.mentions("letter"));
console.log(letters.length); // 17, one twice
\`\`\``;

const server = await startServer({ vars: { MESSAGE_BURST: 50 } });
const browser = await launchChromium();
try {
  const mateo = await newcomer(browser, DESKTOP, "Mateo");
  const ada = await newcomer(browser, DESKTOP, "Ada");
  const lin = await newcomer(browser, PHONE, "林晓");
  const noor = await newcomer(browser, DESKTOP, "نور");

  // Two rooms that Ada has visited, with unread messages.
  for (const [room, text] of [
    ["周末徒步", "星期六八点，老地方见"],
    ["garden", "@Ada the seeds have come!"],
  ] as const) {
    await enter(ada, room);
    await enter(mateo, room);
    await say(mateo, text);
    await messageOf(ada, text.slice(-6)).waitFor();
    await enter(ada, ROOM);
    await say(mateo, text);
  }
  for (const page of [mateo, lin, noor]) await enter(page, ROOM);

  await say(ada, "/topic Chapter seven: the letter that arrives twice");
  await say(ada, "Good evening! We start in five minutes.");
  await say(lin, "晚上好！@Ada 好的。我在地铁上，信号时有时无，断了会自己连回来。");
  await say(noor, "مساء الخير جميعًا");
  await say(noor, "How many letters are there in the end?");
  await answer(mateo, "How many letters", `I counted:\n${CODE}`);
  await say(lin, "所以那两封||其实是同一封||？我读了两遍才发现。");
  await say(ada, "@林晓 hush! **20 minutes** for the letter.");
  await edit(ada, "@林晓 hush! Not all have read it. First **20 minutes** for the letter, then chapter eight.");

  await react(mateo, "断了会自己连回来", "🎉");
  for (const page of [ada, noor]) await react(page, "断了会自己连回来", "👍");
  for (const page of [ada, lin, noor]) await react(page, "I counted", "😂");
  await react(noor, "I counted", "17!");
  for (const page of [lin, mateo, noor]) await react(page, "hush!", "👍");

  await noor.locator(".composer-text").pressSequentially("I have");
  for (const page of [ada, lin]) {
    await page.mouse.move(0, 0); // so that no message shows its toolbar
    await page.locator(".code-keyword").first().waitFor();
    await page.locator(".status-typing").waitFor();
  }
  await ada.screenshot({ path: "docs/room-desktop.png" });
  await lin.screenshot({ path: "docs/room-phone.png" });
} finally {
  await browser.close();
  await server.stop();
}

/** A new person in a browser of their own, who has joined with `name`. */
async function newcomer(on: Browser, options: BrowserContextOptions, name: string): Promise<Page> {
  const page = await (await on.newContext(options)).newPage();
  await page.goto(server.url);
  await page.locator("input[name=name]").fill(name);
  await page.keyboard.press("Enter");
  await isIn(page);
  return page;
}

async function enter(page: Page, room: string): Promise<void> {
  await page.goto(`${server.url}/r/${encodeURIComponent(room)}`);
  await isIn(page);
}

async function isIn(page: Page): Promise<void> {
  await page.locator('[role="log"][aria-busy="false"]').waitFor();
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator(".composer-text").fill(text);
  await page.locator(".composer-text").press("Enter");
  await page.locator(".message.pending").waitFor({ state: "detached" });
}

/** The last message that contains `text`, not counting quotes. */
function messageOf(page: Page, text: string): Locator {
  return page.locator(".message[data-seq] .message-text", { hasText: text }).last();
}

/** The toolbar of a message without its quick reactions: more reactions, reply, more. */
async function toolbarOf(page: Page, text: string): Promise<Locator> {
  await messageOf(page, text).hover();
  return page.locator(".message-tools .tool:not([aria-pressed])");
}

async function answer(page: Page, text: string, reply: string): Promise<void> {
  await (await toolbarOf(page, text)).nth(1).click();
  await say(page, reply);
}

async function react(page: Page, text: string, emoji: string): Promise<void> {
  await (await toolbarOf(page, text)).first().click();
  await page.locator(".picker .field").fill(emoji);
  await page.locator(".picker .field").press("Enter");
  await page.locator('.reaction[aria-pressed="true"]', { hasText: emoji }).last().waitFor();
}

/** Edits the person's own last message. */
async function edit(page: Page, text: string): Promise<void> {
  await page.locator(".composer-text").press("ArrowUp");
  await say(page, text);
  await page.locator(".message-edited").waitFor();
}
