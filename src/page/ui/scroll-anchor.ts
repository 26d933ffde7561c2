/** Pixels from the end of the list that still count as being at it: half a line, and what zoom does to rounding. */
export const AT_END_PX = 24;

/** Keeps `element` where it is in the list's view through what is drawn next. */
export function holdInPlace(element: Element): void {
  const scroller = element.closest(".list");
  if (scroller === null) return;
  const top = element.getBoundingClientRect().top;
  // A new observer is called once, after the next drawing and layout and before they are painted; and after the list's
  // own, which is older, and would go to the end.
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    if (element.isConnected) scroller.scrollTop += element.getBoundingClientRect().top - top;
  });
  observer.observe(element);
}
