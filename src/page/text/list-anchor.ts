/** Owns that whoever reads somewhere in the list stays there when all texts in it get their marks at once. */
import { AT_END_PX, keepInPlace } from "../ui/scroll-anchor.ts";

/** Keeps it there through what is drawn next. Who reads the newest is left to the list. */
export function keepListInPlace(): void {
  const scroller = document.querySelector(".list");
  if (scroller === null) return;
  if (scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop <= AT_END_PX) return;
  const edge = scroller.getBoundingClientRect().top;
  const messages = Array.from(scroller.querySelectorAll("[data-seq]"));
  // One that begins above the edge may itself become longer there; it is only held where it fills the view.
  const first =
    messages.find((message) => isBetween(edge, message.getBoundingClientRect().top, edge + scroller.clientHeight)) ??
    messages.find((message) => message.getBoundingClientRect().bottom > edge);
  if (first !== undefined) keepInPlace(first);
}

function isBetween(low: number, value: number, high: number): boolean {
  return low <= value && value < high;
}
