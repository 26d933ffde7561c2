/** Owns the icons: strokes on a grid of 24, in the colour of the text around them. */
import type { VNode } from "preact";

const PATHS = {
  menu: "M4 7h16M4 12h16M4 17h10",
  people: "M9 11a3.5 3.5 0 1 0 0-7a3.5 3.5 0 1 0 0 7M3 20a6 6 0 0 1 12 0M16 4.5a3.5 3.5 0 0 1 0 6M18 15a6 6 0 0 1 3 5",
  share: "M12 15V4M8 7.5L12 3.5L16 7.5M6 12H5v8h14v-8h-1",
  close: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  send: "M5 12h13M12.5 6L18.5 12L12.5 18",
  down: "M12 5v13M6 12.5L12 18.5L18 12.5",
  pencil: "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
} as const;

export function Icon({ name }: { readonly name: keyof typeof PATHS }): VNode {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
