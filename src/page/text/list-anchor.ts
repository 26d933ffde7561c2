import { AT_END_PX, keepInPlace } from "../ui/scroll-anchor.ts";

/**
 * Keeps the reader's place in the list through the next render, in which all texts get their formatting at once. At the
 * newest message, the list itself keeps the place.
 */
export function keepListInPlace(): void {
  const scroller = document.querySelector(".list");
  if (scroller === null) return;
  if (scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop <= AT_END_PX) return;
  const edge = scroller.getBoundingClientRect().top;
  const messages = Array.from(scroller.querySelectorAll("[data-seq]"));
  // A message that starts above the edge may itself grow there. Use it only if it fills the whole view.
  const first =
    messages.find((message) => isBetween(edge, message.getBoundingClientRect().top, edge + scroller.clientHeight)) ??
    messages.find((message) => message.getBoundingClientRect().bottom > edge);
  if (first !== undefined) keepInPlace(first);
}

function isBetween(low: number, value: number, high: number): boolean {
  return low <= value && value < high;
}
