import { effect, type ReadonlySignal } from "@preact/signals";
import { lazyModule } from "../ui/lazy.ts";

const tabIcon = lazyModule(() => import("./tab-icon.ts"));

/** Marks the tab's icon while `calls` is not 0. Few visits need it: the code that draws the dot is loaded for the first. */
export function showAlertsInTab(calls: ReadonlySignal<number>): void {
  let isMarked = false;
  effect(() => {
    if (isMarked || calls.value === 0) return;
    isMarked = true;
    tabIcon
      .load()
      .then(({ followCalls }) => followCalls(calls))
      .catch(() => undefined); // the tab's title shows the number too
  });
}
