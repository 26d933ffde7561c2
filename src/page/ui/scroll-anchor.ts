/** Pixels from the end of the list that still count as being at it: half a line, and what zoom does to rounding. */
export const AT_END_PX = 24;

/** Keeps `element` at the same place on the screen through the next render of the list. */
export function keepInPlace(element: Element): void {
  const scroller = element.closest(".list");
  if (scroller === null) return;
  const top = element.getBoundingClientRect().top;
  // A new observer is called once, after the next layout and before the paint. It is called after the list's own observer,
  // which is older and would scroll to the end.
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    if (element.isConnected) scroller.scrollTop += element.getBoundingClientRect().top - top;
  });
  observer.observe(element);
}
