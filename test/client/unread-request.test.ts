/** Shows how a room is asked for one's unread messages: with a proof that it can check, and under one's present name. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { asker } from "../../src/client/unread-request.ts";
import type { PersonName } from "../../src/protocol/names.ts";
import { parseCredentials, unreadProofOf } from "../../src/protocol/unread.ts";
import { signerOf } from "../../src/room/identity.ts";
import { realIdentity } from "../support/client/identities.ts";
import { personName, roomName } from "../support/people.ts";

const TEA = roomName("读书会");
const NONE = { unread: 0, mentions: 0, more: false };

afterEach(() => void vi.unstubAllGlobals());

async function open(answer: () => Response) {
  const identity = await realIdentity();
  const sign = vi.fn((text: string) => identity.sign(text));
  const asked: { readonly url: URL; readonly authorization: string | null }[] = [];
  vi.stubGlobal("fetch", async (path: string, { headers }: RequestInit) => {
    const authorization = new Headers(headers).get("Authorization");
    asked.push({ url: new URL(path, "https://foyer.example"), authorization });
    return answer();
  });
  const names: PersonName[] = [personName("Lin"), personName("Lin B")];
  return { identity, sign, asked, ask: asker({ ...identity, sign }, () => names.shift() ?? personName("Ana")) };
}

describe("a question", () => {
  it("[U3] proves whose it is, to that room", async () => {
    const { identity, asked, ask } = await open(() => Response.json({ unread: 3, mentions: 1, more: false }));
    expect(await ask(TEA)).toEqual({ unread: 3, mentions: 1, more: false });
    const credentials = parseCredentials(asked[0]?.authorization ?? null);
    expect(credentials && (await signerOf(unreadProofOf(TEA), credentials))).toBe(identity.id);
  });

  it("[U2] names the room and the one who asks, as they are called now; one signature does for good", async () => {
    const { sign, asked, ask } = await open(() => Response.json(NONE));
    await ask(TEA);
    await ask(TEA);
    const queries = asked.map(({ url }) => [url.pathname, url.searchParams.get("room"), url.searchParams.get("name")]);
    expect(queries).toEqual([
      ["/unread", "读书会", "Lin"],
      ["/unread", "读书会", "Lin B"],
    ]);
    expect(sign).toHaveBeenCalledOnce();
  });

  it("that is answered with an error has no answer", async () => {
    const { ask } = await open(() => new Response("", { status: 500 }));
    await expect(ask(TEA)).rejects.toThrow("500");
  });
});
