/** Owns what all browser tests share, a server and a browser; rooms and the profiles of people keep the tests apart. */
import type { TestProject } from "vitest/node";
import { serveChromium } from "../support/browser/chromium.ts";
import { startServer } from "../support/browser/wrangler.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly serverUrl: string;
    /** Where Playwright reaches the browser. */
    readonly browserUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const browser = await serveChromium();
  project.provide("serverUrl", server.url);
  project.provide("browserUrl", browser.wsEndpoint());
  return async () => {
    await Promise.all([browser.close(), server.stop()]);
  };
}
