/** Owns what the benchmark finds out: one list of measured values, from which the tables, the charts and the JSON are made. */
import type { ServerName } from "./servers/servers.ts";

interface Kind {
  readonly what: string;
  readonly unit: string;
}

/** What is measured. */
export const KINDS = {
  flood: { what: "deliveries a server-CPU-second, 200 receivers", unit: "deliveries/s" },
  talkMedian: { what: "latency at 50 messages/s, 200 receivers, median", unit: "ms" },
  talkP99: { what: "latency at 50 messages/s, 200 receivers, 99th percentile", unit: "ms" },
  pair: { what: "round trip of two people, median", unit: "ms" },
  memory: { what: "memory of an idle socket", unit: "B" },
  wake: { what: "the first `welcome` after a start, by messages in the room", unit: "ms" },
  welcome: { what: "`hello` to `welcome`, median, by messages in the room", unit: "ms" },
  page: { what: "a page of 50 somewhere in the history, median, by messages in the room", unit: "ms" },
  search: { what: "a search, or what is done for it, median", unit: "ms" },
  searchWaitMedian: { what: "how long messages wait meanwhile, median", unit: "ms" },
  searchWaitP99: { what: "how long messages wait meanwhile, 99th percentile", unit: "ms" },
  searchWaitMax: { what: "how long messages wait meanwhile, at most", unit: "ms" },
  floodByMembers: { what: "deliveries a server-CPU-second, by sockets in the room", unit: "deliveries/s" },
  talkByMembers: { what: "latency at 20 messages/s, median, by sockets in the room", unit: "ms" },
  crowdP99: { what: "latency at 20 messages/s, 99th percentile, by sockets in the room", unit: "ms" },
  stormP99: { what: "latency while so many come within 5 s, 99th percentile", unit: "ms" },
  stormFrames: { what: "frames beside messages for each member, while so many come within 5 s", unit: "frames" },
  pageTask: { what: "the page: longest task while it receives, 0 where none is above 50 ms", unit: "ms" },
  pageElements: { what: "the page: elements in the document, at most", unit: "elements" },
  pageHeap: { what: "the page: heap after the last tenth of the messages, to that after the first", unit: "times" },
  lighthouse: { what: "the page: performance by Lighthouse, the worse of two pages", unit: "points" },
} as const satisfies Record<string, Kind>;

export type FigureName = keyof typeof KINDS;

export interface Figure {
  readonly name: FigureName;
  readonly server: ServerName;
  /**
   * Sockets in the room, or messages in its history, where the figure is one point of a curve; words, where it is one of
   * several things that were done.
   */
  readonly by?: number | string;
  /** One value a round, in the unit of its kind, in the order of the rounds. */
  readonly values: number[];
}

/** A figure that is one point of a curve. */
export interface CurvePoint extends Figure {
  readonly by: number;
}

export class Figures {
  readonly all: Figure[];

  constructor(all: readonly Figure[] = []) {
    this.all = [...all];
  }

  add(name: FigureName, server: ServerName, value: number, by?: number | string): void {
    const found = this.find(name, server, by);
    if (found === undefined) this.all.push({ name, server, ...(by !== undefined && { by }), values: [value] });
    else found.values.push(value);
  }

  find(name: FigureName, server: ServerName, by?: number | string): Figure | undefined {
    return this.named(name, server).find((figure) => figure.by === by);
  }

  /** Every point of one curve, from its least `by` to its greatest. */
  curve(name: FigureName, server: ServerName): readonly CurvePoint[] {
    const points = this.named(name, server).filter((figure): figure is CurvePoint => typeof figure.by === "number");
    return points.toSorted((a, b) => a.by - b.by);
  }

  /** All of one kind, in the order in which they were measured. */
  named(name: FigureName, server: ServerName): readonly Figure[] {
    return this.all.filter((figure) => figure.name === name && figure.server === server);
  }
}
