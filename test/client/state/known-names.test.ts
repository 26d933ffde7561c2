/** Shows by which names texts may mention somebody: of whom one was told, and of whoever spoke. */
import { effect } from "@preact/signals";
import { expect, it } from "vitest";
import { KnownNames } from "../../../src/client/state/known-names.ts";
import { said } from "../../support/client/events.ts";
import { Visit } from "../../support/client/visit.ts";
import { ANA, LIN, MEI, person } from "../../support/people.ts";

/** Lin's visit to a room with Mei and Mei Kim, in which Ana spoke, who has left. */
async function begun(): Promise<{ visit: Visit; names: KnownNames }> {
  const visit = new Visit();
  visit.session.enter();
  const messages = [said(1, { from: ANA })];
  await visit.welcome({ messages, members: [LIN, MEI, person("Mei Kim")], count: 3 });
  return { visit, names: new KnownNames(visit.session) };
}

it("those of who is here, who spoke, and oneself", async () => {
  const { names } = await begun();
  expect(names.in("@Ana @Mei @Lin @Bob")).toEqual(["Lin", "Mei", "Ana"]);
});

it("in any case, width and spacing, and several that begin alike", async () => {
  const { names } = await begun();
  expect(names.in("＠ｍｅｉ  KIM")).toEqual(["Mei", "Mei Kim"]);
  expect(names.in("@meikim")).toEqual(["Mei", "Mei Kim"]);
});

it("none where there is no @ before it", async () => {
  const { names } = await begun();
  expect(names.in("Mei and Ana")).toEqual([]);
  expect(names.in("@ Mei")).toEqual(["Mei"]); // only a first look: whether it is a mention, mentionsOf says
});

it("also of who has left meanwhile", async () => {
  const { visit, names } = await begun();
  expect(names.in("@Mei")).toEqual(["Mei"]);
  visit.transport.receive({ type: "presence", joined: [], left: [MEI.id], count: 2 });
  expect(names.in("@Mei")).toEqual(["Mei"]);
});

it("what is drawn by them is drawn anew for another name, and not for another message", async () => {
  const { visit, names } = await begun();
  let drawn = 0;
  const stop = effect(() => {
    drawn += 1;
    names.in("@Bob");
  });
  visit.hear(2, 5);
  visit.transport.receive({ type: "presence", joined: [], left: [MEI.id], count: 2 });
  expect(drawn).toBe(1);
  visit.transport.receive({ type: "presence", joined: [person("Bob")], left: [], count: 3 });
  expect(drawn).toBe(2);
  expect(names.in("@Bob")).toEqual(["Bob"]);
  stop();
});

it("a text without an @ is never drawn anew for a name", async () => {
  const { visit, names } = await begun();
  let drawn = 0;
  const stop = effect(() => {
    drawn += 1;
    names.in("Bob");
  });
  visit.transport.receive({ type: "presence", joined: [person("Bob")], left: [], count: 4 });
  expect(drawn).toBe(1);
  stop();
});
