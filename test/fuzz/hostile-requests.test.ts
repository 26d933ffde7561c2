/** No HTTP request makes the Worker fail, whatever its request line and headers are. */
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOf, makeSite, removeSite, startWorkerd, type Site, type Workerd } from "../chaos/server/workerd.ts";

const UPGRADE = [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
];
const FOYER = [...UPGRADE, "Sec-WebSocket-Protocol: foyer.1"];
const KEY = "A".repeat(43);
const SIGNATURE = "A".repeat(86);

let site: Site;
let server: Workerd;

beforeAll(async () => {
  const settings = { MESSAGES_PER_SECOND: 2, MESSAGE_BURST: 10, SOCKETS_PER_ADDRESS: 256, HISTORY_LIMIT: 0 };
  site = await makeSite({ ...settings, RATE_LIMITS: "off" });
  server = await startWorkerd(site);
});

afterAll(async () => {
  await server.kill();
  await removeSite(site);
});

/** The status of the answer to a request that begins with `line`. */
function statusOf(line: string, headers: readonly string[], host = "localhost"): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1");
    let answer = "";
    socket.on("error", reject);
    socket.on("data", (data: Buffer) => {
      answer += data.toString("latin1");
      const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(answer) ?? [];
      if (status === undefined) return;
      resolve(Number(status));
      socket.destroy();
    });
    socket.on("close", () => reject(new Error(`No answer, but ${JSON.stringify(answer)}`)));
    socket.write([`${line} HTTP/1.1`, `Host: ${host}`, ...headers, "", ""].join("\r\n"), "latin1");
  });
}

const long = (length: number, text = "a"): string => text.repeat(length);
const params = Array.from({ length: 8_000 }, (_, index) => `p${index}=1`).join("&");

test.each<[line: string, headers: readonly string[], status: number]>([
  [`GET /ws?room=${long(30_000)}`, FOYER, 400],
  [`GET /ws?room=${long(10_000, "%")}`, FOYER, 400],
  [`GET /ws?room=lobby&${params}`, FOYER, 101],
  ["GET /ws?room=one&room=..&room=two", FOYER, 101],
  ["GET /ws?room=..&room=one", FOYER, 400],
  ["GET /ws?room=%00", FOYER, 400],
  ["GET /ws?room=%FF%FE", FOYER, 400],
  [`GET /ws?room=${long(64, "%F0%A0%80%80")}`, UPGRADE, 400], // 64 characters are 128 code units
  [`GET /ws?room=${long(64, "%E9%BE%98")}`, FOYER, 101],
  [`GET /ws?name=${long(30_000)}`, UPGRADE, 400],
  [`GET /ws?history=${long(30_000, "9")}`, UPGRADE, 101],
  ["GET /ws?history=1e9", UPGRADE, 400],
  ["GET /ws", [...UPGRADE, `Sec-WebSocket-Protocol: ${long(9_000, "x, ")}foyer.1`], 101],
  ["GET /ws", [...UPGRADE, `Sec-WebSocket-Protocol: ${long(27_000, ",")}`], 400],
  ["GET /ws", [...FOYER, `CF-Connecting-IP: ${long(20_000)}`], 101],
  ["GET /ws", [...FOYER, "CF-Connecting-IP: [::1]:1"], 101],
  ["GET /ws", [...FOYER, `Foyer-Arrival: ${long(20_000)}`], 101],
  ["GET /ws", [...FOYER, `Cookie: ${long(28_000)}`], 101],
  ["GET /ws", [...FOYER, ...Array.from({ length: 500 }, (_, index) => `X-${index}: ${long(20)}`)], 101],
  ["GET /ws", [...FOYER, `Sec-WebSocket-Extensions: permessage-deflate; x=${long(5_000)}`], 101],
  ["GET /ws", [...FOYER, "Content-Length: 0"], 101],
  ["GET /ws", ["Upgrade: h2c, websocket"], 426],
  ["HEAD /ws", [], 405],
  ["TRACE /ws", [], 405],
  ["PROPFIND /", [], 405],
  ["PURGE /unread", [], 405],
  [`GET /${long(30_000)}`, [], 404],
  [`GET /r/${long(30_000)}`, [], 400],
  ["GET /r/%E4%A", [], 400],
  ["GET /app/%E4%A", [], 404],
  ["GET /app/chunks/..%2f..%2f_headers", [], 404],
  ["GET //ws", [], 404],
  ["GET /r/tea", [`If-None-Match: ${long(28_000)}`, "Range: bytes=9-1"], 200],
  ["GET /r/tea", [`Accept: ${long(28_000)}`], 200],
  ["GET http://elsewhere.example/healthz", [], 200],
  ["GET /unread?name=Lin", [`Authorization: Foyer ${long(28_000, ".")}`], 401],
  ["GET /unread?name=Lin", [`Authorization: Foyer ${KEY}.${long(20_000, "9")}.${SIGNATURE}`], 401],
  ["GET /unread?name=Lin", [`Authorization: Foyer ${KEY}.${Date.now()}.${SIGNATURE}`], 401],
  [`GET /unread?name=Lin&room=${long(20_000)}`, [], 400],
])("[C3] [F7] a hostile request is answered, and is no fault: case %#", async (line, headers, status) => {
  expect(await statusOf(line, headers)).toBe(status);
  expect(faultsOf(site)).toEqual([]);
});

test.each([
  ["a b", 400],
  ["a:99999", 400],
  ["%00", 400],
  ["[::1", 400],
  [`${"a".repeat(300)}.example`, 400],
  [`${"a.".repeat(10_000)}b`, 400],
  ["[::1]:8787", 101],
  ["xn--bcher-kva.example", 101],
  ["b\u00FCcher.example", 400],
])("[C3] [H2] a hostile host is answered, and is no fault: case %#", async (host, status) => {
  expect(await statusOf("GET /ws", FOYER, host)).toBe(status);
  expect(faultsOf(site)).toEqual([]);
});
