/** The benchmarks. Each function is one round, with every server in turn. */
import type { Figures } from "./figures.ts";
import { measureLighthouse } from "./page/lighthouse.ts";
import { measureReceiving } from "./page/receiving.ts";
import { measure, measureFilled } from "./measure.ts";
import type { ServerName } from "./servers/servers.ts";
import type { Sizes } from "./sizes.ts";

type Bench = (sizes: Sizes, figures: Figures) => Promise<void>;

const RECEIVERS = 200;
const ALL_SERVERS: readonly ServerName[] = ["foyer", "tutorial", "ws", "socketIo", "partyserver", "bare"];
const DURABLE_OBJECTS: readonly ServerName[] = ["foyer", "bare", "bareBehindAssets", "storing"];

/** The audience of a live stream. */
const CROWD = { perSecond: 20 };

export const SUITE = {
  /** How many deliveries a server makes in a second of processor time. */
  async flood({ warmUpMs, measureMs }, figures) {
    for (const server of ALL_SERVERS) {
      const { deliveriesPerCpuSecond } = await measure(server, "flood", { clients: RECEIVERS, warmUpMs, measureMs });
      figures.add("flood", server, deliveriesPerCpuSecond);
    }
  },

  /** How long a message takes in a busy room. */
  async talk({ warmUpMs, measureMs }, figures) {
    for (const server of [...ALL_SERVERS, "bareBehindAssets", "storing"] as const) {
      const options = { clients: RECEIVERS, perSecond: 50, warmUpMs, measureMs: measureMs * 2 };
      const { median, p99 } = await measure(server, "talk", options);
      figures.add("talkMedian", server, median);
      figures.add("talkP99", server, p99);
    }
  },

  /** How long a message and its answer take between two people. */
  async pair({ measureMs }, figures) {
    for (const server of [...DURABLE_OBJECTS, "ws"] as const) {
      const { median } = await measure(server, "pair", { warmUpRounds: measureMs / 10, rounds: measureMs / 5 });
      figures.add("pair", server, median);
    }
  },

  /** What an idle socket costs in memory. */
  async memory(_sizes, figures) {
    for (const server of DURABLE_OBJECTS) {
      // A room sleeps after 10 s of quiet.
      const { bytesPerSocket } = await measure(server, "idle", { clients: 1_000, quietMs: 11_000 });
      figures.add("memory", server, bytesPerSocket);
    }
  },

  /** How the length of the history affects joining and paging. */
  async history({ histories }, figures) {
    for (const messages of histories) {
      const { firstWelcome, welcome, page } = await measureFilled(messages, "visit", { visits: 1_000 });
      figures.add("wake", "foyer", firstWelcome, messages);
      figures.add("welcome", "foyer", welcome, messages);
      figures.add("page", "foyer", page, messages);
    }
  },

  /** How long searching a long history takes, and how long messages wait meanwhile. */
  async search({ searched }, figures) {
    for (const { activity, ms, waits } of await measureFilled(searched, "search", {})) {
      if (ms !== null) figures.add("search", "foyer", ms, activity);
      figures.add("searchWaitMedian", "foyer", waits.median, activity);
      figures.add("searchWaitP99", "foyer", waits.p99, activity);
      figures.add("searchWaitMax", "foyer", waits.max, activity);
    }
  },

  /** How throughput and latency depend on the number of people in a room. */
  async members({ warmUpMs, measureMs, members }, figures) {
    for (const clients of members) {
      for (const server of ["foyer", "bare", "ws"] as const) {
        // The loops of the other servers show their cost at 1,000 sockets; 5,000 would only take longer.
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

  /** How long messages take while a crowd joins, and how many frames that causes. */
  async storm({ arrivals }, figures) {
    for (const count of arrivals) {
      const options = { ...CROWD, talkers: 20, arrivals: count, withinMs: 5_000 };
      const { p99, otherFramesPerMember } = await measure("foyer", "storm", options);
      figures.add("stormP99", "foyer", p99, count);
      figures.add("stormFrames", "foyer", otherFramesPerMember, count);
    }
  },

  /** The page: while it receives many messages, at the newest one and scrolled up, and as measured by Lighthouse. */
  async page({ received }, figures) {
    const { following, scrolledUp } = await measureReceiving({ messages: received, perSecond: 200 });
    for (const [by, page] of [["at the newest message", following] as const, ["scrolled up", scrolledUp] as const]) {
      const { longestTaskMs, elementsMax, heapBytes } = page;
      figures.add("pageTask", "foyer", longestTaskMs, by);
      figures.add("pageElements", "foyer", elementsMax, by);
      figures.add("pageHeap", "foyer", (heapBytes.at(-1) ?? Number.NaN) / (heapBytes[0] ?? Number.NaN), by);
    }
    const pages = await measureLighthouse();
    figures.add("lighthouse", "foyer", Math.min(...pages.map(({ score }) => score)));
  },
} satisfies Record<string, Bench>;

export type BenchName = keyof typeof SUITE;

/** Slow benchmarks with little spread: one round is enough. */
export const ONCE: ReadonlySet<BenchName> = new Set(["page", "memory", "search"]);
