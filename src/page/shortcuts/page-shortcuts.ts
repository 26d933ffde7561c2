/** Apple's keyboards use ⌘ where others use Ctrl. Ctrl+K there deletes to the end of the line. */
export const isApple = /^(?:Mac|iP)/.test(navigator.platform);

/** Each returns whether it did something. If not, the browser handles the key. */
export interface PageShortcuts {
  readonly search: () => boolean;
  readonly switchRoom: () => boolean;
  readonly showHelp: () => boolean;
}

/** Returns how to stop. */
export function listenForShortcuts(shortcuts: PageShortcuts): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    if (!event.defaultPrevented && shortcutOf(event, shortcuts)?.()) event.preventDefault();
  }
  document.addEventListener("keydown", onKeyDown);
  return () => document.removeEventListener("keydown", onKeyDown);
}

function shortcutOf(event: KeyboardEvent, { search, switchRoom, showHelp }: PageShortcuts): (() => boolean) | null {
  const { key, shiftKey } = event;
  if (key === "?") return isFree(event) ? showHelp : null;
  if (!isCommand(event)) return null;
  if (key.toLowerCase() === "k" && !shiftKey) return switchRoom;
  // Ctrl+F without Shift is the browser's search on the page.
  return key.toLowerCase() === "f" && shiftKey ? search : null;
}

function isCommand({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return (isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey;
}

/** Whether no field and no dialog would take the key as text. */
function isFree({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || document.querySelector("dialog[open]") !== null) return false;
  return !(target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null);
}
