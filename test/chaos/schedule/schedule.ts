/**
 * Owns what will happen and when: a list of deeds that the seed alone determines. What comes of them depends on the
 * machine as well; which process dies in which instant of whose message is what no seed can fix.
 */
import { Random } from "../random.ts";
import type { Deed, ScheduleOptions } from "./steps.ts";
import { cuts, freezes, kills } from "./faults.ts";
import { QuietTimes } from "./quiet-times.ts";
import { arrivals, changes, plainSayings, sayings } from "./activity.ts";

/** Every deed, by its time. */
export function schedule(options: ScheduleOptions): readonly Deed[] {
  const { seed, seconds } = options;
  const quietTimes = new QuietTimes(Random.of(seed, "quietTimes"), seconds * 1_000);
  const arriving = arrivals(options);
  const entered = new Map(arriving.flatMap((deed) => (deed.do === "enter" ? [[deed.client, deed.atMs] as const] : [])));
  const deeds: Deed[] = [
    ...quietTimes.all.map(({ from, to, room }): Deed => ({ atMs: from, do: "hush", room, ms: to - from })),
    ...arriving,
    ...kills(options, quietTimes),
    ...cuts(options, quietTimes),
    ...freezes(options, quietTimes),
    ...sayings(options, quietTimes, entered),
    ...changes(options, quietTimes, entered),
    ...plainSayings(options, quietTimes),
  ];
  return deeds.toSorted((one, other) => one.atMs - other.atMs);
}
