/** Makes the pictures in docs/ again: a real server, real browsers, a short conversation. Run `npm run screenshots`. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
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

const ROOM = "/r/读书会";

const server = await startServer({ vars: { MESSAGE_BURST: 50 } });
const browser = await launchChromium();
try {
  const ada = await enter(browser, DESKTOP, "Ada");
  const lin = await enter(browser, PHONE, "林晓");
  const noor = await enter(browser, DESKTOP, "نور");
  const people = { ada, lin, noor };
  await enter(browser, DESKTOP, "Mateo");

  const talk: readonly (readonly [keyof typeof people, string])[] = [
    ["ada", "Good evening, everyone. We start in five minutes."],
    ["lin", "晚上好！我在地铁上，信号时有时无，断了会自己连回来。"],
    ["noor", "مساء الخير جميعًا"],
    ["noor", "Which chapter did we stop at?"],
    ["ada", "Seven. The one with the letter that arrives twice."],
    ["lin", "第七章我读了两遍，还是没懂那封信为什么会寄两次。"],
    ["lin", "待会儿我先说，可以吗？"],
    ["ada", "Please do. I'll keep the time:\n20 minutes for the letter\n20 for chapter eight"],
  ];
  for (const [who, text] of talk) {
    await people[who].locator(".composer-text").fill(text);
    await people[who].locator(".composer-text").press("Enter");
    const last = ada.locator(".message[data-seq] .message-text").last();
    await last.filter({ hasText: text.slice(0, 12) }).waitFor();
  }
  await noor.locator(".composer-text").pressSequentially("I have");
  await Promise.all([ada, lin].map((page) => page.locator(".status-typing").waitFor()));
  await ada.screenshot({ path: "docs/room-desktop.png" });
  await lin.screenshot({ path: "docs/room-phone.png" });
} finally {
  await browser.close();
  await server.stop();
}

/** A person with a browser of their own, in the room. */
async function enter(on: Browser, options: BrowserContextOptions, name: string): Promise<Page> {
  const page = await (await on.newContext(options)).newPage();
  await page.goto(`${server.url}/`);
  await page.locator("input[name=name]").fill(name);
  await page.keyboard.press("Enter");
  await page.goto(server.url + ROOM);
  await page.locator('[role="log"][aria-busy="false"]').waitFor();
  return page;
}
