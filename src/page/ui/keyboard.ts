/**
 * Keeps the keys of an input method from every handler of the page, whichever there will be: Enter chooses a candidate, and
 * Escape drops what was composed. Nor does such an Escape close a dialog, or clear a field.
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

/** Safari ends an input method's work before the key arrives, marked with 229. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

export function hasModifier({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent | MouseEvent): boolean {
  return ctrlKey || metaKey || altKey || shiftKey;
}
