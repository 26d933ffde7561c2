import { expect, it } from "vitest";
import { foldName } from "../../../src/protocol/values/names.ts";
import type { SqliteHistory } from "../../../src/room/history/sqlite-history.ts";
import { openHistory } from "../../support/workerd/histories.ts";
import { inStorage, newRoom } from "../../support/workerd/rooms.ts";
import { draft, people } from "../../support/people.ts";

const CROWD = people(40);

function come(history: SqliteHistory, indexes: readonly number[]): void {
  for (const index of indexes) {
    const person = CROWD[index];
    if (person === undefined) throw new Error("There is somebody.");
    history.claim(foldName(person.name), person.id);
    history.setRead(person.id, 1);
    history.append({ ...draft(person, "hello"), clientId: `${history.head.seq}` });
  }
}

/** Which of the crowd are remembered, by each of the three tables. */
function remembered(history: SqliteHistory): readonly (readonly number[])[] {
  const those = (isThere: (index: number) => boolean): number[] => [...CROWD.keys()].filter(isThere);
  return [
    those((index) => history.isClaimed(foldName(CROWD[index]?.name ?? never()))),
    those((index) => history.readOf(CROWD[index]?.id ?? never()) > 0),
    those((index) => history.firstSaidAt(CROWD[index]?.id ?? never()) !== null),
  ];
}

it.each([4, 5, 10])("MEMBERS_LIMIT of %d: as many are remembered, and one more pushes the first out", async (limit) => {
  await inStorage(newRoom(), (storage) => {
    const history = openHistory(storage, { membersLimit: limit });
    const range = (from: number, to: number): number[] => [...CROWD.keys()].slice(from, to);
    come(history, range(0, limit));
    expect(remembered(openHistory(storage, { membersLimit: 0 }))).toEqual(Array(3).fill(range(0, limit)));
    come(history, range(limit, limit + 1));
    const again = openHistory(storage, { membersLimit: 0 });
    expect(remembered(again)).toEqual(Array(3).fill(range(1, limit + 1)));
  });
});

it("MEMBERS_LIMIT: a member who returns before half of the limit has passed is kept", async () => {
  await inStorage(newRoom(), (storage) => {
    for (let index = 1; index < 40; index++) {
      const history = openHistory(storage, { membersLimit: 6 }); // each in another life of the room
      come(history, index % 2 === 1 ? [0, index] : [index]);
    }
    for (const those of remembered(openHistory(storage, { membersLimit: 0 }))) {
      expect(those).toContain(0);
      expect(those.length).toBeLessThanOrEqual(6);
      expect(those.slice(1)).toEqual([...CROWD.keys()].slice(-those.length + 1)); // the others: the last that came
    }
  });
});

it("MEMBERS_LIMIT: a member who is here is kept, however quiet, and however many others come", async () => {
  await inStorage(newRoom(), (storage) => {
    const here = new Set([CROWD[0]?.id, CROWD[2]?.id]);
    const history = openHistory(storage, { membersLimit: 4, isHere: (id) => here.has(id) });
    come(history, [...CROWD.keys()]);
    expect(remembered(openHistory(storage))).toEqual(Array(3).fill([0, 2, 38, 39]));
  });
});

it("MEMBERS_LIMIT: where more are here than it is, none of them is forgotten, and others are when they go", async () => {
  await inStorage(newRoom(), (storage) => {
    const here = new Set(CROWD.slice(0, 20).map(({ id }) => id));
    const history = openHistory(storage, { membersLimit: 4, isHere: (id) => here.has(id) });
    come(history, [...CROWD.keys()].slice(0, 20));
    expect(remembered(openHistory(storage))).toEqual(Array(3).fill([...CROWD.keys()].slice(0, 20)));
    here.clear();
    come(history, [...CROWD.keys()].slice(20));
    expect(remembered(openHistory(storage))).toEqual(Array(3).fill([36, 37, 38, 39]));
  });
});

it("MEMBERS_LIMIT: 0 remembers all, and a lower limit forgets a hundred at each write", async () => {
  await inStorage(newRoom(), (storage) => {
    const history = openHistory(storage);
    for (const { id } of people(300)) history.setRead(id, 1);
    const count = (): unknown => storage.sql.exec("SELECT count(*) AS count FROM reads").one()["count"];
    expect(count()).toBe(300);
    const limited = openHistory(storage, { membersLimit: 10 });
    const [somebody, ...others] = people(305).slice(300);
    limited.setRead(somebody?.id ?? never(), 1);
    expect(count()).toBe(201);
    for (const { id } of others) limited.setRead(id, 1);
    expect(count()).toBe(10);
  });
});

function never(): never {
  throw new Error("There is somebody.");
}
