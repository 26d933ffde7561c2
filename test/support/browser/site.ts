// A proxy to the shared server that can pretend that a new version of the page was deployed.
import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect, type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { onTestFinished } from "vitest";
import { serverUrl } from "./servers.ts";

export interface Site {
  readonly url: string;
  /** Gives the page the attribute `data-deployed`, and the service worker the version of another build. */
  deploy(): void;
}

/** Runs until the test ends. */
export async function makeSite(): Promise<Site> {
  const { port } = new URL(serverUrl());
  let isDeployed = false;
  const tunnels = new Set<Duplex>();
  const site = createServer((asked, answer) => {
    const path = asked.url ?? "/";
    // So that the answer is uncompressed and complete, and can be changed.
    const headers = { ...asked.headers, "accept-encoding": "identity", "if-none-match": "" };
    const passed = request({ port, path, method: asked.method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const body = isDeployed ? deployed(path, Buffer.concat(chunks)) : Buffer.concat(chunks);
        const kept = { ...response.headers, "content-length": String(body.length) };
        for (const name of ["transfer-encoding", "etag"]) Reflect.deleteProperty(kept, name);
        answer.writeHead(response.statusCode ?? 502, kept).end(body);
      });
    });
    asked.pipe(passed.on("error", () => answer.destroy()));
  });
  site.on("upgrade", (asked, near) => {
    const far = connect(Number(port), "localhost", () => {
      const lines = asked.rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? `${name}: ${asked.rawHeaders[index + 1]}` : [],
      );
      far.write(`GET ${asked.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      far.pipe(near).pipe(far);
    });
    tunnels.add(near);
    near.on("error", () => far.destroy()).on("close", () => far.destroy());
    far.on("error", () => near.destroy());
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    site.close();
    site.closeAllConnections();
    for (const tunnel of tunnels) tunnel.destroy();
    await once(site, "close");
  });
  return {
    url: `http://localhost:${(site.address() as AddressInfo).port}`,
    deploy() {
      isDeployed = true;
    },
  };
}

function deployed(path: string, body: Buffer): Buffer {
  if (path === "/app/service-worker.js") {
    return Buffer.from(body.toString().replace(/(?<=version:.)[0-9a-f]{16}/, "0123456789abcdef"));
  }
  return Buffer.from(body.toString().replace("<html ", "<html data-deployed "));
}
