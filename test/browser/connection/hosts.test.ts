/**
 * Shows that a signature names the host under which `wrangler dev` was reached, whichever of its names that is: its proxy
 * passes the request's Host on.
 */
import { generateKeyPairSync, sign } from "node:crypto";
import { connect, createServer, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import WebSocket from "ws";
import { proofOf } from "../../../src/protocol/values/identity.ts";
import { SUBPROTOCOL } from "../../../src/protocol/wire.ts";
import { roomName } from "../../support/people.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { serverUrl } from "../../support/browser/servers.ts";

const ROOM = roomName(freshRoom());
const port = new URL(serverUrl()).port;

/** The type of the room's answer to a `hello` sent to `url` and signed for `host`. */
function answerAt(url: string, host: string): Promise<string> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const socket = new WebSocket(`${url}/ws?room=${ROOM}`, SUBPROTOCOL);
  onTestFinished(() => socket.terminate());
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.on("message", (data: Buffer) => {
      const { type, nonce = "" }: { type: string; nonce?: string } = JSON.parse(data.toString());
      if (type !== "challenge") return resolve(type);
      const signature = sign(null, Buffer.from(proofOf(host, ROOM, nonce)), privateKey).toString("base64url");
      socket.send(
        JSON.stringify({ type: "hello", name: "Lin", key: publicKey.export({ format: "jwk" }).x, signature }),
      );
    });
  });
}

/** The port of a TCP proxy to the server, like a tunnel or a reverse proxy that passes the Host header on. */
async function relay(): Promise<string> {
  const server = createServer((near) => {
    const far = connect(Number(port), "127.0.0.1");
    const end = (): void => void [near, far].map((socket) => socket.destroy());
    for (const socket of [near, far]) socket.on("error", end);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return String((server.address() as AddressInfo).port);
}

test.each(["localhost", "127.0.0.1", "LOCALHOST"])("[H2] a member can join when the host is %s", async (name) => {
  const url = new URL(`ws://${name}:${port}`);
  expect(await answerAt(`ws://${name}:${port}`, url.host)).toBe("welcome");
});

test("[H2] a member can join through a proxy on another port, signing for the proxy's host", async () => {
  const host = `127.0.0.1:${await relay()}`;
  expect(await answerAt(`ws://${host}`, host)).toBe("welcome");
});

test("[H3] a signature for another host name of the same server is refused", async () => {
  expect(await answerAt(`ws://127.0.0.1:${port}`, `localhost:${port}`)).toBe("refused");
  expect(await answerAt(`ws://127.0.0.1:${port}`, "127.0.0.1")).toBe("refused");
});
