import { env } from "cloudflare:workers";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { UNREAD_PROOF_VALID_MS } from "../../src/protocol/limits.ts";
import { LOBBY, type RoomName } from "../../src/protocol/values/names.ts";
import { stopClock } from "../support/workerd/clocks.ts";
import { enter } from "../support/workerd/clients.ts";
import { Key } from "../support/workerd/keys.ts";
import { fillRoom, newRoom, request } from "../support/workerd/rooms.ts";

/** The answer about `room` to a request with this `authorization`. */
function ask(room: string, authorization: string | null, name = "Lin", method = "GET"): Promise<Response> {
  const headers = authorization === null ? {} : { Authorization: authorization };
  return request(`/unread?${new URLSearchParams({ room, name }).toString()}`, { method, headers });
}

async function errorOf(response: Response): Promise<readonly [status: number, code: string]> {
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  const { error }: { error: { code: string } } = await response.json();
  return [response.status, error.code];
}

async function roomWith(count: number): Promise<RoomName> {
  const room = newRoom();
  await fillRoom(room, count);
  return room;
}

describe("GET /unread", () => {
  it("[U2] counts for the holder of the key, in JSON that nobody caches", async () => {
    const [room, key] = [await roomWith(3), await Key.make()];
    const response = await ask(room, await key.credentials(room));
    expect([response.status, await response.json()]).toEqual([200, { unread: 3, mentions: 0, more: false }]);
    expect(response.headers.get("Content-Type")).toMatch(/^application\/json/);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  it("[U2] [N1] finds the room by any spelling, and the lobby by none", async () => {
    const [room, key] = [await roomWith(2), await Key.make()];
    expect(await (await ask(` ${room.toUpperCase()} `, await key.credentials(room))).json()).toMatchObject({
      unread: 2,
    });
    const headers = { Authorization: await key.credentials(LOBBY) };
    expect((await request("/unread?name=Lin", { headers })).status).toBe(200);
  });

  it("[U2] counts to 99, and says where there is more", async () => {
    const key = await Key.make();
    const [full, over] = [await roomWith(99), await roomWith(100)];
    expect(await (await ask(full, await key.credentials(full))).json()).toMatchObject({ unread: 99, more: false });
    expect(await (await ask(over, await key.credentials(over))).json()).toMatchObject({ unread: 99, more: true });
  });

  it("[U3] tells nobody without a signature, or with one that is another's, for another room or for a hello", async () => {
    const [room, key, other] = [await roomWith(1), await Key.make(), await Key.make()];
    const at = Date.now();
    const [, , theirs] = (await other.credentials(room, at)).split(".");
    const forged = [
      null,
      "",
      "Basic bGluOmxpbg==",
      "Foyer",
      `Foyer ${key.publicKey}.${at}.${theirs}`,
      await key.credentials(newRoom()),
      await key.credentials(room, at, "evil.test"),
      (await key.credentials(room, at)).replace(String(at), String(at + 1)),
      `Foyer ${key.publicKey}.${at}.${await key.sign(room, String(at))}`,
      `Foyer ${key.publicKey}.${at}.${await key.signText(`foyer.1 unread\n${room}`)}`,
      `Foyer ${key.publicKey}.${await key.signText(`foyer.1 unread\n${room}`)}`,
      `${await key.credentials(room)}.`,
    ];
    for (const authorization of forged) {
      const response = await ask(room, authorization);
      expect(response.headers.get("WWW-Authenticate")).toBe("Foyer");
      expect(await errorOf(response)).toEqual([401, "bad_signature"]);
    }
  });

  it("[U3] is answered 401 with the server's time where the signature is too old, or from the future", async () => {
    const [room, key] = [await roomWith(1), await Key.make()];
    const { now } = stopClock();
    for (const off of [-UNREAD_PROOF_VALID_MS, UNREAD_PROOF_VALID_MS]) {
      expect((await ask(room, await key.credentials(room, now + off))).status).toBe(200);
      const response = await ask(room, await key.credentials(room, now + off + Math.sign(off)));
      expect([response.status, response.headers.get("WWW-Authenticate")]).toEqual([401, "Foyer"]);
      expect(await response.json()).toEqual({
        error: { code: "signature_expired", message: expect.any(String), now },
      });
    }
  });

  it("[U3] wakes no room before the signature was found right", async () => {
    const [key, other] = [await Key.make(), await Key.make()];
    const reached = vi.spyOn(env.ROOMS, "getByName");
    onTestFinished(() => reached.mockRestore());
    const room = newRoom();
    const mixed = (await other.credentials(room)).replace(other.publicKey, key.publicKey);
    for (const wrong of [
      null,
      "Foyer a.b.c",
      mixed,
      await key.credentials(room, 0),
      await key.credentials(newRoom()),
    ]) {
      expect((await ask(room, wrong)).status).toBe(401);
    }
    expect(reached).not.toHaveBeenCalled();
    expect((await ask(room, await key.credentials(room))).status).toBe(200);
    expect(reached).toHaveBeenCalledOnce();
  });

  it("[U3] a signature for it lets nobody into the room", async () => {
    const [room, key] = [await roomWith(1), await Key.make()];
    const lin = await enter(room, "Lin", { key });
    const signature = (await key.credentials(room)).split(".")[2];
    lin.client.tellRaw({ type: "hello", name: "Lin", key: key.publicKey, signature });
    expect(await lin.client.next("refused")).toMatchObject({ reason: "already_joined" });
  });

  it.each(["..", "a/b", "🙂", "a".repeat(65)])("[C3] is answered 400 for the room %j", async (room) => {
    expect(await errorOf(await ask(room, null))).toEqual([400, "bad_room_name"]);
  });

  it.each(["", "foyer", "x".repeat(41)])("[U3] is answered 400 for the name %j", async (name) => {
    expect(await errorOf(await ask(newRoom(), null, name))).toEqual([400, "bad_name"]);
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("[C3] is the only method there: %s is answered 405", async (method) => {
    const response = await ask(newRoom(), null, "Lin", method);
    expect(response.headers.get("Allow")).toBe("GET");
    expect(await errorOf(response)).toEqual([405, "method_not_allowed"]);
  });
});
