/**
 * Measures a page that receives many messages: a real `wrangler dev` with raised rates, people with plain sockets who talk at a
 * steady rate, and a page in a real browser that receives. The rate that was reached shows whether the server kept up.
 */
import { randomUUID } from "node:crypto";
import type { Browser, CDPSession, Page } from "playwright-core";
import { launchChromium } from "../../test/support/browser/chromium.ts";
import { startServer } from "../../test/support/browser/wrangler.ts";
import { installProbe, readHeapBytes, readRecording, readCpuMs } from "./probe.ts";
import { summarize, type ReadingFigures, type Round } from "./summary.ts";
import { Speakers } from "./speakers.ts";

export interface ReceivingOptions {
  /** In total. The heap is measured after each thousand. */
  readonly messages: number;
  readonly perSecond: number;
}

export interface ReceivingFigures {
  /** The page is scrolled to the newest message, and stays there. */
  readonly following: ReadingFigures;
  /** The page is scrolled up, and keeps its place. */
  readonly scrolledUp: ReadingFigures;
}

/** Messages between two measurements of the heap. */
const ROUND_MESSAGES = 1_000;
/** Messages before the measurement: enough to scroll up. */
const EARLIER_MESSAGES = 200;
const RAISED = { MESSAGES_PER_SECOND: 1_000_000, MESSAGE_BURST: 1_000_000 };
const VIEW = { viewport: { width: 1280, height: 800 }, locale: "en-US" };

/** Lets a page receive the messages, once at the newest message, and once scrolled up. */
export async function measureReceiving(options: ReceivingOptions): Promise<ReceivingFigures> {
  const server = await startServer({ vars: RAISED });
  try {
    const browser = await launchChromium();
    try {
      const following = await measureReader(browser, server.url, options, false);
      const scrolledUp = await measureReader(browser, server.url, options, true);
      return { following, scrolledUp };
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

async function measureReader(
  browser: Browser,
  serverUrl: string,
  { messages, perSecond }: ReceivingOptions,
  isScrolledUp: boolean,
): Promise<ReadingFigures> {
  const room = `bench-${randomUUID()}`;
  const speakers = await Speakers.connect(serverUrl, room);
  const context = await browser.newContext(VIEW);
  try {
    await speakers.send(EARLIER_MESSAGES, perSecond);
    await context.addInitScript(installProbe);
    const page = await context.newPage();
    await enter(page, `${serverUrl}/r/${room}`);
    if (isScrolledUp) await scrollUp(page);
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    const rounds: Round[] = [];
    for (let left = messages; left > 0; left -= ROUND_MESSAGES) {
      rounds.push(await measureRound(page, session, speakers, Math.min(left, ROUND_MESSAGES), perSecond));
    }
    if (isScrolledUp) await page.locator(".to-newest").click();
    return summarize(rounds, await isInView(page, speakers.lastText));
  } finally {
    await context.close();
    speakers.close();
  }
}

async function measureRound(
  page: Page,
  session: CDPSession,
  speakers: Speakers,
  messages: number,
  perSecond: number,
): Promise<Round> {
  const cpuBeforeMs = await readCpuMs(session);
  const { nowMs: startMs } = await readRecording(page);
  const tookMs = await speakers.send(messages, perSecond);
  await drawn(page);
  const recording = await readRecording(page);
  const cpuMs = (await readCpuMs(session)) - cpuBeforeMs;
  return { messages, tookMs, startMs, recording, cpuMs, heapBytes: await readHeapBytes(session) };
}

async function enter(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator("input[name=name]").fill("Reader");
  await page.keyboard.press("Enter");
  await page.locator('[role="log"][aria-busy="false"]').waitFor();
}

/** Loads all earlier messages, and scrolls to the middle of them. */
async function scrollUp(page: Page): Promise<void> {
  const list = page.getByRole("log");
  const messages = page.locator(".message[data-seq]");
  for (let shown = await messages.count(); shown < EARLIER_MESSAGES; shown = await messages.count()) {
    await list.evaluate((element) => element.scrollTo(0, 0));
    await messages.nth(shown).waitFor();
  }
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  await page.locator(".to-newest").waitFor();
}

/** Resolves when the page has drawn what it received. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Waits for the message with this text, and returns whether it is in view. */
async function isInView(page: Page, text: string): Promise<boolean> {
  const message = page.locator(".message[data-seq] .message-text").getByText(text, { exact: true });
  await message.waitFor();
  return await message.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
}
