/** Requests that no browser makes. The Worker answers all of them, and none with 500. */
import { connect } from "node:net";
import { encodeFrame, OPCODES } from "../../../bench/load/clients/frames.ts";
import type { Attack } from "../attack.ts";
import type { Stage } from "../stage.ts";

/** Milliseconds for an answer. */
const ANSWER_WITHIN_MS = 5_000;

const LONG = "x".repeat(20_000);
const UPGRADE = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
};

const ADDRESSES = [
  LONG,
  "",
  " ",
  "1".repeat(5_000),
  ":".repeat(5_000),
  "::",
  ":::",
  "1::2::3",
  "::ffff:999.999.999.999",
  "::ffff:1.2.3.4",
  "1:2:3:4:5:6:7:8:9",
  "g::1",
  "fe80::1%eth0",
  "[::1]",
  "1.2.3.4:80",
  "1.2.3",
  "01.02.03.04",
  "0x7f.1",
  "1.2.3.4, 5.6.7.8",
  "unknown",
  "é€",
  '{"a":1}',
];

const PATHS = [
  "/%",
  "/%00",
  "/%ff",
  "/r/%",
  "/r/%00",
  "/r/%ff%fe",
  "/r/..%2f..",
  "/r/../../etc/passwd",
  `/r/${LONG}`,
  `/${LONG}`,
  "/r/%F0%9F%98%80",
  "/app/%",
  "/app/chunks/nothing.js",
  "/icons/%ff",
  "/cdn-cgi/explorer",
  "/cdn-cgi/%",
  "//",
  "/.",
  "/\\",
  "/r/a/b/c",
  "/unread",
  "/unread?room=%",
  `/unread?room=${LONG}`,
  "/unread?name=%00",
  "/unread?room=a&name=Lin",
  "/healthz?%",
];

const ROOMS = [
  "",
  "%",
  "%00",
  "%ff",
  "..",
  LONG,
  "a".repeat(65),
  "%F0%9F%98%80",
  "a%0d%0ab",
  "constructor",
  "__proto__",
];

// Not among them: a Sec-WebSocket-Version that is not 13. workerd itself answers 426, but logs an exception of its own.
const HEADERS: readonly (readonly [string, string])[] = [
  ["Sec-WebSocket-Protocol", LONG],
  ["Sec-WebSocket-Protocol", ",,,"],
  ["Sec-WebSocket-Protocol", "foyer.1, foyer.1"],
  ["Sec-WebSocket-Protocol", "é"],
  ["Sec-WebSocket-Extensions", "permessage-deflate; server_max_window_bits=99"],
  ["Sec-WebSocket-Key", "short"],
  ["Foyer-Arrival", "%"],
  ["Foyer-Arrival", encodeURIComponent('{"dialect":"foyer.1","room":"lobby","address":""}')],
  ["Origin", "null"],
  ["Origin", LONG],
  ["Authorization", "Foyer"],
  ["Authorization", `Foyer ${LONG}.${LONG}`],
  ["Authorization", "Foyer é.é"],
  ["Accept", LONG],
  ["If-None-Match", LONG],
  ["Range", "bytes=9-1"],
  ["Cookie", LONG],
];

/** Method, path and headers of each request. */
type Request = readonly [method: string, path: string, headers: Readonly<Record<string, string>>];

export const hostileRequests: Attack = {
  name: "hostile-requests",
  imitates:
    "Requests with headers, paths, methods and rooms that no browser sends, on every route, with an upgrade and without.",
  async run(stage) {
    const requests = allRequests();
    const answers = new Map<string, number>();
    const wrong: string[] = [];
    for (const request of requests) {
      const status = await statusOf(stage, request);
      stage.tally.add(status);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (status === "500" || status === "no answer") wrong.push(`${status}: ${JSON.stringify(request).slice(0, 120)}`);
    }
    for (const words of wrong) console.error(words);
    const health = await fetch(`http://127.0.0.1:${stage.server.port}/healthz`);
    return [
      { what: "requests", value: requests.length },
      {
        what: "answered 500",
        value: answers.get("500") ?? 0,
        bound: { most: 0, why: "what a client sends is never a fault of the server's" },
      },
      { what: "not answered", value: answers.get("no answer") ?? 0, bound: { most: 0, why: "a client would wait" } },
      {
        what: "status of /healthz afterwards",
        value: health.status,
        bound: { least: 200, most: 200, why: "it still works" },
      },
    ];
  },
};

function allRequests(): readonly Request[] {
  return [
    ...ADDRESSES.flatMap((address): Request[] => [
      ["GET", "/ws?room=a", { ...UPGRADE, "CF-Connecting-IP": address }],
      ["GET", "/unread?room=a&name=Lin", { "CF-Connecting-IP": address }],
      ["GET", "/", { "CF-Connecting-IP": address }],
    ]),
    ...PATHS.flatMap((path): Request[] => [
      ["GET", path, {}],
      ["GET", path, { Accept: "text/html" }],
      ["POST", path, {}],
    ]),
    ...ROOMS.flatMap((room): Request[] => [
      ["GET", `/ws?room=${room}`, UPGRADE],
      ["GET", `/ws?room=${room}`, { ...UPGRADE, "Sec-WebSocket-Protocol": "foyer.1" }],
      ["GET", `/ws?name=${room}`, UPGRADE],
      ["GET", `/ws?history=${room}`, UPGRADE],
      ["GET", `/r/${room}`, { Accept: "text/html" }],
    ]),
    ...HEADERS.flatMap(([name, value]): Request[] => [
      ["GET", "/ws?room=a", { ...UPGRADE, [name]: value }],
      ["GET", "/unread?room=a&name=Lin", { [name]: value }],
      ["GET", "/r/a", { Accept: "text/html", [name]: value }],
    ]),
    ...["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"].flatMap((method): Request[] => [
      [method, "/", {}],
      [method, "/ws", UPGRADE],
      [method, "/unread", {}],
      [method, "/healthz", {}],
    ]),
  ];
}

/** The status as text, or `no answer`. */
function statusOf({ server }: Stage, [method, path, headers]: Request): Promise<string> {
  return new Promise((settle) => {
    const socket = connect(server.port, "127.0.0.1");
    const end = (status: string): void => {
      settle(status);
      socket.destroy();
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => end("no answer"));
    socket.once("error", () => end("connection closed"));
    socket.once("close", () => end("connection closed"));
    socket.once("data", (data) => {
      const status = /^HTTP\/1\.1 (\d+)/.exec(data.toString("latin1"))?.[1] ?? "no answer";
      if (status !== "101") return end(status);
      settle(status);
      socket.end(encodeFrame(OPCODES.close, Buffer.alloc(0))); // it is a WebSocket now, and takes its leave
    });
    const lines = Object.entries({ Host: "localhost", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`, "latin1"));
  });
}
