/** Owns keeping what one reads where it is on the screen, while a text above or around it becomes longer or shorter. */

/** Pixels from the end within which the list follows the newest by itself (`MessageList`). */
const AT_END_PX = 24;

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

/** The same for whatever message is read in the list now. Who reads the newest is left to the list. */
export function holdList(): void {
  const scroller = document.querySelector(".list");
  if (scroller === null) return;
  if (scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop <= AT_END_PX) return;
  const edge = scroller.getBoundingClientRect().top;
  const messages = Array.from(scroller.querySelectorAll("[data-seq]"));
  // One that begins above the edge may itself become longer there; it is only held where it fills the view.
  const first =
    messages.find((message) => isBetween(edge, message.getBoundingClientRect().top, edge + scroller.clientHeight)) ??
    messages.find((message) => message.getBoundingClientRect().bottom > edge);
  if (first !== undefined) holdInPlace(first);
}

function isBetween(low: number, value: number, high: number): boolean {
  return low <= value && value < high;
}
