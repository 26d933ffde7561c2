/** The simplest client: what it knows of a room by folding events as PROTOCOL.md says. */
import { expect } from "vitest";
import type { MemberId } from "../../src/protocol/values/identity.ts";
import { PRESENCE_MAX_NAMED } from "../../src/protocol/limits.ts";
import type { PersonName } from "../../src/protocol/values/names.ts";
import type { Cursor } from "../../src/protocol/wire.ts";
import type { Presence, Said, Welcome } from "../../src/protocol/events.ts";

/** Who is here, by `welcome` and `presence` ([P2], [P3]). */
export class Attendance {
  readonly names = new Map<MemberId, PersonName>();
  count = 0;

  constructor({ members, count }: Pick<Welcome, "members" | "count">) {
    this.fold({ joined: members, left: [], count });
  }

  fold({ joined, left, count }: Pick<Presence, "joined" | "left" | "count">): void {
    this.count = count;
    if (count > PRESENCE_MAX_NAMED) this.names.clear();
    for (const { id, name } of joined) this.names.set(id, name);
    for (const id of left) this.names.delete(id);
  }
}

/** What was said, by `welcome` and `said` ([R1], [R2], [O1]). Fails the test at the first hole, double or disorder. */
export class Transcript {
  messages: Said[] = [];
  cursor: Cursor | null = null;

  welcome({ recovered, epoch, seq, messages }: Welcome): void {
    if (!recovered) this.messages = [];
    for (const said of messages) this.#append(said);
    expect(this.messages.at(-1)?.seq ?? seq).toBe(seq);
    this.cursor = { epoch, seq };
  }

  said(said: Said): void {
    expect(this.cursor).not.toBeNull();
    expect(said.seq).toBe((this.cursor?.seq ?? 0) + 1);
    this.#append(said);
    this.cursor = { epoch: this.cursor?.epoch ?? "", seq: said.seq };
  }

  #append(said: Said): void {
    const last = this.messages.at(-1);
    if (last !== undefined) expect(said.seq).toBe(last.seq + 1);
    this.messages.push(said);
  }
}
