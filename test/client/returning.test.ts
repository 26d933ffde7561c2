/** Shows that what failed can be taken up again: a reply as a reply, a change as a change, and nothing of it is lost. */
import { page } from "../support/client/page.ts";
import { describe, expect, it } from "vitest";
import { DRAFT_MAX_LENGTH } from "../../src/page/composer/drafts.ts";
import { fieldOf } from "../../src/page/composer/composer-state.ts";
import type { RefusalReason } from "../../src/protocol/events.ts";
import { refused, said } from "../support/client/events.ts";
import { Visit } from "../support/client/visit.ts";
import { LIN } from "../support/people.ts";

const REACH = { setName: () => {}, showKeys: () => {} };

/** Lin's visit in which the last wish has failed. */
async function failing(wish: (visit: Visit) => void, reason: RefusalReason = "text_too_long") {
  page.renew("/");
  const visit = await Visit.begun(11, 15);
  const field = fieldOf(visit.session);
  wish(visit);
  visit.transport.receive(refused(reason, { clientId: visit.session.outbox.value.at(-1)?.clientId ?? "" }));
  const takeUp = (): void => {
    const failed = visit.session.outbox.value.at(-1);
    if (failed?.state !== "failed") throw new Error("Nothing has failed.");
    field.takeUp(failed);
  };
  return { visit, field, takeUp, submit: () => field.submit(REACH) };
}

describe("a reply that failed", () => {
  it.each([
    ["that is here", 13, { from: said(13).from }],
    ["that is from earlier", 3, { from: null }],
  ])("answers what it did, a message %s, when it is said anew", async (_which, seq, about) => {
    const { visit, field, takeUp, submit } = await failing(({ session }) => {
      session.replyingTo.value = said(seq);
      session.say("yes");
    });
    takeUp();
    expect(field.text.value).toBe("yes");
    expect(visit.session.replyingTo.value).toMatchObject({ seq, ...about });
    expect(visit.outbox).toEqual([]);
    field.write("yes!");
    submit();
    expect(visit.transport.sent("say").at(-1)).toMatchObject({ text: "yes!", replyTo: seq });
  });

  it("joins what was begun, which is not lost", async () => {
    const { visit, field, takeUp } = await failing(({ session }) => {
      session.replyingTo.value = said(13);
      session.say("yes");
      session.draft.value = "and another thing";
    });
    takeUp();
    expect(field.text.value).toBe("and another thing\nyes");
    expect(visit.session.replyingTo.value?.seq).toBe(13);
  });

  it("stays where it is while there is no place for it", async () => {
    const { visit, field, takeUp } = await failing(({ session }) => {
      session.say("yes");
      session.draft.value = "x".repeat(DRAFT_MAX_LENGTH - 2);
    });
    takeUp();
    expect(visit.outbox).toEqual([["yes", "failed"]]);
    expect(visit.session.draft.value).toHaveLength(DRAFT_MAX_LENGTH - 2);
    expect(field.fault.value?.type).toBe("cut");
  });
});

describe("a message that failed and answered none", () => {
  it("answers none, and what was begun still answers what it did", async () => {
    const { visit, takeUp } = await failing(({ session }) => {
      session.say("hello");
      session.replyingTo.value = said(12);
    });
    takeUp();
    expect(visit.session.replyingTo.value?.seq).toBe(12);
    expect(visit.session.draft.value).toBe("hello");
  });
});

describe("a change that failed", () => {
  const edit = ({ session }: Visit): void => session.edit(13, "much work");

  it("is a change of the same message when it is made anew, and what was begun comes back", async () => {
    const { visit, field, takeUp, submit } = await failing((one) => {
      edit(one);
      one.session.draft.value = "half a";
    });
    takeUp();
    expect(field.text.value).toBe("much work");
    expect(visit.session.editing.value?.seq).toBe(13);
    field.write("less work");
    submit();
    expect(visit.transport.sent("edit").at(-1)).toMatchObject({ target: 13, text: "less work" });
    expect(visit.transport.sent("say")).toEqual([]);
    expect(visit.outbox).toEqual([["less work", "sent"]]);
    expect(field.text.value).toBe("half a");
  });

  it("of a message that is not loaded is one too", async () => {
    const { visit, takeUp, submit } = await failing(({ session }) => session.edit(3, "much work"));
    takeUp();
    submit();
    expect(visit.transport.sent("edit").at(-1)).toMatchObject({ target: 3, text: "much work" });
  });

  it("is kept until it is made anew, also where that is given up", async () => {
    const { visit, field, takeUp } = await failing(edit);
    takeUp();
    field.write("less");
    field.cancel();
    expect(visit.outbox).toEqual([["much work", "failed"]]);
    takeUp();
    expect(field.text.value).toBe("much work");
  });

  it("is done with when the message is to be as it is", async () => {
    const { visit, field, takeUp, submit } = await failing(edit);
    takeUp();
    field.write("message 13");
    submit();
    expect(visit.outbox).toEqual([]);
    expect(visit.transport.sent("edit")).toHaveLength(1);
  });

  it("takes the place of an answer that was begun, and no draft", async () => {
    const { visit, field, takeUp } = await failing((one) => {
      edit(one);
      one.session.replyingTo.value = said(12, { from: LIN });
    });
    takeUp();
    expect(visit.session.replyingTo.value).toBeNull();
    expect([field.text.value, visit.session.draft.value]).toEqual(["much work", ""]);
  });
});

describe("what is written into the field", () => {
  it.each([
    [DRAFT_MAX_LENGTH, DRAFT_MAX_LENGTH, null],
    [DRAFT_MAX_LENGTH + 1, DRAFT_MAX_LENGTH, { type: "cut", length: DRAFT_MAX_LENGTH }],
    [3_700_000, DRAFT_MAX_LENGTH, { type: "cut", length: DRAFT_MAX_LENGTH }],
  ])("with %i characters is held with %i", async (length, held, fault) => {
    page.renew("/");
    const { session } = await Visit.begun();
    const field = fieldOf(session);
    field.write("x".repeat(length));
    expect(session.draft.value).toHaveLength(held);
    expect(field.fault.value).toEqual(fault);
  });

  it("says so where a draft was cut when it was found", async () => {
    page.renew("/");
    const { session } = await Visit.begun();
    session.draft.value = "x".repeat(DRAFT_MAX_LENGTH);
    expect(fieldOf(session).fault.value).toEqual({ type: "cut", length: DRAFT_MAX_LENGTH });
  });
});
