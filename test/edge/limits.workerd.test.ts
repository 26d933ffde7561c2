import { env } from "cloudflare:workers";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { RateLimitBinding } from "../../src/protocol/shared/address-limit.ts";
import { NEW_SOCKETS_PER_MINUTE, UNREAD_QUESTIONS_PER_MINUTE } from "../../src/protocol/limits.ts";
import { stopClock } from "../support/workerd/clocks.ts";
import { Key } from "../support/workerd/keys.ts";
import { newRoom, request, withSettings } from "../support/workerd/rooms.ts";

const ROOM = newRoom();

function socket(address: string, path = `/ws?room=${ROOM}`): Promise<Response> {
  return request(path, {
    headers: { Upgrade: "websocket", "Sec-WebSocket-Protocol": "foyer.1", "CF-Connecting-IP": address },
  });
}

function unread(address: string, authorization: string): Promise<Response> {
  return request(`/unread?room=${ROOM}&name=Lin`, {
    headers: { Authorization: authorization, "CF-Connecting-IP": address },
  });
}

async function expectTooFast(response: Response, retryAfter: string): Promise<void> {
  expect([response.status, response.headers.get("Retry-After")]).toEqual([429, retryAfter]);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  expect(await response.json()).toEqual({ error: { code: "too_fast", message: expect.any(String) } });
}

/** From now on the platform has no bindings, and the stand-ins count, all in one moment. */
function withoutBindings(): void {
  stopClock();
  withSettings({ RATE_LIMITS: "on", NEW_SOCKETS: undefined, UNREAD_QUESTIONS: undefined });
}

describe("the limits of one address", () => {
  it("[C7] are counted by Cloudflare's bindings, as many as the constants say", async () => {
    withSettings({ RATE_LIMITS: "on" });
    for (const [binding, perMinute] of [
      [env.NEW_SOCKETS, NEW_SOCKETS_PER_MINUTE],
      [env.UNREAD_QUESTIONS, UNREAD_QUESTIONS_PER_MINUTE],
    ] as const) {
      if (binding === undefined) throw new Error("wrangler.toml must have the bindings.");
      const { count, next } = await fill(binding, perMinute);
      expect([count, next]).toEqual([perMinute, false]);
    }
    await expectTooFast(await socket("192.0.2.9"), "60");
    await expectTooFast(await unread("192.0.2.9", await (await Key.make()).credentials(ROOM)), "60");
    expect((await unread("192.0.2.10", await (await Key.make()).credentials(ROOM))).status).toBe(200);
  });

  it("[C7] let an address open 600 sockets in a minute, and not one more; another is not concerned", async () => {
    withoutBindings();
    const reached = vi.spyOn(env.ROOMS, "getByName").mockImplementation(() => {
      throw new Error("a room"); // stands for what it costs
    });
    onTestFinished(() => reached.mockRestore());
    const log = vi.spyOn(console, "error").mockReturnValue();
    onTestFinished(() => log.mockRestore());
    for (let count = 0; count < NEW_SOCKETS_PER_MINUTE; count++) {
      expect((await socket("192.0.2.7", `/ws?room=${newRoom()}`)).status).toBe(500);
    }
    await expectTooFast(await socket("192.0.2.7"), "1");
    expect(reached).toHaveBeenCalledTimes(NEW_SOCKETS_PER_MINUTE);
    expect((await socket("192.0.2.8")).status).toBe(500);
    expect(reached).toHaveBeenCalledTimes(NEW_SOCKETS_PER_MINUTE + 1);
  });

  it("[C7] let an address ask for 1,200 counts in a minute, right or wrong, and not one more", async () => {
    withoutBindings();
    const key = await Key.make();
    const wrong = await key.credentials(newRoom());
    for (let count = 0; count < UNREAD_QUESTIONS_PER_MINUTE; count++) {
      expect((await unread("192.0.2.7", wrong)).status).toBe(401);
    }
    await expectTooFast(await unread("192.0.2.7", await key.credentials(ROOM)), "1");
    expect((await unread("192.0.2.8", await key.credentials(ROOM))).status).toBe(200);
  });

  it("[C7] do not count what reaches no room", async () => {
    withoutBindings();
    for (let count = 0; count < NEW_SOCKETS_PER_MINUTE + 10; count++) {
      expect((await socket("192.0.2.6", "/ws?room=..")).status).toBe(400);
    }
    const response = await socket("192.0.2.6");
    expect(response.status).toBe(101);
    response.webSocket?.accept();
    response.webSocket?.close();
  });

  it("[C7] are a clear fault where the setting is neither on nor off", async () => {
    withSettings({ RATE_LIMITS: "maybe" });
    const log = vi.spyOn(console, "error").mockReturnValue();
    onTestFinished(() => log.mockRestore());
    expect((await socket("192.0.2.5")).status).toBe(500);
    expect(log.mock.calls.join()).toContain("RATE_LIMITS must be");
  });
});

/** Uses up what `192.0.2.9` has of a binding. A window may end meanwhile: then it begins again. */
async function fill(binding: RateLimitBinding, perMinute: number): Promise<{ count: number; next: boolean }> {
  const key = "192.0.2.9";
  const count = async (): Promise<number> => {
    for (let passed = 0; passed <= 2 * perMinute; passed++) if (!(await binding.limit({ key })).success) return passed;
    return Number.POSITIVE_INFINITY;
  };
  const minute = Math.floor(Date.now() / 60_000);
  const passed = await count();
  if (Math.floor(Date.now() / 60_000) !== minute) return await fill(binding, perMinute);
  return { count: passed, next: (await binding.limit({ key })).success };
}
