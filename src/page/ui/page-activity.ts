import { signal, type ReadonlySignal } from "@preact/signals";

const isActive = signal(isActiveNow());

/** Whether the user is on this page, as far as a browser can tell: it is visible, and its window has the focus. */
export const isPageActive: ReadonlySignal<boolean> = isActive;

for (const event of ["focus", "blur", "pageshow", "pagehide"]) addEventListener(event, update);
document.addEventListener("visibilitychange", update);

function update(): void {
  isActive.value = isActiveNow();
}

function isActiveNow(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
