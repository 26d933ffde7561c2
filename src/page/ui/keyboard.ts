/**
 * Keeps the keys of an input method from all handlers on the page. There, Enter chooses a candidate, and Escape discards the
 * composition; it must not close a dialog or clear a field too.
 */
export function ignoreComposing(): void {
  addEventListener(
    "keydown",
    (event) => {
      if (!isComposing(event)) return;
      event.stopImmediatePropagation();
      if (event.key === "Escape") event.preventDefault();
    },
    { capture: true },
  );
}

/** Safari ends the composition before the key arrives. Its `keyCode` is then 229. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

export function hasModifier({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent | MouseEvent): boolean {
  return ctrlKey || metaKey || altKey || shiftKey;
}
