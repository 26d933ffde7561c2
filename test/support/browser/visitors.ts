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

/** A browser that installs the service worker, so it can open the page without a network. */
export const INSTALLING = { serviceWorkers: "allow" } satisfies BrowserContextOptions;

/** A person with their own browser profile. Errors and warnings on the page's console fail the test. */
export class Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly problems: string[];

  constructor(page: Page, problems: string[]) {
    this.page = page;
    this.context = page.context();
    this.problems = problems;
  }

  get composer(): Locator {
    return this.page.locator(".composer-text");
  }

  get list(): Locator {
    return this.page.getByRole("log");
  }

  /** The confirmed messages; with `text`, the ones with exactly that text. */
  said(text?: string): Locator {
    const messages = this.page.locator(".message[data-seq] .message-text");
    return text === undefined ? messages : messages.filter({ hasText: new RegExp(`^${RegExp.escape(text)}$`) });
  }

  /** Opens the path of a room and joins as `name`. */
  async enter(path: string, name: string, base = serverUrl()): Promise<void> {
    await this.page.goto(base + path);
    await this.page.locator("input[name=name]").fill(name);
    await this.page.keyboard.press("Enter");
    await this.isIn();
  }

  /** Resolves when the visitor has joined the room. */
  async isIn(): Promise<void> {
    await this.composer.waitFor();
    await this.page.locator('[role="log"][aria-busy="false"]').waitFor();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  /** The texts in the list, from the top. */
  async texts(): Promise<string[]> {
    return await this.said().allTextContents();
  }

  /** Another tab of the same browser. */
  async openTab(): Promise<Visitor> {
    const page = await this.context.newPage();
    listen(page, this.problems);
    return new Visitor(page, this.problems);
  }
}

export interface Visitors {
  /**
   * A person with a fresh profile. By default on a desktop, in English and without a service worker: installing it loads the
   * whole page again, and would be a fifth of the tests' work.
   */
  newcomer(options?: BrowserContextOptions): Promise<Visitor>;
  /** Ada, whose browser has `options`, and Lin, in a new room. They may not see each other in the list of people yet. */
  adaAndLin(options?: BrowserContextOptions): Promise<{ ada: Visitor; lin: Visitor; room: string }>;
}

/** Closes the browsers of each test after it. */
export function useVisitors(): Visitors {
  let browser: Browser;
  let present: Visitor[] = [];
  beforeAll(async () => {
    browser = await chromium.connect(inject("browserUrl"));
  });
  afterEach(async () => {
    const problems = present.flatMap((visitor) => visitor.problems);
    await Promise.all(present.map(({ context }) => context.close()));
    present = [];
    expect(problems).toEqual([]);
  });
  afterAll(() => browser.close());

  async function newcomer(options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ ...DESKTOP, locale: "en-US", serviceWorkers: "block", ...options });
    // Shorter than the test's timeout, so that the error says what it was waiting for.
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const problems: string[] = [];
    listen(page, problems);
    const visitor = new Visitor(page, problems);
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
 * Messages of the browser that are not the page's fault: failed connections, which some tests cause, and the blocked service
 * worker.
 */
const EXPECTED = /WebSocket connection to|net::ERR_|Failed to load resource|^Service Worker registration blocked/;

function listen(page: Page, problems: string[]): void {
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    const isProblem = message.type() === "error" || message.type() === "warning";
    if (isProblem && !EXPECTED.test(message.text())) problems.push(message.text());
  });
}
