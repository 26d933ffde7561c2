import { describe, expect, it } from "vitest";
import { foldName } from "../../../src/protocol/values/names.ts";
import { UNREAD_MAX_MESSAGES } from "../../../src/protocol/limits.ts";
import { MemoryHistory } from "../../support/memory-history.ts";
import { unreadOf } from "../../../src/room/history/unread.ts";
import { ANA, draft, LIN, MEI, personName } from "../../support/people.ts";

function historyOf(...texts: readonly string[]): MemoryHistory {
  const history = new MemoryHistory("epoch-1");
  for (const [index, text] of texts.entries()) history.append({ ...draft(MEI, text), clientId: `c${index}` });
  return history;
}

function unreadByLin(history: MemoryHistory) {
  return unreadOf(history, LIN.id, LIN.name);
}

describe("[U2] what is unread", () => {
  it("is what others said behind the mark; all of it, where there is none", () => {
    const history = historyOf("one", "two", "three");
    expect(unreadByLin(history)).toEqual({ unread: 3, mentions: 0, more: false });
    history.setRead(LIN.id, 2);
    expect(unreadByLin(history)).toEqual({ unread: 1, mentions: 0, more: false });
    history.append(draft(LIN, "mine"));
    expect(unreadByLin(history).unread).toBe(1);
    history.setRead(LIN.id, 4);
    expect(unreadByLin(history).unread).toBe(0);
  });

  it("is not what was taken back", () => {
    const history = historyOf("one", "two");
    history.change({ type: "removed", at: 2_000, by: MEI, clientId: "gone", target: 2 });
    expect(unreadByLin(history).unread).toBe(1);
  });

  it("says how much of it mentions one", () => {
    expect(unreadByLin(historyOf("@lin?", "@Linda", "hello ＠Ｌｉｎ", "lin"))).toMatchObject({
      unread: 4,
      mentions: 2,
    });
  });

  it.each(["John M", "JOHN  M", "John M."])("[U4] knows the longest name by who spoke or holds it: %s", (longer) => {
    const john = (history: MemoryHistory): number => unreadOf(history, LIN.id, personName("John")).mentions;
    const texts = ["@John M, hi", "@john m?", "@John Mayer", "@John", "`@John`", "https://a.b/?@John"];
    expect(john(historyOf(...texts))).toBe(4);
    const spoken = historyOf(...texts);
    spoken.append({ ...draft({ ...ANA, name: personName(longer) }, "hello") });
    const held = historyOf(...texts);
    held.claim(foldName(personName(longer)));
    expect([john(spoken), john(held)]).toEqual(longer === "John M." ? [4, 4] : [2, 2]);
  });

  it("[U4] takes a shorter name to be meant where too many would have to be looked up", () => {
    const words = Array.from({ length: 9 }, (_, index) => `w${index}`).join(" ");
    const texts = Array.from({ length: 90 }, (_, index) => `@Lin ${index} ${words}`);
    const history = historyOf(...texts, "@Lin Xiao");
    history.claim(foldName(personName("Lin Xiao")));
    expect(unreadOf(history, LIN.id, personName("Lin")).mentions).toBe(91);
  });

  it("is counted to 99, and then there is more", () => {
    const texts = Array.from({ length: UNREAD_MAX_MESSAGES }, (_, index) => `message ${index}`);
    expect(unreadByLin(historyOf(...texts))).toEqual({ unread: 99, mentions: 0, more: false });
    expect(unreadByLin(historyOf(...texts, "@Lin"))).toEqual({ unread: 99, mentions: 0, more: true });
  });

  it("is only what is kept", () => {
    const history = new MemoryHistory("epoch-1", 2);
    for (const text of ["one", "two", "three"]) history.append(draft(MEI, text));
    expect(unreadByLin(history).unread).toBe(2);
  });
});
