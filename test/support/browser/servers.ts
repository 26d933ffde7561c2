import { inject, onTestFinished } from "vitest";
import { startServer, type Server, type ServerOptions } from "./wrangler.ts";

/** The server shared by all tests. It has the project's settings, but no rate limits. */
export function serverUrl(): string {
  return inject("serverUrl");
}

/** A server for this test only, if it needs other settings or the log, or stops the server. */
export async function ownServer(options: ServerOptions = {}): Promise<Server> {
  const server = await startServer(options);
  onTestFinished(() => server.stop());
  return server;
}
