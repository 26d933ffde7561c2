import { describe, expect, it, vi } from "vitest";
import type { ComposerState, ComposerActions } from "../../../src/page/composer/composer-state.ts";
import { TEXT_MAX_LENGTH } from "../../../src/protocol/limits.ts";
import { said } from "../../support/client/events.ts";
import type { Visit } from "../../support/client/visit.ts";
import { beginPageVisit } from "../../support/page/page-visit.ts";
import { LIN, MEI } from "../../support/people.ts";

interface Writing {
  readonly visit: Visit;
  readonly composer: ComposerState;
  readonly actions: ComposerActions;
  /** Writes `text` and presses Enter. */
  readonly enter: (text: string) => void;
}

/** Lin in a room in which Mei said the first message, and Lin the second and third. */
async function begun(): Promise<Writing> {
  const { visit, composer } = await beginPageVisit();
  visit.transport.receive(said(1, { from: MEI }));
  visit.transport.receive(said(2, { from: LIN, text: "two" }));
  visit.transport.receive(said(3, { from: LIN, text: "three" }));
  const actions = { setName: vi.fn<ComposerActions["setName"]>(), showHelp: vi.fn<ComposerActions["showHelp"]>() };
  const enter = (text: string): void => {
    composer.write(text);
    composer.submit(actions);
  };
  return { visit, composer, actions, enter };
}

describe("Enter", () => {
  it("says the text, and clears the field", async () => {
    const { visit, composer, enter } = await begun();
    enter("hello");
    expect(visit.sayings).toEqual(["hello"]);
    expect(composer.text.value).toBe("");
  });

  it("does nothing where nothing is written", async () => {
    const { visit, composer, enter } = await begun();
    enter(" \n ");
    expect(visit.sayings).toEqual([]);
    expect(composer.text.value).toBe(" \n ");
    expect(composer.fault.value).toBeNull();
  });

  it.each([
    ["/me", "text_blank"],
    ["/nick", "name_blank"],
    ["/nick Foyer", "name_reserved"],
    [`/topic ${"x".repeat(201)}`, "topic_too_long"],
    [`/shrug ${"x".repeat(TEXT_MAX_LENGTH)}`, "text_too_long"],
    ["x".repeat(TEXT_MAX_LENGTH + 1), "text_too_long"],
  ])("keeps %j, and says why", async (text, reason) => {
    const { visit, composer, actions, enter } = await begun();
    enter(text);
    expect(composer.fault.value).toEqual({ type: "reason", reason });
    expect(composer.text.value).toBe(text);
    expect(visit.session.outbox.value).toEqual([]);
    expect(actions.setName).not.toHaveBeenCalled();
  });

  it("keeps an unknown command, and says so until something else is written", async () => {
    const { visit, composer, enter } = await begun();
    enter("/wave to all");
    expect(composer.fault.value).toEqual({ type: "unknown", word: "wave" });
    expect(composer.text.value).toBe("/wave to all");
    expect(visit.sayings).toEqual([]);
    composer.write("/wave to al");
    expect(composer.fault.value).toBeNull();
  });

  it("does commands: a name, the topic, the help", async () => {
    const { visit, composer, actions, enter } = await begun();
    enter("/nick  Lin   Xiao ");
    expect(actions.setName).toHaveBeenCalledWith("Lin Xiao");
    enter("/topic the letter");
    expect(visit.transport.sent("topic")).toMatchObject([{ text: "the letter" }]);
    enter("/help");
    expect(actions.showHelp).toHaveBeenCalledOnce();
    expect(composer.text.value).toBe("");
  });
});

describe("writing", () => {
  it("[P4] is told to the room as typing, and taking it all away is not", async () => {
    const { visit, composer } = await begun();
    composer.write("");
    expect(visit.transport.sent("typing")).toEqual([]);
    composer.write("h");
    expect(visit.transport.sent("typing")).toHaveLength(1);
  });

  it("puts away what was refused before", async () => {
    const { composer } = await begun();
    composer.notice.value = "too_fast";
    composer.write("h");
    expect(composer.notice.value).toBeNull();
  });
});

describe("a reply", () => {
  it("calls for the field, goes with what is said, and is over then", async () => {
    const { visit, composer, enter } = await begun();
    composer.replyingTo.value = said(1, { from: MEI });
    expect(composer.focusRequests.value).toBe(1);
    enter("yes");
    expect(visit.transport.sent("say")).toMatchObject([{ text: "yes", replyTo: 1 }]);
    expect(composer.replyingTo.value).toBeNull();
  });

  it("is over where it is cancelled, and the text stays", async () => {
    const { composer } = await begun();
    composer.write("yes");
    composer.replyingTo.value = said(1, { from: MEI });
    expect(composer.cancel()).toBe(true);
    expect(composer.cancel()).toBe(false);
    expect(composer.replyingTo.value).toBeNull();
    expect(composer.text.value).toBe("yes");
  });

  it("[S1] is sent with the next message, and only with that", async () => {
    const { visit, composer, enter } = await begun();
    composer.replyTo(said(1, { from: MEI }));
    enter("yes");
    enter("and no");
    expect(visit.session.outbox.value.map(({ command }) => "replyTo" in command && command.replyTo)).toEqual([1, null]);
    expect(composer.replyingTo.value).toBeNull();
  });
});

