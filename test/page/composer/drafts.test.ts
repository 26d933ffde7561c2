import { page } from "../../support/client/page.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DRAFT_MAX_LENGTH, Drafts } from "../../../src/page/composer/drafts.ts";
import { Tab } from "../../../src/page/storage/tab.ts";
import { roomName } from "../../support/people.ts";

const TEA = roomName("tea");

/** The locks of a browser, as far as tabs hold them: the pages that are there. */
const held = new Set<string>();

beforeEach(() => {
  held.clear();
  page.renew("/r/tea");
  vi.stubGlobal("navigator", {
    locks: {
      request: async (name: string) => void held.add(name),
      query: async () => ({ held: [...held].map((name) => ({ name })) }),
    },
  });
});
afterEach(() => {
  page.block(false);
  page.fill(false);
});

let pages = 0;

/** A page in the browser's tab that is looked at, and what it finds begun in the room. */
async function arrive(room = TEA) {
  const tab = new Tab(`page-${++pages}`);
  const drafts = new Drafts(tab);
  const found = drafts.takeOver(room, await tab.goneNow());
  return {
    found,
    write: (text: string) => drafts.keep(room, text),
    /** The page is gone, and its locks with it, as the browser sees to it however it ends. */
    end: () => held.delete(`foyer-tab-${tab.id}`),
  };
}

describe("what was begun in a room", () => {
  it("is there when the page is loaded again, also before the browser has let go of its lock", async () => {
    const first = await arrive();
    first.write("half a");
    page.reload();
    expect((await arrive()).found).toBe("half a");
  });

  it("is there at the next visit, in another tab, once the first is closed", async () => {
    const first = await arrive();
    first.write("half a");
    page.leave();
    first.end();
    page.openTab();
    const second = await arrive();
    expect(second.found).toBe("half a");
    page.openTab();
    expect((await arrive()).found).toBe("");
  });

  it("is there after a crash, of which no page is told", async () => {
    const first = await arrive();
    first.write("half a");
    first.end();
    expect((await arrive()).found).toBe("half a");
  });

  it.each(["another tab", "a copy of the tab"])(
    "is not in %s while the first lives, and neither writes over the other",
    async (which) => {
      const first = await arrive();
      first.write("mine");
      page.openTab(which !== "another tab");
      const second = await arrive();
      expect(second.found).toBe("");
      second.write("yours");
      second.write(""); // it was sent
      first.end();
      page.openTab();
      expect((await arrive()).found).toBe("mine");
    },
  );

  it("in two tabs that are closed is found one after the other", async () => {
    const first = await arrive();
    page.openTab();
    const second = await arrive();
    first.write("one");
    second.write("two");
    for (const one of [first, second]) one.end();
    page.openTab();
    const third = await arrive();
    page.openTab();
    const fourth = await arrive();
    expect([third.found, fourth.found].toSorted()).toEqual(["one", "two"]);
  });

  it("of several is the tab's own where it is loaded again", async () => {
    const first = await arrive();
    const copy = (first.write("one"), page.openTab(), await arrive());
    copy.write("two");
    for (const one of [first, copy]) one.end();
    page.reload();
    expect((await arrive()).found).toBe("two");
  });

  it("is a living page's, that is shown again as it was when it was left", async () => {
    const first = await arrive();
    first.write("half a");
    page.leave();
    page.comeBack();
    page.openTab(true);
    expect((await arrive()).found).toBe("");
  });

  it("in one room is not in another, whatever they are called", async () => {
    const first = await arrive();
    first.write("half a");
    first.end();
    page.openTab();
    expect((await arrive(roomName("tea.1"))).found).toBe("");
    expect((await arrive(roomName("te"))).found).toBe("");
    expect((await arrive()).found).toBe("half a");
  });

  it("by a version that knew one draft for all tabs is taken over", async () => {
    page.writeElsewhere("foyer.draft.tea", "half a");
    expect((await arrive()).found).toBe("half a");
    expect(page.stored("foyer.draft.tea")).toBeUndefined();
  });

  it.each([
    ["foyer.draft.tea", DRAFT_MAX_LENGTH, DRAFT_MAX_LENGTH],
    ["foyer.draft.tea", DRAFT_MAX_LENGTH + 1, DRAFT_MAX_LENGTH],
    ["foyer.draft.tea", 3_700_000, DRAFT_MAX_LENGTH],
    ["foyer.draft.tea/gone", 3_700_000, DRAFT_MAX_LENGTH],
  ])("under %s with %i characters is %i long, and is kept so", async (key, length, kept) => {
    page.writeElsewhere(key, "x".repeat(length));
    expect((await arrive()).found).toHaveLength(kept);
    expect(page.keys("foyer.draft").map((one) => page.stored(one)?.length)).toEqual([kept]);
  });

  it("is not cut in the middle of a character", async () => {
    page.writeElsewhere("foyer.draft.tea", `x${"😀".repeat(DRAFT_MAX_LENGTH / 2)}`);
    const { found } = await arrive();
    expect(found).toHaveLength(DRAFT_MAX_LENGTH - 1);
    expect(found.isWellFormed()).toBe(true);
  });
});

describe("a browser that", () => {
  it("lets nobody keep anything takes nothing from what people do", async () => {
    page.block(true);
    const { found, write } = await arrive();
    expect(found).toBe("");
    write("half a");
  });

  it("has no place left takes nothing from what people do, and what was begun before is there", async () => {
    page.writeElsewhere("foyer.draft.tea", "half a");
    page.fill(true);
    const { found, write } = await arrive();
    expect(found).toBe("half a");
    write("half a word");
  });

  it.each([
    ["has no locks", undefined],
    [
      "lets nobody ask for them",
      { request: () => Promise.reject(new Error("No.")), query: () => Promise.reject(new Error("No.")) },
    ],
  ])("%s finds what any other page had begun", async (_what, locks) => {
    vi.stubGlobal("navigator", { locks });
    const room = roomName("milk");
    (await arrive(room)).write("half a");
    page.openTab();
    expect((await arrive(room)).found).toBe("half a");
  });
});
