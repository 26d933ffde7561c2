import { describe, expect, it } from "vitest";
import * as example from "../examples/conversation.ts";
import { GOOD } from "../examples/conversation.ts";
import { inEach, inReceived, kindsIn, violationsAfter } from "../examples/tampering.ts";

describe("a command", () => {
  it("of any type, done, refused or without effect, has an answer at the end", () => {
    for (const clientId of ["lin-1", "lin-2", "lin-3", "lin-4", "lin-5", "mei-4", "mei-5", "mei-7"]) {
      const never = inEach("settled", null, (entry) => (entry.clientId === clientId ? [] : [entry]));
      expect(violationsAfter(never), clientId).toEqual(new Set(["never_settled"]));
    }
  });

  it("is not held for answered without an answer, also if it was refused or had no effect", () => {
    expect(violationsAfter(inReceived("lin", example.REFUSAL))).toEqual(new Set(["settled_early"]));
    expect(violationsAfter(inReceived("mei", example.NO_OP))).toEqual(new Set(["settled_early"]));
  });

  it("is done in its turn", () => {
    const say = GOOD.find((entry) => entry.kind === "submitted" && entry.clientId === "lin-5");
    if (say === undefined) throw new Error("There is no such command.");
    expect(kindsIn([say, ...GOOD.filter((entry) => entry !== say)])).toEqual(new Set(["own_order"]));
    const edit = GOOD.find((entry) => entry.kind === "submitted" && entry.clientId === "lin-2");
    if (edit === undefined) throw new Error("There is no such command.");
    expect(kindsIn([edit, ...GOOD.filter((entry) => entry !== edit)])).toEqual(new Set(["own_order"]));
  });
});
