/** The servers that are measured: how each is run, which dialect it speaks, and its name. */
import type { DialectName } from "../load/clients/dialects.ts";

interface Kind {
  readonly dialect: DialectName;
  /**
   * A program for Node, a Worker for miniflare, or a Worker with static assets like Foyer: there each frame also passes the
   * platform's router for assets.
   */
  readonly kind: "node" | "worker" | "worker with assets";
  /** Relative to `bench`. */
  readonly source: string;
  /** Its name in tables and charts. */
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
} as const satisfies Record<string, Kind>;

export type ServerName = keyof typeof SERVERS;
