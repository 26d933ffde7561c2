/** Shows that the checker finds wishes that were let go of too early, too late or not at all, or done in another order. */
import { describe, expect, it } from "vitest";
import type { Entry } from "../../recording.ts";
import * as talk from "../examples/conversation.ts";
import { GOOD } from "../examples/conversation.ts";
import { inEach, inTold, kindsIn, planted } from "../examples/tampering.ts";

describe("a wish", () => {
  it("of any kind, done, refused or in vain, has an answer at the end", () => {
    for (const clientId of ["lin-1", "lin-2", "lin-3", "lin-4", "lin-5", "mei-4", "mei-5", "mei-7"]) {
      const never = inEach("settled", null, (entry) => (entry.clientId === clientId ? [] : [entry]));
      expect(planted(never), clientId).toEqual(new Set(["never_settled"]));
    }
  });

  it("is not let go of before its answer: a message, an edit, a removal, a topic", () => {
    const early = (client: string, clientId: string): ReadonlySet<string> => {
      const settled: Entry = { kind: "settled", client, clientId };
      const entries = GOOD.flatMap((entry) =>
        entry.kind === "wished" && entry.clientId === clientId ? [entry, settled] : [entry],
      );
      return kindsIn(entries);
    };
    for (const [client, clientId] of [
      ["lin", "lin-1"],
      ["lin", "lin-2"],
      ["mei", "mei-4"],
      ["mei", "mei-5"],
    ] as const) {
      expect(early(client, clientId), clientId).toEqual(new Set(["settled_early"]));
    }
  });

  it("is not let go of without any: what was refused, what is so already", () => {
    expect(planted(inTold("lin", talk.REFUSAL))).toEqual(new Set(["settled_early"]));
    expect(planted(inTold("mei", talk.SO_ALREADY))).toEqual(new Set(["settled_early"]));
  });

  it("is done in its turn", () => {
    const wish = GOOD.find((entry) => entry.kind === "wished" && entry.clientId === "lin-5");
    if (wish === undefined) throw new Error("There is no such wish.");
    expect(kindsIn([wish, ...GOOD.filter((entry) => entry !== wish)])).toEqual(new Set(["own_order"]));
    const edit = GOOD.find((entry) => entry.kind === "wished" && entry.clientId === "lin-2");
    if (edit === undefined) throw new Error("There is no such wish.");
    expect(kindsIn([edit, ...GOOD.filter((entry) => entry !== edit)])).toEqual(new Set(["own_order"]));
  });
});
