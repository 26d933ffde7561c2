/** Owns the one server that all browser tests share; rooms keep them apart. */
import type { TestProject } from "vitest/node";
import { startServer } from "../support/browser/wrangler.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly serverPort: number;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  project.provide("serverPort", server.port);
  return () => server.stop();
}
