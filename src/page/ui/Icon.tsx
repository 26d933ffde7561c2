import type { VNode } from "preact";

/** SVG paths on a grid of 24. CSS gives them a stroke in the colour of the text around. */
const PATHS = {
  menu: "M4 7h16M4 12h16M4 17h10",
  people: "M9 11a3.5 3.5 0 1 0 0-7a3.5 3.5 0 1 0 0 7M3 20a6 6 0 0 1 12 0M16 4.5a3.5 3.5 0 0 1 0 6M18 15a6 6 0 0 1 3 5",
  share: "M12 15V4M8 7.5L12 3.5L16 7.5M6 12H5v8h14v-8h-1",
  close: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  send: "M5 12h13M12.5 6L18.5 12L12.5 18",
  down: "M12 5v13M6 12.5L12 18.5L18 12.5",
  up: "M12 19V6M6 11.5L12 5.5L18 11.5",
  bell: "M6 17h12c-1.5-1.5-1.5-3-1.5-6a4.5 4.5 0 0 0-9 0c0 3 0 4.5-1.5 6M10 20h4M12 4v2",
  bellOff: "M8 8c-.4.9-.5 1.9-.5 3c0 3 0 4.5-1.5 6h11M10 20h4M10.5 6.7a4.5 4.5 0 0 1 6 4.3v2M4 4l16 16",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13a6.5 6.5 0 1 0 0 13M15.25 15.25L20 20",
  pencil: "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
  smile: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0 -18M8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.5M15 9.5v.5",
  check: "M5 12.5l5 5L19 7",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
} as const;

export function Icon({ name }: { readonly name: keyof typeof PATHS }): VNode {
  return <IconPath path={PATHS[name]} />;
}

export function IconPath({ path }: { readonly path: string }): VNode {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
