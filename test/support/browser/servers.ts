/** Owns the servers that tests talk to: two that all of them share, and some of one test alone. */
import { inject, onTestFinished } from "vitest";
import { startServer, type Server, type ServerOptions } from "./wrangler.ts";

/** The server that all tests share, with the settings of the project. */
export function serverUrl(): string {
  return inject("serverUrl");
}

/** The other one, where anybody may say as much at once as they like. */
export function unlimitedUrl(): string {
  return inject("unlimitedUrl");
}

/** A server for this test, which ends with it: for other settings, for its log, or to be stopped. */
export async function ownServer(options: ServerOptions = {}): Promise<Server> {
  const server = await startServer(options);
  onTestFinished(() => server.stop());
  return server;
}
