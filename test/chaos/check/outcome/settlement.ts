/** What must become of each command: it is answered before its client holds it for answered, once, and in its turn. */
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { Claims, CommandKey } from "../model/claims.ts";
import type { RoomHistory } from "../model/room-history.ts";
import type { Findings } from "../violations.ts";

/** Reports the commands whose client still waits for an answer; `settled` are the others. */
export function checkSettled(findings: Findings, claims: Claims, settled: ReadonlySet<CommandKey>): void {
  for (const [key, { client, clientId, command }] of claims.submitted) {
    if (clientId === null || settled.has(key)) continue; // a plain client is promised nothing
    findings.report("never_settled", `${client} sent ${JSON.stringify(command)} as ${clientId}, and had no answer.`);
  }
}

/** Reports clients whose commands took their places in another order than they were submitted. */
export function checkOwnOrder(findings: Findings, claims: Claims, history: RoomHistory): void {
  const last = new Map<string, Seq>();
  for (const [key, { client }] of claims.submitted) {
    const seq = history.seqOf(key);
    if (seq === null) continue;
    const before = last.get(client) ?? 0;
    if (seq < before) findings.report("own_order", `${client} submitted ${key} (${seq}) after what is at ${before}.`);
    last.set(client, Math.max(before, seq));
  }
}
