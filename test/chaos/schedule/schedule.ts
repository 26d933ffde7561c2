/**
 * What will happen and when: a list of steps that the seed alone determines. Their effect depends on the machine as well: no
 * seed can fix in which instant of which message a process dies.
 */
import { Random } from "../random.ts";
import { arrivals, changes, plainSayings, sayings, searches } from "./activity.ts";
import { cuts, freezes, kills } from "./faults.ts";
import { QuietTimes } from "./quiet-times.ts";
import type { ScheduleOptions, Step } from "./steps.ts";

/** Every step, by its time. */
export function schedule(options: ScheduleOptions): readonly Step[] {
  const { seed, seconds } = options;
  const quietTimes = new QuietTimes(Random.of(seed, "quiet times"), seconds * 1_000);
  const arriving = arrivals(options);
  const entered = new Map(arriving.flatMap((step) => (step.do === "enter" ? [[step.client, step.atMs] as const] : [])));
  const steps: Step[] = [
    ...quietTimes.all.map(({ from, to, room }): Step => ({ atMs: from, do: "keep quiet", room, ms: to - from })),
    ...arriving,
    ...kills(options, quietTimes),
    ...cuts(options, quietTimes),
    ...freezes(options, quietTimes),
    ...sayings(options, quietTimes, entered),
    ...changes(options, quietTimes, entered),
    ...searches(options, quietTimes),
    ...plainSayings(options, quietTimes),
  ];
  return steps.toSorted((one, other) => one.atMs - other.atMs);
}
