/**
 * Owns what will happen and when: a list of deeds that the seed alone determines. What comes of them depends on the
 * machine as well; which process dies in which instant of whose message is what no seed can fix.
 */
import { Random } from "../random.ts";
import type { Deed, ScheduleOptions } from "./deeds.ts";
import { cuts, freezes, kills } from "./faults.ts";
import { Hushes } from "./hushes.ts";
import { arrivals, changes, plainSayings, sayings } from "./talk.ts";

/** Every deed, by its time. */
export function schedule(options: ScheduleOptions): readonly Deed[] {
  const { seed, seconds } = options;
  const hushes = new Hushes(Random.of(seed, "hushes"), seconds * 1_000);
  const arriving = arrivals(options);
  const entered = new Map(arriving.flatMap((deed) => (deed.do === "enter" ? [[deed.client, deed.atMs] as const] : [])));
  const deeds: Deed[] = [
    ...hushes.all.map(({ from, to, room }): Deed => ({ atMs: from, do: "hush", room, ms: to - from })),
    ...arriving,
    ...kills(options, hushes),
    ...cuts(options, hushes),
    ...freezes(options, hushes),
    ...sayings(options, hushes, entered),
    ...changes(options, hushes, entered),
    ...plainSayings(options, hushes),
  ];
  return deeds.toSorted((one, other) => one.atMs - other.atMs);
}
