import { describe, expect, it } from "vitest";
import type { Presence } from "../../../src/protocol/events.ts";
import { refused, welcome } from "../../support/client/events.ts";
import { Visit } from "../../support/client/visit.ts";
import { LIN, MEI, personName } from "../../support/people.ts";

function presence(details: Partial<Presence>): Presence {
  return { type: "presence", joined: [], left: [], count: 2, ...details };
}

describe("a name that the room could not take yet", () => {
  it("[N4] is asked for again when the refusal says", async () => {
    const visit = await Visit.begun();
    visit.name = MEI.name;
    visit.session.rename();
    visit.transport.receive(refused("too_fast", { retryAfterMs: 500 }));
    expect(visit.notice).toBe("too_fast");
    visit.clock.advance(499);
    expect(visit.transport.sent("rename")).toHaveLength(1);
    visit.clock.advance(1);
    expect(visit.transport.sent("rename")).toHaveLength(2);
  });
});

describe("names", () => {
  it("[N4] are changed at once where the room is open, and by its answer", async () => {
    const visit = await Visit.begun();
    visit.name = personName("Lin B");
    visit.session.rename();
    expect(visit.transport.sent("rename")).toEqual([{ type: "rename", name: "Lin B" }]);
    expect(visit.session.you.value?.name).toBe("Lin");
    visit.notice = "too_fast";
    visit.transport.receive(presence({ joined: [{ id: LIN.id, name: visit.name }] }));
    expect(visit.notice).toBeNull();
    expect(visit.session.you.value?.name).toBe("Lin B");
    expect(visit.session.people.value.names.get(LIN.id)).toBe("Lin B");
  });

  it("[N4] of others change nothing about you", async () => {
    const visit = await Visit.begun();
    visit.transport.receive(presence({ joined: [MEI] }));
    expect(visit.session.you.value).toEqual(LIN);
    expect(visit.session.people.value.names.get(MEI.id)).toBe("Mei");
  });

  it("[H2] that were changed while the connection was away go with the next hello", async () => {
    const visit = await Visit.begun();
    visit.transport.drop();
    visit.name = personName("Lin B");
    visit.session.rename();
    visit.session.wake();
    await visit.welcome({ recovered: true });
    expect(visit.transport.sent("hello")).toMatchObject([{ name: "Lin B" }]);
    expect(visit.transport.sent("rename")).toEqual([]);
  });

  it("[N4] that were changed when the hello had left already are told after the welcome", async () => {
    const visit = new Visit();
    visit.session.enter();
    await visit.challenge();
    visit.name = personName("Lin B");
    visit.session.rename();
    visit.transport.receive(welcome());
    expect(visit.transport.sent("hello")).toMatchObject([{ name: "Lin" }]);
    expect(visit.transport.sent("rename")).toEqual([{ type: "rename", name: "Lin B" }]);
  });

  it("[N2] that are refused at the door are tried again with another", async () => {
    const visit = new Visit();
    visit.session.enter();
    visit.transport.receive(refused("name_reserved"));
    expect(visit.session.status.value).toEqual({ state: "stopped", reason: "name_reserved" });
    visit.name = personName("Lin B");
    visit.session.rename();
    await visit.welcome();
    expect(visit.session.status.value.state).toBe("open");
    expect(visit.notice).toBeNull();
  });

  it("[F5] that are refused inside leave a notice", async () => {
    const visit = await Visit.begun();
    visit.transport.receive(refused("too_fast", { retryAfterMs: 500 }));
    expect(visit.notice).toBe("too_fast");
    expect(visit.session.you.value).toEqual(LIN);
  });

  it("[P2] that the room repeats clear no notice, but a new one does", async () => {
    const visit = await Visit.begun();
    visit.transport.receive(refused("name_reserved"));
    visit.transport.receive(presence({ joined: [LIN] }));
    expect(visit.notice).toBe("name_reserved");
    visit.transport.receive(presence({ joined: [{ id: LIN.id, name: personName("Lin B") }] }));
    expect(visit.notice).toBeNull();
  });
});
