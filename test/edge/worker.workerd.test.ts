import { env } from "cloudflare:workers";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { decodeConnectRequest } from "../../src/protocol/shared/connect-request.ts";
import { newRoom, request } from "../support/workerd/rooms.ts";

const SOCKET = { Upgrade: "websocket", "CF-Connecting-IP": "192.0.2.1" };
const FOYER = { ...SOCKET, "Sec-WebSocket-Protocol": "foyer.1" };
const BROWSER = { Accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

/** Status and error code of an answer that must be an error in JSON, and nothing more than that. */
async function errorOf(response: Response): Promise<readonly [status: number, code: string]> {
  expect(response.headers.get("Content-Type")).toMatch(/^application\/json/);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  const body: { error: { code: string; message: string } } = await response.json();
  expect(body).toEqual({ error: { code: body.error.code, message: expect.stringMatching(/^\w.*\.$/) } });
  return [response.status, body.error.code];
}

describe("GET /ws", () => {
  it("[C1] echoes the subprotocol foyer.1, also where others are offered too", async () => {
    for (const offered of ["foyer.1", "json, foyer.1"]) {
      const headers = { ...SOCKET, "Sec-WebSocket-Protocol": offered };
      const response = await request(`/ws?room=${newRoom()}`, { headers });
      expect([response.status, response.headers.get("Sec-WebSocket-Protocol")]).toEqual([101, "foyer.1"]);
      response.webSocket?.accept();
      response.webSocket?.close();
    }
  });

  it("[C2] [C4] lets a plain client in without a subprotocol, from any origin", async () => {
    const headers = { ...SOCKET, Origin: "https://elsewhere.example" };
    const response = await request(`/ws?room=${newRoom()}`, { headers });
    expect([response.status, response.headers.get("Sec-WebSocket-Protocol")]).toEqual([101, null]);
    response.webSocket?.accept();
    response.webSocket?.close();
  });

  it.each(["foyer.2", "json", "FOYER.1"])("[C2] is answered 400 where only %s is offered", async (offered) => {
    const response = await request("/ws?room=tea", { headers: { ...SOCKET, "Sec-WebSocket-Protocol": offered } });
    expect(await errorOf(response)).toEqual([400, "unknown_subprotocol"]);
  });

  it.each(["", "..", "a%2Fb", "%F0%9F%99%82", "a".repeat(65), "%FF"])(
    "[C3] [N1] is answered 400 for the room %j",
    async (room) => {
      expect(await errorOf(await request(`/ws?room=${room}`, { headers: FOYER }))).toEqual([400, "bad_room_name"]);
    },
  );

  it("[D3] [D4] is answered 400 for a name or a history that cannot be one", async () => {
    expect(await errorOf(await request("/ws?name=foyer", { headers: SOCKET }))).toEqual([400, "bad_name"]);
    expect(await errorOf(await request("/ws?history=all", { headers: SOCKET }))).toEqual([400, "bad_history"]);
  });

  it("[C3] is answered 426 without an upgrade, and says to what", async () => {
    const response = await request("/ws?room=tea");
    expect([response.headers.get("Upgrade"), response.headers.get("Connection")]).toEqual(["websocket", "Upgrade"]);
    expect(await errorOf(response)).toEqual([426, "upgrade_required"]);
    expect(await errorOf(await request("/ws", { headers: { Upgrade: "h2c" } }))).toEqual([426, "upgrade_required"]);
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("[C3] is the only method there: %s is answered 405", async (method) => {
    const response = await request("/ws?room=tea", { method });
    expect(response.headers.get("Allow")).toBe("GET");
    expect(await errorOf(response)).toEqual([405, "method_not_allowed"]);
  });

  it("[C5] passes on what the Worker found, and no header and no address of the client's", async () => {
    const room = newRoom();
    const passed: Request[] = [];
    const reached = vi.spyOn(env.ROOMS, "getByName").mockImplementation(() => {
      const fetch = (url: string, init: RequestInit): Promise<Response> => {
        passed.push(new Request(url, init));
        return Promise.resolve(new Response("in"));
      };
      return { fetch } as never;
    });
    onTestFinished(() => reached.mockRestore());
    const forged = {
      ...FOYER,
      "CF-Connecting-IP": "a".repeat(20_000),
      Cookie: "secret=1",
      "Foyer-Arrival": encodeURIComponent('{"dialect":"plain","room":"other"}'),
    };
    const response = await request(`/ws?room=${room}&name=Lin&x=${"a".repeat(5_000)}`, { headers: forged });
    expect(await response.text()).toBe("in");
    const [{ url, headers } = new Request("https://none/")] = passed;
    expect(url).toBe("https://room/ws");
    expect([...headers.keys()].toSorted()).toEqual(["foyer-arrival", "upgrade"]);
    const arrival = { dialect: "foyer.1", room, address: "unknown", host: "foyer.test" };
    expect(decodeConnectRequest(headers.get("foyer-arrival") ?? "")).toEqual(arrival);
  });
});

describe("a page", () => {
  it.each(["/", "/r/tea", "/r/Tea%20Room", "/r/tea/", `/r/${encodeURIComponent("聊天室")}`, "/r/tea?x=1"])(
    "is served at %s",
    async (path) => {
      const response = await request(path, { headers: BROWSER });
      expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "text/html; charset=utf-8"]);
      expect(await response.text()).toContain("<title>");
    },
  );

  it("is served to clients that do not say what they accept, and without a body for HEAD", async () => {
    expect((await request("/r/tea")).status).toBe(200);
    const head = await request("/r/tea", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("is not sent again to a browser that has it", async () => {
    const etag = (await request("/", { headers: BROWSER })).headers.get("ETag") ?? "";
    expect(etag).not.toBe("");
    expect((await request("/r/tea", { headers: { ...BROWSER, "If-None-Match": etag } })).status).toBe(304);
  });

  it.each([
    ["/r/..%2F", 400, "bad_room_name"],
    ["/r/a/b", 400, "bad_room_name"],
    ["/r/%F0%9F%99%82", 400, "bad_room_name"],
    ["/r/%", 400, "bad_room_name"],
    ["/r/", 400, "bad_room_name"],
    ["/nothing", 404, "not_found"],
    ["/r", 404, "not_found"],
    ["/index", 404, "not_found"],
    ["/ws/", 404, "not_found"],
    ["/.git/config", 404, "not_found"],
  ])("is served at %s with the status %d to a browser, and as an error %s to a program", async (path, status, code) => {
    expect(await errorOf(await request(path))).toEqual([status, code]);
    const page = await request(path, { headers: BROWSER });
    expect([page.status, page.headers.get("Content-Type")]).toEqual([status, "text/html; charset=utf-8"]);
    expect(await page.text()).toContain("<title>");
  });

  it("is sent with its error also to a browser that has it", async () => {
    const etag = (await request("/", { headers: BROWSER })).headers.get("ETag") ?? "";
    const page = await request("/nothing", { headers: { ...BROWSER, "If-None-Match": etag } });
    expect(page.status).toBe(404);
    expect(await page.text()).toContain("<title>");
  });

  it.each(["POST", "PUT", "DELETE"])("is only read: %s is answered 405, or 404 where nothing is", async (method) => {
    const response = await request("/r/tea", { method, headers: BROWSER });
    expect(response.headers.get("Allow")).toBe("GET, HEAD");
    expect(await errorOf(response)).toEqual([405, "method_not_allowed"]);
    expect(await errorOf(await request("/nothing", { method, headers: BROWSER }))).toEqual([404, "not_found"]);
  });
});

describe("/healthz", () => {
  it("says that the Worker runs", async () => {
    const response = await request("/healthz");
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
    expect((await request("/healthz", { method: "HEAD" })).status).toBe(200);
    const post = await request("/healthz", { method: "POST" });
    expect(post.headers.get("Allow")).toBe("GET, HEAD");
    expect(await errorOf(post)).toEqual([405, "method_not_allowed"]);
  });
});

describe("a fault of the Worker's own", () => {
  it("[F7] is answered 500, with neither its message nor its stack", async () => {
    const fetch = vi.spyOn(env.ASSETS, "fetch").mockRejectedValueOnce(new Error("secret of the host"));
    const log = vi.spyOn(console, "error").mockReturnValue();
    const response = await request("/r/tea");
    const body = await response.clone().text();
    expect(await errorOf(response)).toEqual([500, "internal"]);
    expect(body).not.toMatch(/secret|worker\.ts|\bat /);
    expect(log.mock.calls.join()).toContain("secret of the host");
    fetch.mockRestore();
    log.mockRestore();
  });

  it("[F7] is logged with its room, and without what else was asked", async () => {
    const room = newRoom();
    const reached = vi.spyOn(env.ROOMS, "getByName").mockImplementation(() => {
      throw new Error("no such luck");
    });
    const log = vi.spyOn(console, "error").mockReturnValue();
    const path = `/ws?room=${room.toUpperCase()}&name=Lin`;
    expect(await errorOf(await request(path, { headers: SOCKET }))).toEqual([500, "internal"]);
    const entry = { event: "request_failed", path: "/ws", room, error: "Error: no such luck" };
    expect(log.mock.calls).toEqual([[JSON.stringify(entry)]]);
    reached.mockRestore();
    log.mockRestore();
  });
});
