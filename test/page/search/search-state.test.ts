import { describe, expect, it } from "vitest";
import { SearchState } from "../../../src/page/search/search-state.ts";
import { Searches } from "../../../src/client/requests/searches.ts";
import type { Results, Said } from "../../../src/protocol/events.ts";
import type { Search } from "../../../src/protocol/commands.ts";
import { LIN, personName } from "../../support/people.ts";
import { FakeClock } from "../../support/client/clock.ts";

function said(seq: number): Said {
  return { type: "said", seq, at: seq, from: LIN, text: `tea ${seq}`, clientId: `c${seq}` };
}

function open(isOnline = true): Readonly<{
  search: SearchState;
  searches: Searches;
  clock: FakeClock;
  sent: Search[];
  answer: (command: Search | undefined, seqs: readonly number[], more?: boolean) => Promise<void>;
}> {
  const sent: Search[] = [];
  const clock = new FakeClock();
  let id = 0;
  const searches = new Searches({
    newId: () => `r${id++}`,
    send: (command) => isOnline && sent.push(command as Search) > 0,
  });
  const search = new SearchState({ searches, clock, utcOffsetMinutesAt: () => 480 });
  const answer = async (command: Search | undefined, seqs: readonly number[], more = false): Promise<void> => {
    const results: Results = { type: "results", requestId: command?.requestId ?? "", messages: seqs.map(said), more };
    searches.answered(results);
    await Promise.resolve();
  };
  return { search, searches, clock, sent, answer };
}

function seqsOf({ current }: SearchState): readonly number[] | undefined {
  return current.value?.messages.map(({ seq }) => seq);
}

describe("a search", () => {
  it("[Q9] says how far back the room searched if it had to stop, and continues from there", async () => {
    const { search, searches, sent, answer } = open();
    void search.find("zz");
    searches.answered({
      type: "results",
      requestId: sent[0]?.requestId ?? "",
      messages: [said(9)],
      more: false,
      searchedTo: { seq: 7, at: 70 },
    });
    await Promise.resolve();
    expect(search.current.value).toMatchObject({ state: "answered", searchedTo: { seq: 7, at: 70 } });
    void search.older();
    expect(sent.at(-1)).toMatchObject({ before: 7 });
    await answer(sent[1], [3]);
    expect([seqsOf(search), search.current.value?.searchedTo]).toEqual([[3, 9], null]);
  });

  it("shows the results, and older ones on demand", async () => {
    const { search, sent, answer } = open();
    void search.find("Tea");
    expect(search.current.value).toMatchObject({ state: "searching", messages: [], terms: ["tea"] });
    await answer(sent[0], [5, 6], true);
    expect([seqsOf(search), search.current.value?.more, search.current.value?.state]).toEqual([
      [5, 6],
      true,
      "answered",
    ]);
    void search.older();
    void search.older(); // it is on its way
    expect(sent.map(({ query, before }) => ({ query, before }))).toEqual([
      { query: "Tea", before: null },
      { query: "Tea", before: 5 },
    ]);
    expect(seqsOf(search)).toEqual([5, 6]);
    await answer(sent[1], [2, 3]);
    expect([seqsOf(search), search.current.value?.more]).toEqual([[2, 3, 5, 6], false]);
  });

  it.each([{ reason: "superseded" }, { reason: "too_fast" }] as const)(
    "[Q7] says nothing of a question that a newer one ended: $reason",
    async ({ reason }) => {
      const { search, searches, sent, answer } = open();
      void search.find("tea");
      void search.find("coffee");
      searches.refused({ type: "refused", reason, message: "", requestId: sent[0]?.requestId ?? "" });
      await Promise.resolve();
      expect(search.current.value).toMatchObject({ query: "coffee", state: "searching", fault: null });
      await answer(sent[1], [5]);
      expect(search.current.value).toMatchObject({ query: "coffee", state: "answered", fault: null });
    },
  );

  it("shows the answer to the last search, whichever arrives first", async () => {
    const { search, sent, answer } = open();
    void search.find("one");
    void search.find("two");
    await answer(sent[1], [2]);
    await answer(sent[0], [1]);
    expect([search.current.value?.query, seqsOf(search)]).toEqual(["two", [2]]);
    void search.find("two");
    await answer(sent[2], [3]);
    expect(seqsOf(search)).toEqual([3]);
  });

  it("says when it takes long, but not after it has ended", async () => {
    const { search, clock, sent, answer } = open();
    void search.find("tea");
    clock.advance(1_499);
    expect(search.current.value?.state).toBe("searching");
    clock.advance(1);
    expect(search.current.value?.state).toBe("taking long");
    await answer(sent[0], [1]);
    clock.advance(10_000);
    expect(search.current.value?.state).toBe("answered");
    expect(clock.pending).toBe(0);
    void search.find("coffee");
    await answer(sent[1], [1]);
    clock.advance(10_000);
    expect(search.current.value?.state).toBe("answered");
  });

  it("says why there is no answer, keeps the results, and can search again", async () => {
    const { search, searches, sent, answer } = open();
    void search.find("tea");
    await answer(sent[0], [4], true);
    const older = search.older();
    searches.dropped();
    await older;
    expect([search.current.value?.fault, seqsOf(search)]).toEqual(["lost", [4]]);
    void search.repeat();
    await answer(sent[2], [4, 5]);
    expect([search.current.value?.fault, seqsOf(search)]).toEqual([null, [4, 5]]);
    const refused = search.find("more");
    searches.refused({ type: "refused", reason: "too_fast", message: "", requestId: sent[3]?.requestId ?? "" });
    await refused;
    expect(search.current.value?.fault).toBe("too_fast");
    const offline = open(false);
    await offline.search.find("tea");
    expect(offline.search.current.value?.fault).toBe("lost");
  });

  it("asks for days in local time", () => {
    const { search, sent } = open();
    void search.find("tea before:2026-11-22");
    expect(sent[0]?.query).toBe("tea before:2026-11-22+08:00");
    expect(search.current.value?.query).toBe("tea before:2026-11-22");
  });

  it("[Q6] shows edited texts, and no removed messages", async () => {
    const { search, searches, sent, answer } = open();
    const stop = search.followChanges();
    const by = { at: 9, by: { ...LIN, name: personName("Lin") }, clientId: "c" };
    void search.find("tea");
    await answer(sent[0], [1, 2, 3]);
    searches.changed({ type: "edited", seq: 4, target: 2, text: "green tea", ...by });
    searches.changed({ type: "removed", seq: 5, target: 3, ...by });
    searches.changed({ type: "removed", seq: 6, target: 77, ...by });
    expect(search.current.value?.messages.map(({ text }) => text)).toEqual(["tea 1", "green tea"]);
    stop();
    searches.changed({ type: "removed", seq: 7, target: 1, ...by });
    expect(seqsOf(search)).toEqual([1, 2]);
  });
});
