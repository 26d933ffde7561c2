import type { VNode } from "preact";
import { IconPath } from "../ui/Icon.tsx";

/** Icons that only the actions on messages have, and that are loaded with them. As in `Icon`, on a grid of 24. */
const PATHS = {
  reply: "M10 5L4 11L10 17M4 11h9a7 7 0 0 1 7 7v1",
  more: "M5 12a.75 .75 0 1 0 1.5 0a.75 .75 0 1 0 -1.5 0M11.25 12a.75 .75 0 1 0 1.5 0a.75 .75 0 1 0 -1.5 0M17.5 12a.75 .75 0 1 0 1.5 0a.75 .75 0 1 0 -1.5 0",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1",
  bin: "M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5",
} as const;

export function ActionIcon({ name }: { readonly name: keyof typeof PATHS }): VNode {
  return <IconPath path={PATHS[name]} />;
}
