/** Shows what becomes of what somebody writes: it is said, done, changed, or told why not, and never lost. */
import { describe, expect, it, vi } from "vitest";
import { fieldOf, type ComposerState, type ComposerActions } from "../../../src/page/composer/composer-state.ts";
import { TEXT_MAX_LENGTH } from "../../../src/protocol/limits.ts";
import { said } from "../../support/client/events.ts";
import { Visit } from "../../support/client/visit.ts";
import { LIN, MEI } from "../../support/people.ts";

interface Writing {
  readonly visit: Visit;
  readonly field: ComposerState;
  readonly reach: ComposerActions;
  /** Writes `text` and presses Enter. */
  readonly enter: (text: string) => void;
}

/** Lin in a room in which Mei said the first message, and Lin the second and third. */
async function begun(): Promise<Writing> {
  const visit = new Visit();
  visit.session.enter();
  const messages = [said(1, { from: MEI }), said(2, { from: LIN, text: "two" }), said(3, { from: LIN, text: "three" })];
  await visit.welcome({ messages, seq: 3 });
  const field = fieldOf(visit.session);
  const reach = { setName: vi.fn<ComposerActions["setName"]>(), showKeys: vi.fn<ComposerActions["showKeys"]>() };
  const enter = (text: string): void => {
    field.write(text);
    field.submit(reach);
  };
  return { visit, field, reach, enter };
}

describe("Enter", () => {
  it("says the text, and clears the field", async () => {
    const { visit, field, enter } = await begun();
    enter("hello");
    expect(visit.sayings).toEqual(["hello"]);
    expect(field.text.value).toBe("");
  });

  it("does nothing where nothing is written", async () => {
    const { visit, field, enter } = await begun();
    enter(" \n ");
    expect(visit.sayings).toEqual([]);
    expect(field.text.value).toBe(" \n ");
    expect(field.fault.value).toBeNull();
  });

  it.each([
    ["/me", "text_blank"],
    ["/nick", "name_blank"],
    ["/nick Foyer", "name_reserved"],
    [`/topic ${"x".repeat(201)}`, "topic_too_long"],
    [`/shrug ${"x".repeat(TEXT_MAX_LENGTH)}`, "text_too_long"],
    ["x".repeat(TEXT_MAX_LENGTH + 1), "text_too_long"],
  ])("keeps %j, and says why", async (text, reason) => {
    const { visit, field, reach, enter } = await begun();
    enter(text);
    expect(field.fault.value).toEqual({ type: "reason", reason });
    expect(field.text.value).toBe(text);
    expect(visit.session.outbox.value).toEqual([]);
    expect(reach.setName).not.toHaveBeenCalled();
  });

  it("keeps an unknown command, and says so until something else is written", async () => {
    const { visit, field, enter } = await begun();
    enter("/wave to all");
    expect(field.fault.value).toEqual({ type: "unknown", word: "wave" });
    expect(field.text.value).toBe("/wave to all");
    expect(visit.sayings).toEqual([]);
    field.write("/wave to al");
    expect(field.fault.value).toBeNull();
  });

  it("does commands: a name, the topic, the help", async () => {
    const { visit, field, reach, enter } = await begun();
    enter("/nick  Lin   Xiao ");
    expect(reach.setName).toHaveBeenCalledWith("Lin Xiao");
    enter("/topic the letter");
    expect(visit.transport.sent("topic")).toMatchObject([{ text: "the letter" }]);
    enter("/help");
    expect(reach.showKeys).toHaveBeenCalledOnce();
    expect(field.text.value).toBe("");
  });
});

describe("writing", () => {
  it("[P4] is told to the room as typing, and taking it all away is not", async () => {
    const { visit, field } = await begun();
    field.write("");
    expect(visit.transport.sent("typing")).toEqual([]);
    field.write("h");
    expect(visit.transport.sent("typing")).toHaveLength(1);
  });

  it("puts away what was refused before", async () => {
    const { visit, field } = await begun();
    visit.session.notice.value = "too_fast";
    field.write("h");
    expect(visit.session.notice.value).toBeNull();
  });
});

