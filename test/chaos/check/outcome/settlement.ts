/** Owns what must become of each wish: that it is answered before its client lets go of it, once, and in its turn. */
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { Claims, CommandKey } from "../model/claims.ts";
import type { RoomHistory } from "../model/room-history.ts";
import type { Findings } from "../violations.ts";

/** Reports the wishes of which their client still waits for an answer; `settled` are those that it let go of. */
export function checkSettled(findings: Findings, claims: Claims, settled: ReadonlySet<CommandKey>): void {
  for (const [key, { client, clientId, wish }] of claims.wishes) {
    if (clientId === null || settled.has(key)) continue; // a plain client is promised nothing
    findings.report("never_settled", `${client} wished ${JSON.stringify(wish)} as ${clientId}, and had no answer.`);
  }
}

/** Reports clients whose wishes took their places in another order than they were wished. */
export function checkOwnOrder(findings: Findings, claims: Claims, history: RoomHistory): void {
  const last = new Map<string, Seq>();
  for (const [key, { client }] of claims.wishes) {
    const seq = history.seqOf(key);
    if (seq === null) continue;
    const before = last.get(client) ?? 0;
    if (seq < before) findings.report("own_order", `${client} wished ${key} (${seq}) after what is at ${before}.`);
    last.set(client, Math.max(before, seq));
  }
}
