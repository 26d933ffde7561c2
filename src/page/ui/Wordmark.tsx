import type { VNode } from "preact";

/** Foyer's logo: a doorway on a tiled floor. */
export function Door(): VNode {
  return (
    <svg class="door" viewBox="0 0 32 32" aria-hidden="true">
      <path class="door-frame" d="M5 27V13a11 11 0 0 1 22 0v14z" />
      <path class="door-light" d="M10 27V14a6 6 0 0 1 12 0v13z" />
      <path class="door-floor" d="M2 27h7v4H2zM16 27h7v4h-7z" />
      <path class="door-tile" d="M9 27h7v4H9zM23 27h7v4h-7z" />
    </svg>
  );
}

export function Wordmark(): VNode {
  return (
    <div class="wordmark">
      <Door />
      <span>Foyer</span>
    </div>
  );
}
