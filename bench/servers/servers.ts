/** Owns which servers are measured: what each is made of, how one speaks with it, and what it is called. */
import type { DialectName } from "../load/clients/dialects.ts";

interface Recipe {
  readonly dialect: DialectName;
  /**
   * What is run: a program for Node, a Worker for miniflare, or a Worker that is deployed as Foyer is, with static assets:
   * each frame then passes the platform's router of assets as well.
   */
  readonly kind: "node" | "worker" | "worker with assets";
  /** From this folder's parent. */
  readonly source: string;
  /** As the tables and the charts call it. */
  readonly label: string;
}

export const SERVERS = {
  foyer: { kind: "worker with assets", dialect: "foyer", source: "../src/edge/worker.ts", label: "Foyer" },
  tutorial: { kind: "node", dialect: "tutorial", source: "peers/tutorial.ts", label: "the tutorial's server" },
  ws: { kind: "node", dialect: "bare", source: "peers/ws.ts", label: "bare ws loop on Node" },
  socketIo: { kind: "node", dialect: "socketIo", source: "peers/socket-io.ts", label: "Socket.IO" },
  partyserver: { kind: "worker", dialect: "party", source: "peers/partyserver.ts", label: "PartyServer" },
  bare: { kind: "worker", dialect: "bare", source: "peers/bare-object.ts", label: "bare Durable Object loop" },
  bareBehindAssets: {
    kind: "worker with assets",
    dialect: "bare",
    source: "peers/bare-object.ts",
    label: "bare loop behind static assets",
  },
  storing: {
    kind: "worker with assets",
    dialect: "bare",
    source: "peers/storing-object.ts",
    label: "the same, storing each message",
  },
} as const satisfies Record<string, Recipe>;

export type ServerName = keyof typeof SERVERS;
