/** Measurements that several attacks share, with their bounds. */
import type { Measurement } from "./attack.ts";
import type { Cost } from "./stage.ts";
import type { Usage } from "./server/usage-watch.ts";
import { HEAR_WITHIN_MS } from "./witness/report.ts";

const MIB = 1024 * 1024;

/** MiB above idle. A Durable Object has 128 MB on Cloudflare, and a quiet room takes less than half of it. */
const MEMORY_MAX_MIB = 64;

/** How much later than in a quiet room, ... */
const DELAY_MAX_RATIO = 2;
/**
 * ... where that is more than this many milliseconds: nobody notices a tenth of a second, and a machine on whose two cores
 * attackers, server and witnesses run together is late by half of it now and then.
 */
const DELAY_FLOOR_MS = 100;

/** How many there are of all kinds. */
export function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** Those who talk meanwhile must not notice. */
export function witnessed({ quiet, meanwhile }: Cost): readonly Measurement[] {
  const most = Math.max(DELAY_FLOOR_MS, DELAY_MAX_RATIO * quiet.delays.p99);
  return [
    { what: "a witness's delay in the quiet room, p99, ms", value: quiet.delays.p99 },
    { what: "a witness's delay, median, ms", value: meanwhile.delays.median },
    {
      what: "a witness's delay, p99, ms",
      value: meanwhile.delays.p99,
      bound: {
        most,
        why: `twice that of the quiet room, or ${DELAY_FLOOR_MS} ms, which nobody notices`,
        isTiming: true,
      },
    },
    { what: "a witness's delay, at most, ms", value: meanwhile.delays.max },
    {
      what: `messages that a witness missed for ${HEAR_WITHIN_MS / 1_000} s`,
      value: meanwhile.missed,
      bound: { most: 0, why: "nothing said is lost" },
    },
    {
      what: "witnesses refused or disconnected",
      value: sum(meanwhile.troubles),
      bound: { most: 0, why: "they stay below every limit" },
    },
  ];
}

/**
 * The server's memory must not grow with what is thrown at it. `usual`: what the same comes to without the attack, where people
 * say so much that this alone takes memory; else the quiet room is the measure.
 */
export function memoryOf({ usage }: Cost, usual: Usage | null = null): readonly Measurement[] {
  const before = usual === null ? usage?.idleBytes : usual.peakBytes;
  const value = usage && before !== undefined ? (usage.peakBytes - before) / MIB : null;
  const kind = usual === null ? "in the quiet room" : "while the same was said and everybody read it";
  return [
    { what: `server memory ${kind}, MiB`, value: before === undefined ? null : before / MIB },
    {
      what: "server memory above that, at most, MiB",
      value,
      bound: { most: MEMORY_MAX_MIB, why: "half of the 128 MB that a Durable Object has" },
    },
  ];
}

/** The share of one core that the server takes. */
export function cpuOf({ usage }: Cost, most: number, why: string): Measurement {
  const value = usage && usage.cpuShare * 100;
  return { what: "server's share of one core, %", value, bound: { most, why, isTiming: true } };
}
