import { afterEach, describe, expect, it, vi } from "vitest";
import { unreadFetcher } from "../../../src/client/requests/unread-request.ts";
import { UNREAD_PROOF_VALID_MS } from "../../../src/protocol/limits.ts";
import type { PersonName, RoomName } from "../../../src/protocol/values/names.ts";
import { signerOf } from "../../../src/protocol/shared/signatures.ts";
import { isFresh, parseProof, unreadProofOf } from "../../../src/protocol/shared/unread-proof.ts";
import { realIdentity } from "../../support/client/identities.ts";
import { HOST, personName, roomName } from "../../support/people.ts";

const TEA = roomName("读书会");
const NONE = { unread: 0, mentions: 0, more: false };
const NOW = 1_795_000_000_000;
const HOUR_MS = 3_600_000;

afterEach(() => void vi.unstubAllGlobals());

/** A page whose clock is `aheadMs` before the server's, and a server that judges proofs as the Worker does. */
async function open(aheadMs = 0, answer: () => Response = () => Response.json(NONE)) {
  const identity = await realIdentity();
  const server = { now: NOW };
  const sign = vi.fn((text: string) => identity.sign(text));
  const asked: { readonly url: URL; readonly status: number }[] = [];
  async function judge(room: RoomName, authorization: string | null): Promise<Response> {
    const proof = parseProof(authorization);
    if (proof === null) return Response.json({ error: { code: "bad_signature" } }, { status: 401 });
    if (!isFresh(proof.at, server.now)) {
      return Response.json({ error: { code: "signature_expired", now: server.now } }, { status: 401 });
    }
    expect(await signerOf(unreadProofOf(HOST, room, proof.at), proof)).toBe(identity.id);
    return answer();
  }
  vi.stubGlobal("fetch", async (path: string, { headers }: RequestInit) => {
    const url = new URL(path, `https://${HOST}`);
    const response = await judge(
      roomName(url.searchParams.get("room") ?? ""),
      new Headers(headers).get("Authorization"),
    );
    asked.push({ url, status: response.status });
    return response;
  });
  const names: PersonName[] = [personName("Lin"), personName("Lin B")];
  const ask = unreadFetcher({
    identity: { ...identity, sign },
    name: () => names.shift() ?? personName("Ana"),
    host: HOST,
    now: () => server.now + aheadMs,
  });
  return { server, sign, asked, ask, statuses: () => asked.map(({ status }) => status) };
}

describe("a question", () => {
  it("[U3] proves whose it is, to that server and that room", async () => {
    const { ask, statuses } = await open(0, () => Response.json({ unread: 3, mentions: 1, more: false }));
    expect(await ask(TEA)).toEqual({ unread: 3, mentions: 1, more: false });
    expect(statuses()).toEqual([200]);
  });

  it("[U2] names the room and the user, with their present name", async () => {
    const { asked, ask } = await open();
    await ask(TEA);
    await ask(TEA);
    const queries = asked.map(({ url }) => [url.pathname, url.searchParams.get("room"), url.searchParams.get("name")]);
    expect(queries).toEqual([
      ["/unread", "读书会", "Lin"],
      ["/unread", "读书会", "Lin B"],
    ]);
  });

  it("[U3] uses a signature again for half of the time that it holds, and no longer", async () => {
    const { server, sign, ask, statuses } = await open();
    await ask(TEA);
    server.now += UNREAD_PROOF_VALID_MS / 2;
    await ask(TEA);
    expect(sign).toHaveBeenCalledTimes(1);
    server.now += 1;
    await ask(TEA);
    expect(sign).toHaveBeenCalledTimes(2);
    server.now += 24 * HOUR_MS; // the device slept
    await ask(TEA);
    expect(statuses()).toEqual([200, 200, 200, 200]);
  });

  it.each([-30 * HOUR_MS, -6 * 60_000, 6 * 60_000, 30 * HOUR_MS, -NOW - HOUR_MS])(
    "[U3] is asked again with the server's time where the device's clock is wrong by %d ms, once for all rooms",
    async (aheadMs) => {
      const { ask, statuses } = await open(aheadMs);
      expect(await ask(TEA)).toEqual(NONE);
      expect(await ask(roomName("tea"))).toEqual(NONE);
      expect(statuses()).toEqual([401, 200, 200]);
    },
  );

  it("[U3] is asked in time where the device's clock is off by less than a signature holds", async () => {
    const { ask, statuses } = await open(4 * 60_000);
    await ask(TEA);
    expect(statuses()).toEqual([200]);
  });

  it("[U3] is asked again once at most, and not where the refusal says no time", async () => {
    const { ask, statuses } = await open(0, () => Response.json({ error: { code: "bad_signature" } }, { status: 401 }));
    await expect(ask(TEA)).rejects.toThrow("401");
    expect(statuses()).toEqual([401]);
    const expired = await open(0, () =>
      Response.json({ error: { code: "signature_expired", now: NOW } }, { status: 401 }),
    );
    await expect(expired.ask(TEA)).rejects.toThrow("401");
    expect(expired.statuses()).toEqual([401, 401]);
  });

  it.each([401, 429, 500])("that is answered %d without JSON has no answer", async (status) => {
    const { ask } = await open(0, () => new Response("<html>", { status }));
    await expect(ask(TEA)).rejects.toThrow(String(status));
  });
});
