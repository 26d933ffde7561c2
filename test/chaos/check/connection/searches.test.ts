import { describe, expect, it } from "vitest";
import type { Received, SearchRequest } from "../../recording.ts";
import * as example from "../examples/conversation.ts";
import { altered, inEach, inReceived, violationsAfter } from "../examples/tampering.ts";

const { GONE, HELLO, HELLO_AT_10, HI, LATER, OOPS, RESULTS, SEARCH } = example;
const WRONG = new Set(["search_differs"]);

type Results = Extract<Received, { type: "results" }>;

/** The kinds of violation if Lin, searching for this before that, got other results. */
function finding(search: Partial<SearchRequest>, results: Partial<Results>): ReadonlySet<string> {
  const { searchedTo: _, ...whole } = RESULTS;
  return violationsAfter([
    inEach("searched", "lin", (entry) => [{ ...entry, search: { ...SEARCH, ...search } }]),
    inReceived("lin", RESULTS, { ...whole, ...results }),
  ]);
}

const searchedTo = { seq: HI.seq, at: HI.at };

describe("what a search finds", () => {
  it("[Q1] is every message that has the words, up to the beginning", () => {
    expect(finding({ query: "h", before: 10 }, { messages: [HELLO_AT_10, HI] })).toEqual(new Set());
    expect(finding({ query: "h", before: 10 }, { messages: [HI] })).toEqual(WRONG);
    expect(finding({ query: "h", before: 10 }, { messages: [HELLO_AT_10] })).toEqual(WRONG);
    expect(finding({ query: "hello all", before: null }, { messages: [] })).toEqual(WRONG);
  });

  it("[Q2] is nothing that lacks a word", () => {
    expect(finding({ query: "hello h", before: 10 }, { messages: [HELLO_AT_10, HI] })).toEqual(WRONG);
  });

  it("[Q1] is ascending, has each message once, and only those before the seq that was asked for", () => {
    expect(finding({ before: 10 }, { messages: [HI, HELLO_AT_10] })).toContain("reordered");
    expect(finding({ before: 10 }, { messages: [HELLO_AT_10, HI, HI] })).toContain("duplicated");
    expect(finding({ query: "hi", before: 2 }, { messages: [HI] })).toEqual(WRONG);
  });

  it("[Q6] is nothing that was removed, and no earlier text", () => {
    expect(finding({ query: "o", before: null }, { messages: [HELLO_AT_10, OOPS] })).toContain("leaked");
    expect(finding({ query: "o", before: null }, { messages: [HELLO_AT_10, GONE] })).toContain("leaked");
    expect(finding({ query: "hello", before: 10 }, { messages: [HELLO] })).toEqual(new Set(["state_differs"]));
    expect(finding({ query: "hi", before: 10 }, { messages: altered([HI], 2, { reactions: [] }) })).toEqual(
      new Set(["state_differs"]),
    );
  });

  it("[Q1] has more before it only where there is more", () => {
    expect(finding({ before: 10 }, { messages: [HI], more: true })).toEqual(new Set());
    expect(finding({ before: 10 }, { messages: [HELLO_AT_10, HI], more: true })).toEqual(WRONG);
  });

  // The example conversation has such a search, which the checker accepts.
  it("[Q9] reaches as far back as it says, to a message that is there", () => {
    expect(finding({ before: 10 }, { messages: [], searchedTo })).toEqual(WRONG);
    expect(finding({ before: 10 }, { messages: [HI], searchedTo: { ...searchedTo, seq: 1 } })).toEqual(WRONG);
    expect(finding({ before: 10 }, { messages: [HI], searchedTo: { ...searchedTo, at: 1 } })).toEqual(WRONG);
    expect(finding({ before: 10 }, { messages: [HELLO_AT_10, HI], searchedTo })).toEqual(WRONG);
  });

  it("[Q9] reaches nowhere where the budget was used up before", () => {
    expect(finding({ before: 10 }, { messages: [], searchedTo: { seq: 10, at: 9_000 } })).toEqual(new Set());
    expect(finding({ before: null }, { messages: [], searchedTo: { seq: 5, at: 9_000 } })).toContain("search_differs");
  });

  it("answers a question that was asked", () => {
    expect(finding({ requestId: "another" }, {})).toEqual(WRONG);
  });

  it("may be what was there at any moment between the question and the next event", () => {
    // Lin asks when all is said: the last message is there at each moment.
    expect(finding({ query: "later", before: null }, { messages: [LATER] })).toEqual(new Set());
    expect(finding({ query: "later", before: null }, { messages: [] })).toEqual(WRONG);
  });
});
