/** A message that failed to be sent can be edited again: a reply stays a reply, an edit an edit, and nothing is lost. */
import { page } from "../../support/client/page.ts";
import { describe, expect, it } from "vitest";
import { DRAFT_MAX_LENGTH } from "../../../src/page/composer/drafts.ts";
import type { RefusalReason } from "../../../src/protocol/events.ts";
import { refused, said } from "../../support/client/events.ts";
import { beginPageVisit, type PageVisit } from "../../support/page/page-visit.ts";
import { LIN } from "../../support/people.ts";

const ACTIONS = { setName: () => {}, showHelp: () => {} };

/** Lin's visit in which the last command failed. */
async function failing(act: (page: PageVisit) => void, reason: RefusalReason = "text_too_long") {
  page.renew("/");
  const lin = await beginPageVisit(11, 15);
  const { visit, composer } = lin;
  act(lin);
  visit.transport.receive(refused(reason, { clientId: visit.session.outbox.value.at(-1)?.clientId ?? "" }));
  const takeUp = (): void => {
    const failed = visit.session.outbox.value.at(-1);
    if (failed?.state !== "failed") throw new Error("Nothing has failed.");
    composer.takeUp(failed);
  };
  return { visit, composer, takeUp, submit: () => composer.submit(ACTIONS) };
}

describe("a reply that failed", () => {
  it.each([
    ["that is here", 13, { from: said(13).from }],
    ["that is from earlier", 3, { from: null }],
  ])("answers what it did, a message %s, when it is said anew", async (_which, seq, about) => {
    const { visit, composer, takeUp, submit } = await failing(({ visit: { session } }) =>
      session.say("yes", { replyTo: seq }),
    );
    takeUp();
    expect(composer.text.value).toBe("yes");
    expect(composer.replyingTo.value).toMatchObject({ seq, ...about });
    expect(visit.outbox).toEqual([]);
    composer.write("yes!");
    submit();
    expect(visit.transport.sent("say").at(-1)).toMatchObject({ text: "yes!", replyTo: seq });
  });

  it("joins what was begun, which is not lost", async () => {
    const { composer, takeUp } = await failing((lin) => {
      lin.visit.session.say("yes", { replyTo: 13 });
      lin.composer.draft.value = "and another thing";
    });
    takeUp();
    expect(composer.text.value).toBe("and another thing\nyes");
    expect(composer.replyingTo.value?.seq).toBe(13);
  });

  it("stays where it is while there is no place for it", async () => {
    const { visit, composer, takeUp } = await failing((lin) => {
      lin.visit.session.say("yes");
      lin.composer.draft.value = "x".repeat(DRAFT_MAX_LENGTH - 2);
    });
    takeUp();
    expect(visit.outbox).toEqual([["yes", "failed"]]);
    expect(composer.draft.value).toHaveLength(DRAFT_MAX_LENGTH - 2);
    expect(composer.fault.value?.type).toBe("cut");
  });
});

describe("a message that failed and answered none", () => {
  it("answers none, and what was begun still answers what it did", async () => {
    const { composer, takeUp } = await failing((lin) => {
      lin.visit.session.say("hello");
      lin.composer.replyTo(said(12));
    });
    takeUp();
    expect(composer.replyingTo.value?.seq).toBe(12);
    expect(composer.draft.value).toBe("hello");
  });
});

describe("a change that failed", () => {
  const edit = ({ visit }: PageVisit): void => visit.session.edit(13, "much work");

  it("is a change of the same message when it is made anew, and what was begun comes back", async () => {
    const { visit, composer, takeUp, submit } = await failing((one) => {
      edit(one);
      one.composer.draft.value = "half a";
    });
    takeUp();
    expect(composer.text.value).toBe("much work");
    expect(composer.editing.value?.seq).toBe(13);
    composer.write("less work");
    submit();
    expect(visit.transport.sent("edit").at(-1)).toMatchObject({ target: 13, text: "less work" });
    expect(visit.transport.sent("say")).toEqual([]);
    expect(visit.outbox).toEqual([["less work", "sent"]]);
    expect(composer.text.value).toBe("half a");
  });

  it("of a message that is not loaded is one too", async () => {
    const { visit, takeUp, submit } = await failing(({ visit: { session } }) => session.edit(3, "much work"));
    takeUp();
    submit();
    expect(visit.transport.sent("edit").at(-1)).toMatchObject({ target: 3, text: "much work" });
  });

  it("is kept until it is made anew, also where that is given up", async () => {
    const { visit, composer, takeUp } = await failing(edit);
    takeUp();
    composer.write("less");
    composer.cancel();
    expect(visit.outbox).toEqual([["much work", "failed"]]);
    takeUp();
    expect(composer.text.value).toBe("much work");
  });

  it("is done with when the message is to be as it is", async () => {
    const { visit, composer, takeUp, submit } = await failing(edit);
    takeUp();
    composer.write("message 13");
    submit();
    expect(visit.outbox).toEqual([]);
    expect(visit.transport.sent("edit")).toHaveLength(1);
  });

  it("takes the place of an answer that was begun, and no draft", async () => {
    const { composer, takeUp } = await failing((one) => {
      edit(one);
      one.composer.replyTo(said(12, { from: LIN }));
    });
    takeUp();
    expect(composer.replyingTo.value).toBeNull();
    expect([composer.text.value, composer.draft.value]).toEqual(["much work", ""]);
  });
});

describe("what is written into the field", () => {
  it.each([
    [DRAFT_MAX_LENGTH, DRAFT_MAX_LENGTH, null],
    [DRAFT_MAX_LENGTH + 1, DRAFT_MAX_LENGTH, { type: "cut", length: DRAFT_MAX_LENGTH }],
    [3_700_000, DRAFT_MAX_LENGTH, { type: "cut", length: DRAFT_MAX_LENGTH }],
  ])("with %i characters is held with %i", async (length, held, fault) => {
    page.renew("/");
    const { composer } = await beginPageVisit();
    composer.write("x".repeat(length));
    expect(composer.draft.value).toHaveLength(held);
    expect(composer.fault.value).toEqual(fault);
  });

  it("says so where a draft was cut when it was found", async () => {
    page.renew("/");
    const { composer } = await beginPageVisit(1, 0, "x".repeat(DRAFT_MAX_LENGTH));
    expect(composer.fault.value).toEqual({ type: "cut", length: DRAFT_MAX_LENGTH });
  });
});
