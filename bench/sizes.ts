/** How long each benchmark takes, and how large its rooms are. */

export interface Sizes {
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly rounds: number;
  /** Sockets in one room. */
  readonly members: readonly number[];
  /** Messages in one room. */
  readonly histories: readonly number[];
  /** Messages in the room that is searched. */
  readonly searched: number;
  /** People who join within 5 s. */
  readonly arrivals: readonly number[];
  /** Messages that the page receives. */
  readonly received: number;
}

export const FULL: Sizes = {
  warmUpMs: 1_000,
  measureMs: 4_000,
  rounds: 3,
  members: [10, 100, 1_000, 5_000],
  histories: [10, 100, 1_000, 10_000, 100_000, 1_000_000],
  searched: 1_000_000,
  arrivals: [500, 1_000, 2_000],
  received: 10_000,
};

/** Only checks that everything runs. */
export const QUICK: Sizes = {
  warmUpMs: 500,
  measureMs: 1_000,
  rounds: 1,
  members: [10, 100],
  histories: [10, 1_000],
  searched: 10_000,
  arrivals: [100],
  received: 1_000,
};
