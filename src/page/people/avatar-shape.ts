import type { MemberId } from "../../protocol/values/identity.ts";

/** A small person in a square of 32, and their colour. All of it follows from the member's id. */
export interface AvatarShape {
  /** Degrees on the colour wheel. */
  readonly hue: number;
  /** SVG path data. */
  readonly head: string;
  readonly body: string;
  readonly accessory: string;
}

const HEADS = [
  "M16 6a6 6 0 1 1 0 12a6 6 0 1 1 0-12z", // round
  "M10.5 9a3 3 0 0 1 3-3h5a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3h-5a3 3 0 0 1-3-3z", // square
  "M16 5l6 6.5l-6 6.5l-6-6.5z", // diamond
  "M10 6h12v6a6 6 0 0 1-12 0z", // shield
  "M16 5.5l5.6 3.2v6.6l-5.6 3.2l-5.6-3.2v-6.6z", // hexagon
  "M16 5c3.6 0 5 3 5 6.5s-1.8 6.5-5 6.5s-5-3-5-6.5s1.4-6.5 5-6.5z", // egg
];

const BODIES = [
  "M4 32a12 12 0 0 1 24 0z", // shoulders
  "M5 32v-6a6 6 0 0 1 6-6h10a6 6 0 0 1 6 6v6z", // coat
  "M7 32l5-12h8l5 12z", // cape
  "M3 32l13-12l13 12z", // roof
  "M6 32v-9h20v9z", // box
];

const ACCESSORIES = [
  "", // nothing
  "M8 7h16v2h-16z", // brim
  "M11 6l2.5-4l2.5 3l2.5-3l2.5 4z", // crown
  "M16 1.5a2 2 0 1 1 0 4a2 2 0 1 1 0-4z", // bobble
  "M9.5 11h5.5v3h-5.5zM17 11h5.5v3h-5.5z", // glasses
  "M12 21l4 2.2l4-2.2v5l-4-2.2l-4 2.2z", // bow
  "M15 20h2v12h-2z", // buttons
];

/** Two members look alike by chance once in tens of thousands. */
export function avatarShape(id: MemberId): AvatarShape {
  let bits = hash(id);
  const draw = (from: number): number => {
    const drawn = bits % from;
    bits = Math.floor(bits / from);
    return drawn;
  };
  return { hue: draw(360), head: pick(HEADS, draw), body: pick(BODIES, draw), accessory: pick(ACCESSORIES, draw) };
}

/** The hue of the member's name and avatar, in degrees on the colour wheel. */
export function memberHue(id: MemberId): number {
  return avatarShape(id).hue;
}

function pick(from: readonly string[], draw: (from: number) => number): string {
  return from[draw(from.length)] ?? "";
}

/** FNV-1a, 32 bits. Spreads all ids evenly, also those of guests, which are not hashes. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
