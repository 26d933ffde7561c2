/** Owns what all browser tests share, two servers and a browser; rooms and the profiles of people keep the tests apart. */
import type { TestProject } from "vitest/node";
import { serveChromium } from "../support/browser/chromium.ts";
import { startServer, UNLIMITED } from "../support/browser/wrangler.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly serverUrl: string;
    readonly unlimitedUrl: string;
    /** Where Playwright reaches the browser. */
    readonly browserUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // One server after the other: each builds the page before it serves it.
  const server = await startServer();
  const unlimited = await startServer({ vars: UNLIMITED });
  const browser = await serveChromium();
  project.provide("serverUrl", server.url);
  project.provide("unlimitedUrl", unlimited.url);
  project.provide("browserUrl", browser.wsEndpoint());
  return async () => {
    await Promise.all([browser.close(), server.stop(), unlimited.stop()]);
  };
}
