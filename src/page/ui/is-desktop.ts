/** Owns the guess whether somebody sits at a desktop: there pointers hover, and keyboards cover nothing. */

export function isDesktop(): boolean {
  return matchMedia("(hover: hover)").matches;
}
