import { signal, type Signal } from "@preact/signals";
import type { MessageRef } from "../../../src/page/composer/composer-state.ts";
import { describe, expect, it } from "vitest";
import { CompletionState } from "../../../src/page/composer/completion-state.ts";
import { said } from "../../support/client/events.ts";
import { Visit } from "../../support/client/visit.ts";
import { ANA, LIN, MEI, person } from "../../support/people.ts";

/** Lin's list, in a room with Mei, Meike, Mei Kim and Ana, in which Ana spoke last, after somebody who has left. */
async function begun(): Promise<{
  visit: Visit;
  editing: Signal<MessageRef | null>;
  completion: CompletionState;
  look: (text: string) => readonly string[];
}> {
  const visit = new Visit();
  visit.session.enter();
  const messages = [said(1, { from: person("Gone") }), said(2, { from: LIN }), said(3, { from: ANA })];
  await visit.welcome({ messages, members: [LIN, MEI, person("Meike"), person("Mei Kim"), ANA], count: 5 });
  const editing = signal<MessageRef | null>(null);
  const completion = new CompletionState(visit.session, { editing });
  const look = (text: string): readonly string[] => {
    completion.look(text, text.length);
    return completion.choices.value.map(({ word }) => word);
  };
  return { visit, editing, completion, look };
}

describe("behind an @", () => {
  it("are the others: first who spoke, the last first, then who else is here", async () => {
    const { look } = await begun();
    expect(look("@")).toEqual(["Ana", "Gone", "Mei", "Meike", "Mei Kim"]);
    expect(look("@me")).toEqual(["Mei", "Meike", "Mei Kim"]);
  });

  it("are only those who spoke, in a room too large for names", async () => {
    const { visit, look } = await begun();
    visit.transport.receive({ type: "presence", joined: [], left: [], count: 300 });
    expect(look("@")).toEqual(["Ana", "Gone"]);
  });

  it("is one of two people with one name", async () => {
    const { visit, look } = await begun();
    const other = { ...person("other"), name: person("ANA").name };
    visit.transport.receive({ type: "presence", joined: [other], left: [], count: 6 });
    expect(look("@an")).toEqual(["Ana"]);
  });

  it("is chosen with arrows, Tab or Enter", async () => {
    const { completion, look } = await begun();
    look("hi @me");
    expect(completion.press("ArrowDown")).toBe(true);
    expect(completion.press("Enter")).toEqual({ start: 3, end: 6, text: "@Meike " });
    expect(completion.choices.value).toEqual([]);
    look("@m");
    expect(completion.press("Tab")).toEqual({ start: 0, end: 2, text: "@Mei " });
  });

  it("does not open again when you go on writing after the name", async () => {
    const { look, completion } = await begun();
    look("@m");
    completion.press("Enter");
    expect(look("@Mei ")).toEqual([]);
    expect(look("@Mei k")).toEqual([]);
    expect(look("@m")).toEqual(["Mei", "Meike", "Mei Kim"]);
  });

  it("leaves Enter to the field where the name stands there whole", async () => {
    const { completion, look } = await begun();
    expect(look("@meike")).toEqual([]);
    expect(look("@mei")).toEqual(["Mei", "Meike", "Mei Kim"]);
    expect(completion.press("Enter")).toBe(false);
    completion.press("ArrowDown");
    expect(completion.press("Enter")).toMatchObject({ text: "@Meike " });
  });

  it("stays closed where Escape closed it, until another word is begun", async () => {
    const { completion, look } = await begun();
    look("@m");
    expect(completion.press("Escape")).toBe(true);
    expect(completion.press("Escape")).toBe(false);
    expect(look("@me")).toEqual([]);
    expect(look("")).toEqual([]);
    expect(look("@m")).toEqual(["Mei", "Meike", "Mei Kim"]);
  });
});

describe("behind the first slash", () => {
  it("are the commands", async () => {
    const { completion, look } = await begun();
    expect(look("/")).toEqual(["me", "nick", "topic", "shrug", "help"]);
    expect(completion.press("ArrowUp")).toBe(true);
    expect(completion.press("Enter")).toMatchObject({ text: "/help " });
  });

  it("is one left to the field's Enter where it is written out", async () => {
    const { completion, look } = await begun();
    expect(look("/shrug")).toEqual(["shrug"]);
    expect(completion.press("Enter")).toBe(false);
    expect(completion.press("Tab")).toMatchObject({ text: "/shrug " });
  });

  it("is nothing while a message is edited", async () => {
    const { editing, look } = await begun();
    editing.value = said(2, { from: LIN });
    expect(look("/")).toEqual([]);
    expect(look("@m")).toEqual(["Mei", "Meike", "Mei Kim"]);
  });
});

it("no list takes no keys", async () => {
  const { completion } = await begun();
  for (const key of ["Enter", "Tab", "Escape", "ArrowUp", "ArrowDown"]) expect(completion.press(key)).toBe(false);
});