describe("a reply", () => {
  it("calls for the field, goes with what is said, and is over then", async () => {
    const { visit, field, enter } = await begun();
    visit.session.replyingTo.value = said(1, { from: MEI });
    expect(field.calls.value).toBe(1);
    enter("yes");
    expect(visit.transport.sent("say")).toMatchObject([{ text: "yes", replyTo: 1 }]);
    expect(visit.session.replyingTo.value).toBeNull();
  });

  it("is over where it is cancelled, and the text stays", async () => {
    const { visit, field } = await begun();
    field.write("yes");
    visit.session.replyingTo.value = said(1, { from: MEI });
    expect(field.cancel()).toBe(true);
    expect(field.cancel()).toBe(false);
    expect(visit.session.replyingTo.value).toBeNull();
    expect(field.text.value).toBe("yes");
  });

  it("is over where the message is taken back", async () => {
    const { visit } = await begun();
    visit.session.replyingTo.value = said(1, { from: MEI });
    visit.transport.receive({ type: "removed", seq: 4, at: 1, by: MEI, clientId: "c", target: 1 });
    expect(visit.session.replyingTo.value).toBeNull();
  });
});

describe("changing a message", () => {
  it("begins with the last of one's own, in place of the draft, which comes back", async () => {
    const { visit, field } = await begun();
    field.write("half a");
    expect(field.editLast()).toBe(true);
    expect(visit.session.editing.value?.seq).toBe(3);
    expect(field.text.value).toBe("three");
    field.write("three!");
    expect(visit.session.draft.value).toBe("half a");
    expect(field.cancel()).toBe(true);
    expect(field.text.value).toBe("half a");
    expect(visit.transport.sent("edit")).toEqual([]);
  });

  it("is saved by Enter, as it stands, and the draft comes back", async () => {
    const { visit, field, enter } = await begun();
    field.write("half a");
    field.editLast();
    enter("/nick is a command");
    expect(visit.transport.sent("edit")).toMatchObject([{ target: 3, text: "/nick is a command" }]);
    expect(visit.session.editing.value).toBeNull();
    expect(field.text.value).toBe("half a");
  });

  it("to what it was is none", async () => {
    const { visit, field, enter } = await begun();
    field.editLast();
    enter("three\n");
    expect(visit.transport.sent("edit")).toEqual([]);
    expect(visit.session.editing.value).toBeNull();
  });

  it("to nothing is not saved: it can be taken back instead", async () => {
    const { visit, field, enter } = await begun();
    field.editLast();
    enter(" ");
    expect(field.fault.value).toEqual({ type: "edited_away" });
    expect(visit.session.editing.value?.seq).toBe(3);
    field.remove();
    expect(visit.transport.sent("remove")).toMatchObject([{ target: 3 }]);
    expect(visit.session.editing.value).toBeNull();
    expect(field.fault.value).toBeNull();
  });

  it("begins with what was wished last, also where the room has not confirmed it", async () => {
    const { field, enter } = await begun();
    field.editLast();
    enter("changed");
    field.editLast();
    expect(field.text.value).toBe("changed");
  });

  it("passes by what was removed", async () => {
    const { visit, field } = await begun();
    visit.session.remove(3);
    field.editLast();
    expect(visit.session.editing.value?.seq).toBe(2);
  });

  it("waits for what is on its way, which would be the last", async () => {
    const { visit, field, enter } = await begun();
    enter("four");
    expect(field.editLast()).toBe(false);
    visit.confirm(4);
    expect(field.editLast()).toBe(true);
    expect(visit.session.editing.value?.seq).toBe(4);
  });

  it("and answering exclude each other: the later is meant", async () => {
    const { visit, field } = await begun();
    visit.session.replyingTo.value = said(1, { from: MEI });
    field.editLast();
    expect(visit.session.replyingTo.value).toBeNull();
    visit.session.replyingTo.value = said(1, { from: MEI });
    expect(visit.session.editing.value).toBeNull();
    expect(field.text.value).toBe("");
  });
});

describe("a command that is begun from elsewhere", () => {
  it("stands in for the draft, and gives it back when it is done or cancelled", async () => {
    const { visit, field, reach } = await begun();
    field.write("half a");
    field.begin("/topic ");
    expect(field.text.value).toBe("/topic ");
    expect(field.cancel()).toBe(true);
    expect(field.text.value).toBe("half a");
    field.begin("/topic new");
    field.submit(reach);
    expect(visit.transport.sent("topic")).toMatchObject([{ text: "new" }]);
    expect(field.text.value).toBe("half a");
  });
});
