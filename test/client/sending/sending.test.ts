import { describe, expect, it } from "vitest";
import { refused, said } from "../../support/client/events.ts";
import { Visit } from "../../support/client/visit.ts";
import { LIN, MEI } from "../../support/people.ts";

/** Of an outbox, the client ids. */
function clientIds(visit: Visit): readonly string[] {
  return visit.session.outbox.value.map(({ clientId }) => clientId);
}

describe("saying something", () => {
  it("[S1] shows it as pending, sends it, and settles it by the event that everybody gets", async () => {
    const visit = await Visit.begun(1, 2);
    visit.session.say("hello");
    expect(visit.transport.sent("say")).toMatchObject([{ type: "say", clientId: clientIds(visit)[0], text: "hello" }]);
    expect(visit.outbox).toEqual([["hello", "sent"]]);
    visit.confirm(3);
    expect(visit.outbox).toEqual([]);
    expect(visit.session.timeline.value.messages.at(-1)).toMatchObject({ seq: 3, text: "hello", from: LIN });
  });

  it("sends the next message when the room has answered the last, in the order said", async () => {
    const visit = await Visit.begun();
    for (const text of ["one", "two", "three"]) visit.session.say(text);
    expect(visit.sayings).toEqual(["one"]);
    expect(visit.outbox.map(([, state]) => state)).toEqual(["sent", "waiting", "waiting"]);
    visit.confirm(1);
    expect(visit.sayings).toEqual(["one", "two"]);
    visit.confirm(2);
    visit.confirm(3);
    expect(visit.sayings).toEqual(["one", "two", "three"]);
    expect(visit.outbox).toEqual([]);
  });

  it("keeps what is said before the welcome, and sends it then", async () => {
    const visit = new Visit();
    visit.session.enter();
    visit.session.say("early");
    expect(visit.outbox).toEqual([["early", "waiting"]]);
    await visit.welcome();
    expect(visit.sayings).toEqual(["early"]);
  });

  it("does not take another's message with the same client id for its own", async () => {
    const visit = await Visit.begun();
    visit.session.say("mine");
    visit.transport.receive(said(1, { from: MEI, clientId: clientIds(visit)[0] ?? "" }));
    expect(visit.outbox).toEqual([["mine", "sent"]]);
    expect(visit.seqs).toEqual([1]);
  });
});

describe("a message that is refused", () => {
  it("[F5] for now is sent again when its time has come, before what was said later", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.session.say("two");
    const [clientId = ""] = clientIds(visit);
    visit.transport.receive(refused("too_fast", { clientId, retryAfterMs: 800 }));
    expect(visit.outbox).toEqual([
      ["one", "waiting"],
      ["two", "waiting"],
    ]);
    visit.clock.advance(799);
    expect(visit.sayings).toEqual(["one"]);
    visit.clock.advance(1);
    expect(visit.sayings).toEqual(["one", "one"]);
    expect(visit.transport.sent("say").map((command) => command["clientId"])).toEqual([clientId, clientId]);
    visit.confirm(1);
    expect(visit.sayings).toEqual(["one", "one", "two"]);
  });

  it("[F5] for now is not sent earlier because somebody speaks, or because more is said", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.transport.receive(refused("too_fast", { clientId: clientIds(visit)[0] ?? "", retryAfterMs: 800 }));
    visit.hear(1, 3);
    visit.session.say("two");
    expect(visit.sayings).toEqual(["one"]);
    visit.clock.advance(800);
    expect(visit.sayings).toEqual(["one", "one"]);
  });

  it("[F5] for now waits for the later of two times", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    const [clientId = ""] = clientIds(visit);
    visit.transport.receive(refused("too_fast", { clientId, retryAfterMs: 800 }));
    visit.clock.advance(700);
    visit.transport.receive(refused("too_fast", { clientId, retryAfterMs: 800 }));
    visit.clock.advance(799);
    expect(visit.sayings).toEqual(["one"]);
    visit.clock.advance(1);
    expect(visit.sayings).toEqual(["one", "one"]);
  });

  it("[F5] for now, and whose time comes while the connection is away, is sent when it is back", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.transport.receive(refused("too_fast", { clientId: clientIds(visit)[0] ?? "", retryAfterMs: 800 }));
    visit.reconnect();
    visit.clock.advance(800);
    expect(visit.sayings).toEqual([]);
    await visit.welcome({ recovered: true });
    expect(visit.sayings).toEqual(["one"]);
  });

  it("[F5] for good stays, with the reason, and does not hold up the next", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    visit.session.say("two");
    visit.transport.receive(refused("text_too_long", { clientId: clientIds(visit)[0] ?? "" }));
    expect(visit.session.outbox.value[0]).toMatchObject({
      command: { text: "one" },
      state: "failed",
      reason: "text_too_long",
    });
    expect(visit.sayings).toEqual(["one", "two"]);
    expect(visit.notice).toBeNull();
  });

  it("may be tried again, under its old client id", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    const [clientId = ""] = clientIds(visit);
    visit.transport.receive(refused("internal", { clientId }));
    visit.session.retry(clientId);
    expect(visit.sayings).toEqual(["one", "one"]);
    expect(visit.transport.sent("say").at(-1)).toMatchObject({ clientId });
    visit.confirm(1);
    expect(visit.outbox).toEqual([]);
  });

  it("may be discarded", async () => {
    const visit = await Visit.begun();
    visit.session.say("one");
    const [clientId = ""] = clientIds(visit);
    visit.transport.receive(refused("internal", { clientId }));
    visit.session.discard(clientId);
    expect(visit.outbox).toEqual([]);
  });
});
