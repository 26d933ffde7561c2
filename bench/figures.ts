/** The list of measured values from which the tables, the charts and the JSON are made. */
import type { ServerName } from "./servers/servers.ts";

interface Kind {
  readonly what: string;
  readonly unit: string;
}

export const KINDS = {
  flood: { what: "deliveries a server-CPU-second, 200 receivers", unit: "deliveries/s" },
  talkMedian: { what: "latency at 50 messages/s, 200 receivers, median", unit: "ms" },
  talkP99: { what: "latency at 50 messages/s, 200 receivers, 99th percentile", unit: "ms" },
  pair: { what: "round trip of two people, median", unit: "ms" },
  memory: { what: "memory of an idle socket", unit: "B" },
  wake: { what: "the first `welcome` after a start, by messages in the room", unit: "ms" },
  welcome: { what: "`hello` to `welcome`, median, by messages in the room", unit: "ms" },
  page: { what: "a page of 50 somewhere in the history, median, by messages in the room", unit: "ms" },
  search: { what: "a search, or another activity, median", unit: "ms" },
  searchWaitMedian: { what: "how long messages wait meanwhile, median", unit: "ms" },
  searchWaitP99: { what: "how long messages wait meanwhile, 99th percentile", unit: "ms" },
  searchWaitMax: { what: "how long messages wait meanwhile, maximum", unit: "ms" },
  floodByMembers: { what: "deliveries a server-CPU-second, by sockets in the room", unit: "deliveries/s" },
  talkByMembers: { what: "latency at 20 messages/s, median, by sockets in the room", unit: "ms" },
  crowdP99: { what: "latency at 20 messages/s, 99th percentile, by sockets in the room", unit: "ms" },
  stormP99: { what: "latency while a crowd joins within 5 s, 99th percentile, by its size", unit: "ms" },
  stormFrames: {
    what: "frames beside messages for each member while a crowd joins within 5 s, by its size",
    unit: "frames",
  },
  pageTask: { what: "the page: longest task while it receives, 0 if none is above 50 ms", unit: "ms" },
  pageElements: { what: "the page: elements in the document, maximum", unit: "elements" },
  pageHeap: { what: "the page: heap after the last tenth of the messages, relative to the first", unit: "times" },
  lighthouse: { what: "the page: Lighthouse's performance score, the worse of two pages", unit: "points" },
} as const satisfies Record<string, Kind>;

export type FigureName = keyof typeof KINDS;

export interface Figure {
  readonly name: FigureName;
  readonly server: ServerName;
  /** For a point of a curve, the number of sockets or messages in the room. For one of several activities, its description. */
  readonly by?: number | string;
  /** One value for each round, in the unit of its kind. */
  readonly values: number[];
}

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

  /** All points of a curve, by ascending `by`. */
  curve(name: FigureName, server: ServerName): readonly CurvePoint[] {
    const points = this.named(name, server).filter((figure): figure is CurvePoint => typeof figure.by === "number");
    return points.toSorted((a, b) => a.by - b.by);
  }

  /** All figures of one kind, in the order they were measured. */
  named(name: FigureName, server: ServerName): readonly Figure[] {
    return this.all.filter((figure) => figure.name === name && figure.server === server);
  }
}
