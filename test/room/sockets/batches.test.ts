import { describe, expect, it } from "vitest";
import { Batches, windowMs } from "../../../src/room/sockets/batches.ts";
import { FakeClock } from "../../support/client/clock.ts";

/** Sockets enough for a window of 9 ms after one change. */
const CROWD = 600;

class Room {
  readonly clock = new FakeClock();
  /** The numbers of the changes, a list for each batch that has ended. */
  readonly batches: number[][] = [];
  readonly #batches: Batches;
  #open: number[] = [];
  #asked = 0;

  constructor(sockets: number) {
    this.#batches = new Batches({
      clock: this.clock,
      countSockets: () => sockets,
      onEnd: () => {
        this.batches.push(this.#open);
        this.#open = [];
      },
    });
  }

  ask(length = 1): void {
    const change = ++this.#asked;
    this.#batches.add(length, () => this.#open.push(change));
  }

  handleAll(): void {
    this.#batches.handleAll();
  }
}

describe("a window", () => {
  it("is nothing for a handful of sockets, grows with them, and ends at half a second", () => {
    const sockets = [0, 1, 66, 68, 600, 5_000, 33_300, 33_400, 100_000];
    expect(sockets.map((count) => windowMs(count, 1))).toEqual([0, 0, 0, 1.02, 9, 75, 499.5, 500, 500]);
  });

  it("grows with what the last batch brought: with its root, up to a tenth of a second", () => {
    expect([0, 1, 4, 9, 16, 17, 18, 1_000].map((changes) => Math.floor(windowMs(CROWD, changes)))).toEqual([
      9, 9, 48, 72, 96, 98, 100, 100,
    ]);
  });

  it("may be longer in a room of thousands, where frames take longer than that", () => {
    expect([1_000, 2_000, 5_000, 5_001].map((sockets) => windowMs(sockets, 1_000))).toEqual([100, 200, 500, 500]);
  });
});

describe("batches", () => {
  it("handles each change at once in a small room", () => {
    const room = new Room(2);
    room.ask();
    room.ask();
    expect(room.batches).toEqual([[1], [2]]);
    expect(room.clock.pending).toBe(0);
  });

  it("handles the first change after quiet at once, and later ones in one turn when the window ends", () => {
    const room = new Room(CROWD);
    for (let n = 0; n < 3; n++) room.ask();
    room.clock.advance(8);
    expect(room.batches).toEqual([[1]]);
    room.clock.advance(1);
    expect(room.batches).toEqual([[1], [2, 3]]);
    expect(room.clock.pending).toBe(0); // a timer would keep the room awake
    room.clock.advance(34);
    room.ask();
    expect(room.batches).toEqual([[1], [2, 3], [4]]);
  });

  it("waits longer where much is said", () => {
    const room = new Room(CROWD);
    for (let n = 0; n < 5; n++) room.ask();
    room.clock.advance(9);
    expect(room.batches).toEqual([[1], [2, 3, 4, 5]]);
    room.ask();
    room.clock.advance(47);
    expect(room.batches).toHaveLength(2);
    room.clock.advance(1);
    expect(room.batches[2]).toEqual([6]);
  });

  it("does not wait where what waits is long", () => {
    const room = new Room(CROWD);
    room.ask();
    for (let n = 0; n < 64; n++) room.ask(4_096);
    expect(room.batches).toEqual([[1]]);
    room.ask();
    expect(room.batches.map(({ length }) => length)).toEqual([1, 65]);
    room.clock.advance(1_000); // the timer that was set finds nothing
    expect(room.batches).toHaveLength(2);
  });

  it("handles at once what waits when it is asked to", () => {
    const room = new Room(CROWD);
    room.handleAll();
    room.ask();
    room.ask();
    room.handleAll();
    expect(room.batches).toEqual([[1], [2]]);
  });

  it("waits no longer than half a second when the clock is set back", () => {
    const room = new Room(CROWD);
    room.ask();
    room.clock.setBack(60_000);
    room.ask();
    room.clock.advance(500);
    expect(room.batches).toEqual([[1], [2]]);
  });
});
