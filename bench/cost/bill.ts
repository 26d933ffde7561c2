/** Turns units into money, and says where the free plan is too small. */
import { METERS, PLAN_USD, PRICES, type Meter } from "./prices.ts";
import type { Usage } from "./usage.ts";

export interface Bill {
  /** US dollars beyond the price of the plan, for each meter. */
  readonly beyondUsd: Readonly<Record<Meter, number>>;
  /** US dollars in total. */
  readonly totalUsd: number;
}

/** US dollars that `units` of a meter cost beyond what the paid plan includes. */
export function beyondUsd(meter: Meter, units: number): number {
  const { included, usd, per, isRoundedUp } = PRICES[meter];
  const beyond = Math.max(0, units - included) / per;
  return (isRoundedUp ? Math.ceil(beyond) : beyond) * usd;
}

/** A month's bill on the paid plan. */
export function billOf(usage: Usage): Bill {
  const beyond = Object.fromEntries(
    METERS.map((meter) => [meter, beyondUsd(meter, usage[meter])]),
  ) as Bill["beyondUsd"];
  return { beyondUsd: beyond, totalUsd: PLAN_USD + METERS.reduce((sum, meter) => sum + beyond[meter], 0) };
}

/** The share of a meter's free limit that `units` use in a month, spread over `days` days. A share of 1 just fits. */
export function freeShare(meter: Meter, units: number, days: number): number {
  const { free } = PRICES[meter];
  if (free === null) return 0;
  return (free.each === "day" ? units / days : units) / free.units;
}

/** The meters for which the free plan is too small, the scarcest first. */
export function beyondFree(usage: Usage, days: number): readonly Meter[] {
  const shares = METERS.map((meter) => ({ meter, share: freeShare(meter, usage[meter], days) }));
  return shares
    .filter(({ share }) => share > 1)
    .toSorted((a, b) => b.share - a.share)
    .map(({ meter }) => meter);
}
