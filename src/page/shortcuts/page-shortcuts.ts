/** Apple's keyboards have ⌘ for what is Ctrl elsewhere, and Ctrl+K there deletes to the end of the line. */
export const isApple = /^(?:Mac|iP)/.test(navigator.platform);

/** Each returns whether it was of use here: else the key is the browser's. */
export interface PageKeys {
  readonly search: () => boolean;
  readonly switchRoom: () => boolean;
  readonly showKeys: () => boolean;
}

/** Listens for the page's keys, from now on until the returned function is called. */
export function listenForKeys(keys: PageKeys): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    if (!event.defaultPrevented && wantedBy(event, keys)?.()) event.preventDefault();
  }
  document.addEventListener("keydown", onKeyDown);
  return () => document.removeEventListener("keydown", onKeyDown);
}

function wantedBy(event: KeyboardEvent, { search, switchRoom, showKeys }: PageKeys): (() => boolean) | null {
  const { key, shiftKey } = event;
  if (key === "?") return isNobodysKey(event) ? showKeys : null;
  if (!isCommand(event)) return null;
  if (key.toLowerCase() === "k" && !shiftKey) return switchRoom;
  // Without Shift it is the browser's, which finds what is on the page.
  return key.toLowerCase() === "f" && shiftKey ? search : null;
}

function isCommand({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return (isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey;
}

/** Whether it is a letter that no field, and nothing that lies over the page, wants. */
function isNobodysKey({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || document.querySelector("dialog[open]") !== null) return false;
  return !(target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null);
}
