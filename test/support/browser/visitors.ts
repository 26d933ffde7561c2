/**
 * Owns people in browsers: each a browser profile of their own, on a phone or a desktop, and what they do in a room.
 */
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { freshRoom } from "./rooms.ts";
import { serverUrl } from "./servers.ts";

export const DESKTOP = { viewport: { width: 1280, height: 800 } } satisfies BrowserContextOptions;
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} satisfies BrowserContextOptions;

/** A browser that installs the service worker, and so opens the page without a network. */
export const INSTALLING = { serviceWorkers: "allow" } satisfies BrowserContextOptions;

/** Somebody with a browser of their own. What the page complains about on its console fails the test. */
export class Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: string[];

  constructor(page: Page, complaints: string[]) {
    this.page = page;
    this.context = page.context();
    this.complaints = complaints;
  }

  get composer(): Locator {
    return this.page.locator(".composer-text");
  }

  get list(): Locator {
    return this.page.getByRole("log");
  }

  /** Messages that the room has confirmed, or one with this text. */
  said(text?: string): Locator {
    const messages = this.page.locator(".message[data-seq] .message-text");
    return text === undefined ? messages : messages.filter({ hasText: new RegExp(`^${RegExp.escape(text)}$`) });
  }

  /** Opens a room's path and comes in under `name`. */
  async enter(path: string, name: string, base = serverUrl()): Promise<void> {
    await this.page.goto(base + path);
    await this.page.locator("input[name=name]").fill(name);
    await this.page.keyboard.press("Enter");
    await this.isIn();
  }

  /** Resolves when the room has let this visitor in. */
  async isIn(): Promise<void> {
    await this.composer.waitFor();
    await this.page.locator('[role="log"][aria-busy="false"]').waitFor();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  /** The texts in the list, from above. */
  async texts(): Promise<string[]> {
    return await this.said().allTextContents();
  }

  /** Another tab of the same browser. */
  async openTab(): Promise<Visitor> {
    const page = await this.context.newPage();
    listen(page, this.complaints);
    return new Visitor(page, this.complaints);
  }
}

export interface Visitors {
  /**
   * A newcomer. `options` over those of a desktop with an English browser that installs no service worker: each would load
   * all of the page once more, a fifth of what the tests have to do.
   */
  newcomer(options?: BrowserContextOptions): Promise<Visitor>;
  /** Ada, whose browser has `options`, and Lin, in a room of their own. Each may not know yet that the other is there. */
  adaAndLin(options?: BrowserContextOptions): Promise<{ ada: Visitor; lin: Visitor; room: string }>;
}

/** Visitors for the tests of this file; each test's are gone after it. */
export function useVisitors(): Visitors {
  let browser: Browser;
  let present: Visitor[] = [];
  beforeAll(async () => {
    browser = await chromium.connect(inject("browserUrl"));
  });
  afterEach(async () => {
    const complaints = present.flatMap((visitor) => visitor.complaints);
    await Promise.all(present.map(({ context }) => context.close()));
    present = [];
    expect(complaints).toEqual([]);
  });
  afterAll(() => browser.close());

  async function newcomer(options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ ...DESKTOP, locale: "en-US", serviceWorkers: "block", ...options });
    // Shorter than a test may take, so that a failure names what was waited for.
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const complaints: string[] = [];
    listen(page, complaints);
    const visitor = new Visitor(page, complaints);
    present.push(visitor);
    return visitor;
  }

  return {
    newcomer,
    async adaAndLin(options) {
      const room = freshRoom();
      const ada = await newcomer(options);
      const lin = await newcomer();
      await ada.enter(`/r/${room}`, "Ada");
      await lin.enter(`/r/${room}`, "Lin");
      return { ada, lin, room };
    },
  };
}

/**
 * What a browser says that is no fault of the page: each failed connection, which some tests are about, and that no
 * service worker was installed.
 */
const EXPECTED = /WebSocket connection to|net::ERR_|Failed to load resource|^Service Worker registration blocked/;

function listen(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    const isTrouble = message.type() === "error" || message.type() === "warning";
    if (isTrouble && !EXPECTED.test(message.text())) complaints.push(message.text());
  });
}
