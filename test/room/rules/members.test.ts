import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PRESENCE_MAX_NAMED } from "../../../src/protocol/limits.ts";
import { Members } from "../../../src/room/rules/members.ts";
import { LIN, MEI, people, person, personName } from "../../support/people.ts";
import { Attendance } from "../../support/reader.ts";

/** Somebody who has been here, and known to everybody, for a while. */
function settledWith(count: number): Members {
  const members = new Members();
  for (const one of people(count)) members.enter(one);
  members.settle();
  return members;
}

describe("members", () => {
  it("[P1] are people, not sockets", () => {
    const members = new Members();
    members.enter(LIN);
    members.enter(LIN);
    members.enter(MEI);
    expect(members.list()).toEqual([LIN, MEI]);
    expect(members.count).toBe(2);
    members.leave(LIN.id);
    expect(members.nameOf(LIN.id)).toBe("Lin");
    members.leave(LIN.id);
    expect(members.nameOf(LIN.id)).toBeNull();
    expect(members.list()).toEqual([MEI]);
  });

  it("[H6] go by the newest name of any of their sockets", () => {
    const members = new Members();
    members.enter(LIN);
    members.enter({ id: LIN.id, name: personName("Lin B") });
    expect(members.list()).toEqual([{ id: LIN.id, name: "Lin B" }]);
    members.rename(LIN.id, personName("Lin C"));
    expect(members.nameOf(LIN.id)).toBe("Lin C");
  });

  it("do not mind being told of somebody who is not here", () => {
    const members = new Members();
    members.leave(LIN.id);
    members.rename(LIN.id, personName("Lin"));
    expect(members.takeChanges()).toBeNull();
    expect(members.count).toBe(0);
  });
});

describe("what is announced of the members", () => {
  it("[P2] is who came, who left, and who is called otherwise now", () => {
    const members = new Members();
    members.enter(LIN);
    members.enter(MEI);
    expect(members.takeChanges()).toEqual({ type: "presence", joined: [LIN, MEI], left: [], count: 2 });
    members.rename(LIN.id, personName("Lin B"));
    members.leave(MEI.id);
    expect(members.takeChanges()).toEqual({
      type: "presence",
      joined: [{ id: LIN.id, name: "Lin B" }],
      left: [MEI.id],
      count: 1,
    });
    expect(members.takeChanges()).toBeNull();
  });

  it("[P2] leaves out people who came and went, or went and came back, in between", () => {
    const members = new Members();
    members.enter(LIN);
    members.takeChanges();
    members.leave(LIN.id);
    members.enter(LIN);
    members.enter(MEI);
    members.leave(MEI.id);
    members.enter(LIN);
    expect(members.takeChanges()).toBeNull();
  });

  it("[P2] is also what a newcomer saw of it that has been taken back since", () => {
    const members = new Members();
    members.enter(LIN);
    members.takeChanges();
    members.leave(LIN.id);
    members.enter(MEI);
    expect(members.list()).toEqual([MEI]); // what Mei's welcome says
    members.enter(LIN);
    expect(members.takeChanges()).toMatchObject({ joined: [LIN, MEI], left: [], count: 2 });
  });

  it("[P2] is nothing after they were settled", () => {
    expect(settledWith(3).takeChanges()).toBeNull();
  });

  it("[P3] names nobody in a room of more than 200 people", () => {
    const members = settledWith(PRESENCE_MAX_NAMED - 1);
    members.enter(LIN);
    expect(members.list()).toHaveLength(200);
    expect(members.takeChanges()).toMatchObject({ joined: [LIN], left: [], count: 200 });
    members.enter(MEI);
    expect(members.list()).toEqual([]);
    expect(members.takeChanges()).toEqual({ type: "presence", joined: [], left: [], count: 201 });
  });

  it("[P3] names everybody when the room has shrunk to 200", () => {
    const members = settledWith(PRESENCE_MAX_NAMED + 1);
    const [first] = people(1);
    members.leave(first?.id ?? LIN.id);
    const presence = members.takeChanges();
    expect(presence).toMatchObject({ count: 200 });
    expect(presence?.joined).toEqual(people(PRESENCE_MAX_NAMED + 1).slice(1));
    members.enter(person("person 1"));
    members.leave(LIN.id);
    expect(members.takeChanges()).toMatchObject({ joined: [], count: 201 });
  });

  it("[P3] names everybody also to those who came while the room was too large for a moment", () => {
    const members = settledWith(PRESENCE_MAX_NAMED);
    members.enter(LIN);
    expect(members.list()).toEqual([]); // what Lin's welcome says
    members.leave(person("person 1").id);
    const presence = members.takeChanges();
    expect(presence).toMatchObject({ count: 200, left: [person("person 1").id] });
    expect(presence?.joined).toEqual([...people(PRESENCE_MAX_NAMED).slice(1), LIN]);
  });

  it.each([0, PRESENCE_MAX_NAMED - 1])(
    "[P2] [P3] adds up for every client, in a room of %d and a few more",
    (settled) => {
      const who = fc.nat(4).map((index) => `visitor ${index}`);
      const act = fc.oneof(
        fc.record({ act: fc.constant("enter"), who, as: fc.option(fc.nat(2)) }),
        fc.record({ act: fc.constant("watch"), who }),
        fc.record({ act: fc.constant("leave"), who }),
        fc.record({ act: fc.constant("rename"), who, as: fc.nat(2) }),
        fc.record({ act: fc.constant("announce") }),
      );
      fc.assert(
        fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
          const members = settledWith(settled);
          const snapshot = (): Attendance => new Attendance({ members: members.list(), count: members.count });
          let watchers = [{ id: LIN.id, seen: snapshot() }];
          const announce = (): void => {
            const presence = members.takeChanges();
            if (presence !== null) for (const { seen } of watchers) seen.fold(presence);
          };
          for (const step of acts) {
            if (step.act === "announce") announce();
            if (!("who" in step)) continue;
            const { id, name } = person(step.who);
            if (step.act === "leave") {
              members.leave(id);
              if (members.nameOf(id) === null) watchers = watchers.filter((watcher) => watcher.id !== id);
            }
            if (step.act === "enter") members.enter({ id, name });
            if (step.act === "watch") {
              // What a welcome does: the newcomer is among those whom it lists.
              members.enter({ id, name });
              watchers.push({ id, seen: snapshot() });
            }
            if ("as" in step && step.as !== null) members.rename(id, personName(`${step.who}, ${step.as}`));
          }
          announce();
          const present = new Map(members.list().map((one) => [one.id, one.name]));
          for (const { seen } of watchers) {
            expect(seen.count).toBe(members.count);
            expect(seen.names).toEqual(present);
          }
        }),
        { numRuns: settled === 0 ? 1_000 : 400 },
      );
    },
  );
});
