// An unreliable network between a page and its server: a TCP proxy that can be cut, or hold back data.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { serverUrl } from "./servers.ts";

export interface Network {
  /** The server's address through this network. */
  readonly url: string;
  /** Closes all connections, and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
  /** Holds back everything the server sends until `release`. */
  hold(): void;
  release(): void;
}

/** A network to the server at `url`, until the test ends. */
export async function makeNetwork(url = serverUrl()): Promise<Network> {
  const port = Number(new URL(url).port);
  const pairs = new Set<readonly [Socket, Socket]>();
  let isCut = false;
  let isHeld = false;
  const relay = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(port, "localhost");
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on("error", end).on("close", end);
    near.pipe(far);
    far.pipe(near);
    if (isHeld) far.unpipe(near).pause();
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  const cutAll = (): void => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  onTestFinished(async () => {
    relay.close();
    cutAll();
    await once(relay, "close");
  });
  return {
    url: `http://localhost:${(relay.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      cutAll();
    },
    mend() {
      isCut = false;
    },
    hold() {
      isHeld = true;
      for (const [near, far] of pairs) far.unpipe(near).pause();
    },
    release() {
      isHeld = false;
      for (const [near, far] of pairs) far.pipe(near);
    },
  };
}
