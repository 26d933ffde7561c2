/** A guess: where a pointer can hover, there is no on-screen keyboard that would cover half the page. */
export function isDesktop(): boolean {
  return matchMedia("(hover: hover)").matches;
}
