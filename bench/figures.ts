/** Owns what the benchmark finds out: one list of measured values, from which the table, the charts and the JSON are made. */
import type { ServerName } from "./servers/server.ts";

/** What is measured; `UNITS` says in what. */
export type FigureName =
  | "flood"
  | "talkMedian"
  | "talkP99"
  | "pair"
  | "memory"
  | "welcome"
  | "wake"
  | "page"
  | "crowdP99"
  | "stormP99"
  | "stormFrames"
  | "pageTask"
  | "pageElements"
  | "pageHeap"
  | "lighthouse"
  | "floodByMembers"
  | "talkByMembers"
  | "searchFirst"
  | "searchBuild"
  | "searchIndexed"
  | "searchShort"
  | "searchWait";

export interface Figure {
  readonly name: FigureName;
  readonly server: ServerName;
  /** Sockets in the room, or messages in its history, where the figure is one point of a curve. */
  readonly x?: number;
  /** One value a round, in the unit of `UNITS`, in the order of the rounds. */
  readonly values: number[];
}

export const UNITS: Readonly<Record<FigureName, string>> = {
  flood: "deliveries/s",
  talkMedian: "ms",
  talkP99: "ms",
  pair: "ms",
  memory: "B",
  welcome: "ms",
  wake: "ms",
  page: "ms",
  crowdP99: "ms",
  stormP99: "ms",
  stormFrames: "frames",
  pageTask: "ms",
  pageElements: "elements",
  pageHeap: "times",
  lighthouse: "points",
  floodByMembers: "deliveries/s",
  talkByMembers: "ms",
  searchFirst: "ms",
  searchBuild: "ms",
  searchIndexed: "ms",
  searchShort: "ms",
  searchWait: "ms",
};

export class Figures {
  readonly all: Figure[] = [];

  add(name: FigureName, server: ServerName, value: number, x?: number): void {
    const found = this.find(name, server, x);
    if (found === undefined) this.all.push({ name, server, ...(x !== undefined && { x }), values: [value] });
    else found.values.push(value);
  }

  find(name: FigureName, server: ServerName, x?: number): Figure | undefined {
    return this.all.find((figure) => figure.name === name && figure.server === server && figure.x === x);
  }

  /** Every point of one curve. */
  curve(name: FigureName, server: ServerName): readonly Figure[] {
    return this.all.filter((figure) => figure.name === name && figure.server === server && figure.x !== undefined);
  }
}
