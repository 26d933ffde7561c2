/** Cloudflare's published prices, with their units and where they are published. */

/** The day the prices were read, in stored copies of Cloudflare's documentation: see `docs/cost.md`. */
export const READ_ON = "2026-11-22";

/** US dollars a month for the paid plan of an account. */
export const PLAN_USD = 5;

/** Gigabytes billed for an active Durable Object, whatever it uses: 128 MB, in the decimal units of the docs. */
export const OBJECT_GB = 0.128;

/** How many incoming WebSocket messages are billed as one request to a Durable Object. */
export const FRAMES_PER_REQUEST = 20;

export type Meter =
  | "workerRequests"
  | "workerCpuMs"
  | "objectRequests"
  | "durationGbS"
  | "rowsRead"
  | "rowsWritten"
  | "storedGbMonths"
  | "logEvents";

export interface Price {
  /** What is counted, in words. */
  readonly unit: string;
  /** Units included in a month of the paid plan. */
  readonly included: number;
  /** US dollars for each `per` units beyond those. */
  readonly usd: number;
  readonly per: number;
  /**
   * Whether part of `per` costs as much as the whole. Cloudflare's examples round up the two compute meters of objects, and
   * not those of Workers. The other meters have no example: we round them up to be on the safe side.
   */
  readonly isRoundedUp: boolean;
  /** Units that the free plan allows, a day or in total. Null if it has no such limit. */
  readonly free: { readonly units: number; readonly each: "day" | "ever" } | null;
  readonly source: string;
}

const DOCS = "https://developers.cloudflare.com";
const WORKERS = `${DOCS}/workers/platform/pricing/`;
const OBJECTS = `${DOCS}/durable-objects/platform/pricing/`;
const MILLION = 1_000_000;

/** In the order they are printed. */
export const PRICES: Readonly<Record<Meter, Price>> = {
  workerRequests: {
    unit: "Worker requests",
    included: 10 * MILLION,
    usd: 0.3,
    per: MILLION,
    isRoundedUp: false,
    free: { units: 100_000, each: "day" },
    source: WORKERS,
  },
  workerCpuMs: {
    unit: "Worker CPU (ms)",
    included: 30 * MILLION,
    usd: 0.02,
    per: MILLION,
    isRoundedUp: false,
    free: null, // 10 ms for each request, not a sum
    source: WORKERS,
  },
  objectRequests: {
    unit: "object requests",
    included: MILLION,
    usd: 0.15,
    per: MILLION,
    isRoundedUp: true,
    free: { units: 100_000, each: "day" },
    source: OBJECTS,
  },
  durationGbS: {
    unit: "object duration (GB-s)",
    included: 400_000,
    usd: 12.5,
    per: MILLION,
    isRoundedUp: true,
    free: { units: 13_000, each: "day" },
    source: OBJECTS,
  },
  rowsRead: {
    unit: "rows read",
    included: 25_000 * MILLION,
    usd: 0.001,
    per: MILLION,
    isRoundedUp: true,
    free: { units: 5 * MILLION, each: "day" },
    source: OBJECTS,
  },
  rowsWritten: {
    unit: "rows written",
    included: 50 * MILLION,
    usd: 1,
    per: MILLION,
    isRoundedUp: true,
    free: { units: 100_000, each: "day" },
    source: OBJECTS,
  },
  storedGbMonths: {
    unit: "stored (GB-months)",
    included: 5,
    usd: 0.2,
    per: 1,
    isRoundedUp: true,
    free: { units: 5, each: "ever" },
    source: OBJECTS,
  },
  logEvents: {
    unit: "log events",
    included: 20 * MILLION,
    usd: 0.6,
    per: MILLION,
    isRoundedUp: true,
    free: { units: 200_000, each: "day" },
    source: `${DOCS}/workers/observability/logs/workers-logs/`,
  },
};

/** Every meter, in the order of `PRICES`. */
export const METERS = Object.keys(PRICES) as readonly Meter[];
