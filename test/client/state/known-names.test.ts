/** The names that a text may mention. */
import { effect } from "@preact/signals";
import { expect, it } from "vitest";
import type { RoomSession } from "../../../src/client/room-session.ts";
import { said } from "../../support/client/events.ts";
import { Visit } from "../../support/client/visit.ts";
import { ANA, LIN, MEI, person } from "../../support/people.ts";

/** Lin's visit to a room with Mei and Mei Kim, in which Ana spoke, who has left. */
async function begun(): Promise<{ visit: Visit; session: RoomSession }> {
  const visit = new Visit();
  visit.session.enter();
  const messages = [said(1, { from: ANA })];
  await visit.welcome({ messages, members: [LIN, MEI, person("Mei Kim")], count: 3 });
  return { visit, session: visit.session };
}

it("are those of who is here, of authors, and your own", async () => {
  const { session } = await begun();
  expect(session.namesIn("@Ana @Mei @Lin @Bob")).toEqual(["Lin", "Mei", "Ana"]);
});

it("are found in any case, width and spacing, and several if they begin alike", async () => {
  const { session } = await begun();
  expect(session.namesIn("＠ｍｅｉ  KIM")).toEqual(["Mei", "Mei Kim"]);
  expect(session.namesIn("@meikim")).toEqual(["Mei", "Mei Kim"]);
});

it("are found only after an @", async () => {
  const { session } = await begun();
  expect(session.namesIn("Mei and Ana")).toEqual([]);
  expect(session.namesIn("@ Mei")).toEqual(["Mei"]); // only a first look: whether it is a mention, mentionsOf says
});

it("include those of people who have left", async () => {
  const { visit, session } = await begun();
  expect(session.namesIn("@Mei")).toEqual(["Mei"]);
  visit.transport.receive({ type: "presence", joined: [], left: [MEI.id], count: 2 });
  expect(session.namesIn("@Mei")).toEqual(["Mei"]);
});

it("draw a text again when a new one comes, and not for each message", async () => {
  const { visit, session } = await begun();
  let drawn = 0;
  const stop = effect(() => {
    drawn += 1;
    session.namesIn("@Bob");
  });
  visit.hear(2, 5);
  visit.transport.receive({ type: "presence", joined: [], left: [MEI.id], count: 2 });
  expect(drawn).toBe(1);
  visit.transport.receive({ type: "presence", joined: [person("Bob")], left: [], count: 3 });
  expect(drawn).toBe(2);
  expect(session.namesIn("@Bob")).toEqual(["Bob"]);
  stop();
});

it("never draw a text without an @ again", async () => {
  const { visit, session } = await begun();
  let drawn = 0;
  const stop = effect(() => {
    drawn += 1;
    session.namesIn("Bob");
  });
  visit.transport.receive({ type: "presence", joined: [person("Bob")], left: [], count: 4 });
  expect(drawn).toBe(1);
  stop();
});

it("include those of the authors in a page of older messages", async () => {
  const visit = await Visit.begun(101, 150);
  visit.session.paging.older();
  visit.answer([said(100, { from: person("Long Gone") })], true);
  expect(visit.session.namesIn("@long gone")).toEqual(["Long Gone"]);
});
