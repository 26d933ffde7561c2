import { describe, expect, it } from "vitest";
import { follow, type Page, type Pages } from "../../../src/page/service-worker/notification-click.ts";

const ORIGIN = "https://foyer.example";

class Browser implements Pages {
  /** A log of what happened. */
  readonly log: string[] = [];
  readonly #paths: readonly string[];

  constructor(...paths: readonly string[]) {
    this.#paths = paths;
  }

  async matchAll(options: object): Promise<readonly Page[]> {
    expect(options).toEqual({ type: "window", includeUncontrolled: true });
    return this.#paths.map((path) => ({
      url: ORIGIN + path,
      focus: async () => this.log.push(`focus ${path}`),
      postMessage: (message) => this.log.push(`tell ${path}: ${message}`),
    }));
  }

  async openWindow(url: string): Promise<void> {
    this.log.push(`open ${url}`);
  }
}

async function clicked(path: string, ...pages: readonly string[]): Promise<readonly string[]> {
  const browser = new Browser(...pages);
  await follow(path, browser, ORIGIN);
  return browser.log;
}

describe("a click on a notification", () => {
  it("opens the room around the message if no page is open", async () => {
    expect(await clicked("/r/tea?at=7")).toEqual([`open ${ORIGIN}/r/tea?at=7`]);
  });

  it.each(["/r/tea", "/r/tea?at=3"])("leads to the message in the tab that has its room open, as %s", async (at) => {
    expect(await clicked("/r/tea?at=7", "/r/coffee", at)).toEqual([`tell ${at}: /r/tea?at=7`, `focus ${at}`]);
  });

  it("leads there in the most recently focused tab, if no tab has the room open", async () => {
    expect(await clicked("/?at=7", "/r/coffee", "/r/milk")).toEqual(["tell /r/coffee: /?at=7", "focus /r/coffee"]);
  });
});
