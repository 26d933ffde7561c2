import type { TestProject } from "vitest/node";
import { serveChromium } from "../support/browser/chromium.ts";
import { startServer } from "../support/browser/wrangler.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly serverUrl: string;
    /** The address of the browser, for Playwright. */
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
