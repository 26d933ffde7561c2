import { effect, type ReadonlySignal } from "@preact/signals";
import { lazyModule } from "../ui/lazy.ts";

const tabIcon = lazyModule(() => import("./tab-icon.ts"));

/** Shows a dot on the tab's icon while there are alerts. Most visits have none, so the code for it is loaded with the first. */
export function showAlertsInTab(alerts: ReadonlySignal<number>): void {
  let isMarked = false;
  effect(() => {
    if (isMarked || alerts.value === 0) return;
    isMarked = true;
    tabIcon
      .load()
      .then(({ followAlerts }) => followAlerts(alerts))
      .catch(() => undefined); // the tab's title shows the number too
  });
}
