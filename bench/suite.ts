/** Owns what is measured: each bench is one round of it, with every server in turn. */
import type { Figures } from "./figures.ts";
import { measureLighthouse } from "./page/lighthouse.ts";
import { measureReceiving } from "./page/receiving.ts";
import { measure, putLoad } from "./rig.ts";
import { fillRoom } from "./servers/fill.ts";
import { startServer, type Server, type ServerName } from "./servers/server.ts";

/** How long and how large; a quick round only shows that everything runs. */
export interface Scale {
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly rounds: number;
  readonly members: readonly number[];
  readonly histories: readonly number[];
  readonly arrivals: readonly number[];
  /** Messages that the page receives. */
  readonly received: number;
}

export const FULL: Scale = {
  warmUpMs: 1_000,
  measureMs: 4_000,
  rounds: 3,
  members: [10, 100, 1_000, 5_000],
  histories: [10, 100, 1_000, 10_000, 100_000, 1_000_000],
  arrivals: [500, 1_000, 2_000],
  received: 10_000,
};

export const QUICK: Scale = {
  warmUpMs: 500,
  measureMs: 1_000,
  rounds: 1,
  members: [10, 100],
  histories: [10, 1_000],
  arrivals: [100],
  received: 1_000,
};

export type Bench = (scale: Scale, figures: Figures) => Promise<void>;

const RECEIVERS = 200;
const EVERYBODY: readonly ServerName[] = ["foyer", "tutorial", "ws", "socketIo", "partyserver", "bare"];
const OBJECTS: readonly ServerName[] = ["foyer", "bare", "bareBehindAssets", "storing"];

/** A stream's audience. */
const CROWD = { perSecond: 20 };

export const SUITE = {
  /** How much a server delivers with a second of processor time. */
  async flood({ warmUpMs, measureMs }, figures) {
    for (const server of EVERYBODY) {
      const { deliveriesPerCpuSecond } = await measure(server, "flood", { clients: RECEIVERS, warmUpMs, measureMs });
      figures.add("flood", server, deliveriesPerCpuSecond);
    }
  },

  /** How long a message takes in a lively room. */
  async talk({ warmUpMs, measureMs }, figures) {
    for (const server of [...EVERYBODY, "bareBehindAssets", "storing"] as const) {
      const options = { clients: RECEIVERS, perSecond: 50, warmUpMs, measureMs: measureMs * 2 };
      const { median, p99 } = await measure(server, "talk", options);
      figures.add("talkMedian", server, median);
      figures.add("talkP99", server, p99);
    }
  },

  /** How long a message and its answer take between two people. */
  async pair({ measureMs }, figures) {
    for (const server of [...OBJECTS, "ws"] as const) {
      const { median } = await measure(server, "pair", { warmUpRounds: measureMs / 10, rounds: measureMs / 5 });
      figures.add("pair", server, median);
    }
  },

  /** What an idle socket costs in memory. */
  async memory(_scale, figures) {
    for (const server of OBJECTS) {
      // Longer than the quiet after which a room sleeps.
      const { bytesPerSocket } = await measure(server, "stay", { clients: 1_000, quietMs: 11_000 });
      figures.add("memory", server, bytesPerSocket);
    }
  },

  /** How a room's past weighs on who comes in and on who looks back. */
  async history({ histories }, figures) {
    for (const messages of histories) {
      const server = await startFilled(messages);
      try {
        const { firstWelcome, welcome, page } = await putLoad(server, "visit", { visits: 1_000 });
        figures.add("wake", "foyer", firstWelcome, messages);
        figures.add("welcome", "foyer", welcome, messages);
        figures.add("page", "foyer", page, messages);
      } finally {
        await server.remove();
      }
    }
  },

  /** How the longest past is searched, and how long those who talk have to wait for it. */
  async search({ histories }, figures) {
    const messages = Math.max(...histories);
    const server = await startFilled(messages);
    try {
      const { first, building, searches } = await putLoad(server, "seek", {});
      const waits = [first, building, ...Object.values(searches)].map(({ longestWaitMs }) => longestWaitMs);
      figures.add("searchFirst", "foyer", first.ms, messages);
      figures.add("searchBuild", "foyer", building.ms, messages);
      figures.add("searchIndexed", "foyer", searches.absent.ms, messages);
      figures.add("searchShort", "foyer", searches["two characters, absent"].ms, messages);
      figures.add("searchWait", "foyer", Math.max(...waits), messages);
    } finally {
      await server.remove();
    }
  },

  /** How the same figures go with the number of people in one room. */
  async members({ warmUpMs, measureMs, members }, figures) {
    for (const clients of members) {
      for (const server of ["foyer", "bare", "ws"] as const) {
        // A loop that sends each message to 5,000 sockets one by one says what it has to say at 1,000.
        if (server !== "foyer" && clients > 1_000) continue;
        const load = { clients, warmUpMs, measureMs };
        const { deliveriesPerCpuSecond } = await measure(server, "flood", load);
        figures.add("floodByMembers", server, deliveriesPerCpuSecond, clients);
        const { median, p99 } = await measure(server, "talk", { ...load, ...CROWD, measureMs: measureMs * 2 });
        figures.add("talkByMembers", server, median, clients);
        figures.add("crowdP99", server, p99, clients);
      }
    }
  },

  /** How the talk goes on while a crowd comes in, and what everybody is told of it. */
  async storm({ arrivals }, figures) {
    for (const count of arrivals) {
      const options = { ...CROWD, talkers: 20, arrivals: count, withinMs: 5_000 };
      const { p99, otherFramesPerMember } = await measure("foyer", "storm", options);
      figures.add("stormP99", "foyer", p99, count);
      figures.add("stormFrames", "foyer", otherFramesPerMember, count);
    }
  },

  /** The page itself: while much arrives, at the newest message and scrolled up, and as Lighthouse sees it. */
  async page({ received }, figures) {
    const { following, scrolledUp } = await measureReceiving({ messages: received, perSecond: 200 });
    for (const { longestTaskMs, elementsMax, heapBytes } of [following, scrolledUp]) {
      figures.add("pageTask", "foyer", longestTaskMs);
      figures.add("pageElements", "foyer", elementsMax);
      figures.add("pageHeap", "foyer", (heapBytes.at(-1) ?? Number.NaN) / (heapBytes[0] ?? Number.NaN));
    }
    const pages = await measureLighthouse();
    figures.add("lighthouse", "foyer", Math.min(...pages.map(({ score }) => score)));
  },
} satisfies Record<string, Bench>;

/** Foyer, with a room of so many messages. */
async function startFilled(messages: number): Promise<Server> {
  const empty = await startServer("foyer");
  await putLoad(empty, "visit", { visits: 1 });
  await empty.stop();
  fillRoom(empty.folder, messages);
  return await startServer("foyer", empty.folder);
}

export type BenchName = keyof typeof SUITE;

/** Those that are slow and spread little: one round says it. */
export const ONCE: ReadonlySet<BenchName> = new Set(["page", "memory", "search"]);
