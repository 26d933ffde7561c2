/**
 * Owns what Cloudflare asks for, as published: numbers with their units and where they stand. What is used is `usage.ts`'s
 * affair.
 */

/** The day on which the prices were read, in stored copies of Cloudflare's documentation: see `docs/cost.md`. */
export const READ_ON = "2026-11-22";

/** US dollars a month and account, for the paid plan with everything that it includes. */
export const PLAN_USD = 5;

/** Gigabytes that a Durable Object is billed for while it is active, whatever it uses: 128 MB, in the docs' decimal units. */
export const OBJECT_GB = 0.128;

/** Incoming WebSocket messages that are billed as one request to a Durable Object. */
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
  /** What is counted, as a person reads it. */
  readonly unit: string;
  /** Units that the paid plan includes a month. */
  readonly included: number;
  /** US dollars for each `per` units beyond those. */
  readonly usd: number;
  readonly per: number;
  /**
   * Whether a part of `per` costs as much as the whole. Cloudflare's examples round the two compute meters of objects up
   * and leave those of Workers alone; the rest has no example, and is rounded up to be on the safe side.
   */
  readonly isRoundedUp: boolean;
  /** Units that the free plan allows: a day, or in all. Null where it sets no such limit. */
  readonly free: { readonly units: number; readonly each: "day" | "ever" } | null;
  readonly source: string;
}

const DOCS = "https://developers.cloudflare.com";
const WORKERS = `${DOCS}/workers/platform/pricing/`;
const OBJECTS = `${DOCS}/durable-objects/platform/pricing/`;
const MILLION = 1_000_000;

/** In the order in which they are printed. */
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