describe("changing a message", () => {
  it("begins with your last message in place of the draft, which comes back", async () => {
    const { visit, composer } = await begun();
    composer.write("half a");
    expect(composer.editLast()).toBe(true);
    expect(composer.editing.value?.seq).toBe(3);
    expect(composer.text.value).toBe("three");
    composer.write("three!");
    expect(composer.draft.value).toBe("half a");
    expect(composer.cancel()).toBe(true);
    expect(composer.text.value).toBe("half a");
    expect(visit.transport.sent("edit")).toEqual([]);
  });

  it("is saved by Enter, as it stands, and the draft comes back", async () => {
    const { visit, composer, enter } = await begun();
    composer.write("half a");
    composer.editLast();
    enter("/nick is a command");
    expect(visit.transport.sent("edit")).toMatchObject([{ target: 3, text: "/nick is a command" }]);
    expect(composer.editing.value).toBeNull();
    expect(composer.text.value).toBe("half a");
  });

  it("to what it was is none", async () => {
    const { visit, composer, enter } = await begun();
    composer.editLast();
    enter("three\n");
    expect(visit.transport.sent("edit")).toEqual([]);
    expect(composer.editing.value).toBeNull();
  });

  it("to nothing is not saved: it can be taken back instead", async () => {
    const { visit, composer, enter } = await begun();
    composer.editLast();
    enter(" ");
    expect(composer.fault.value).toEqual({ type: "edited_away" });
    expect(composer.editing.value?.seq).toBe(3);
    composer.remove();
    expect(visit.transport.sent("remove")).toMatchObject([{ target: 3 }]);
    expect(composer.editing.value).toBeNull();
    expect(composer.fault.value).toBeNull();
  });

  it("begins with your last edit, even if the room has not confirmed it", async () => {
    const { composer, enter } = await begun();
    composer.editLast();
    enter("changed");
    composer.editLast();
    expect(composer.text.value).toBe("changed");
  });

  it("passes by what was removed", async () => {
    const { visit, composer } = await begun();
    visit.session.remove(3);
    composer.editLast();
    expect(composer.editing.value?.seq).toBe(2);
  });

  it("waits for what is on its way, which would be the last", async () => {
    const { visit, composer, enter } = await begun();
    enter("four");
    expect(composer.editLast()).toBe(false);
    visit.confirm(4);
    expect(composer.editLast()).toBe(true);
    expect(composer.editing.value?.seq).toBe(4);
  });

  it("and answering exclude each other: the later is meant", async () => {
    const { composer } = await begun();
    composer.replyingTo.value = said(1, { from: MEI });
    composer.editLast();
    expect(composer.replyingTo.value).toBeNull();
    composer.replyingTo.value = said(1, { from: MEI });
    expect(composer.editing.value).toBeNull();
    expect(composer.text.value).toBe("");
  });
});

describe("a command that is begun from elsewhere", () => {
  it("stands in for the draft, and gives it back when it is done or cancelled", async () => {
    const { visit, composer, actions } = await begun();
    composer.write("half a");
    composer.begin("/topic ");
    expect(composer.text.value).toBe("/topic ");
    expect(composer.cancel()).toBe(true);
    expect(composer.text.value).toBe("half a");
    composer.begin("/topic new");
    composer.submit(actions);
    expect(visit.transport.sent("topic")).toMatchObject([{ text: "new" }]);
    expect(composer.text.value).toBe("half a");
  });
});

describe("the message that you reply to or edit", () => {
  const removal = (seq: number, target: number): object => ({
    type: "removed",
    seq,
    at: 9,
    by: MEI,
    clientId: "a",
    target,
  });

  it("[E2] is dropped when it is removed, even if it is not loaded", async () => {
    const { visit, composer } = await beginPageVisit(101, 150);
    for (const message of [composer.replyingTo, composer.editing]) {
      const seq = visit.session.timeline.value.cursor?.seq ?? 0;
      message.value = said(7);
      visit.transport.receive(removal(seq + 1, 8));
      expect(message.value?.seq).toBe(7);
      visit.transport.receive(removal(seq + 2, 7));
      expect(message.value).toBeNull();
    }
  });

  it("[R1] is dropped if it was removed while the connection was away", async () => {
    const { visit, composer } = await beginPageVisit(1, 3);
    composer.replyTo(said(2));
    visit.reconnect();
    await visit.welcome({ recovered: true, seq: 4, messages: [said(2, { text: "", removed: true })] });
    expect(composer.replyingTo.value).toBeNull();
  });

  it("[H7] is dropped if the room's history begins after it, and only then", async () => {
    const { visit, composer } = await beginPageVisit(11, 15);
    for (const [seq, left] of [
      [11, undefined],
      [12, 12],
    ] as const) {
      composer.edit(said(seq));
      visit.reconnect();
      await visit.welcome({ recovered: true, seq: 15, oldest: 12 });
      expect(composer.editing.value?.seq).toBe(left);
    }
  });

  it("[O4] is dropped in another history of the room; the draft stays", async () => {
    const { visit, composer } = await beginPageVisit(1, 5, "half a");
    composer.edit(said(4));
    visit.reconnect();
    await visit.welcome({ epoch: "epoch-2", messages: [said(4)] });
    expect(composer.editing.value).toBeNull();
    expect(composer.draft.value).toBe("half a");
  });
});
