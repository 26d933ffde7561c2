/** Owns whether somebody looks at this page: it is shown, and its window is the one that one types into. */
import { signal, type ReadonlySignal } from "@preact/signals";

const isLookedAt = signal(looksSo());

/** Whether somebody looks at this page, as far as a browser can tell. */
export const isAttended: ReadonlySignal<boolean> = isLookedAt;

for (const event of ["focus", "blur", "pageshow", "pagehide"]) addEventListener(event, look);
document.addEventListener("visibilitychange", look);

function look(): void {
  isLookedAt.value = looksSo();
}

function looksSo(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
