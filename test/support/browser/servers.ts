/** Owns the servers that tests talk to: one that all of them share, and some of one test alone. */
import { inject, onTestFinished } from "vitest";
import { startServer, type Server, type ServerOptions } from "./wrangler.ts";

/** The server that all tests share, with the settings of the project, but for rates. */
export function serverUrl(): string {
  return inject("serverUrl");
}

/** A server for this test, which ends with it: for other settings, for its log, or to be stopped. */
export async function ownServer(options: ServerOptions = {}): Promise<Server> {
  const server = await startServer(options);
  onTestFinished(() => server.stop());
  return server;
}
