/** The page's figures as Markdown tables. */
import { table } from "../report/table.ts";
import type { LighthouseFigures } from "./lighthouse-report.ts";
import type { ReceivingFigures } from "./receiving.ts";
import type { ReadingFigures } from "./summary.ts";

const MIB = 1024 * 1024;

type Row = readonly string[];

/** The receiving page, with a column for each scroll position. */
export function receivingTable({ following, scrolledUp }: ReceivingFigures): string {
  const row = (name: string, show: (figures: ReadingFigures) => string): Row => [
    name,
    show(following),
    show(scrolledUp),
  ];
  return table(
    ["", "at the newest message", "scrolled up"],
    [
      row("messages received", ({ messages, perSecond }) => `${messages} at ${perSecond.toFixed(0)}/s`),
      row("the last one is in view at the end", ({ isLastInView }) => (isLastInView ? "yes" : "no")),
      row("longest task (0: none above 50 ms)", ({ longestTaskMs }) => `${longestTaskMs} ms`),
      row("tasks above 50 ms", ({ longTasks }) => String(longTasks)),
      row("frame to frame, median and 99th percentile", (figures) => {
        return `${figures.frameMedianMs.toFixed(1)} and ${figures.frameP99Ms.toFixed(1)} ms`;
      }),
      row("main thread, a message", ({ cpuMsPerMessage }) => `${cpuMsPerMessage.toFixed(2)} ms`),
      row("elements in the document at most", ({ elementsMax }) => String(elementsMax)),
      row("heap after the first and the last round", ({ heapBytes }) => {
        return `${mebibytes(heapBytes.at(0))} and ${mebibytes(heapBytes.at(-1))} MiB`;
      }),
    ],
  );
}

/** Lighthouse's figures, with a row for each page. */
export function lighthouseTable(pages: readonly LighthouseFigures[]): string {
  return table(
    ["page", "performance", "FCP", "LCP", "TBT", "CLS", "JavaScript transferred"],
    pages.map((page) => [
      `\`${page.path}\``,
      String(page.score),
      `${page.firstContentfulPaintMs.toFixed(0)} ms`,
      `${page.largestContentfulPaintMs.toFixed(0)} ms`,
      `${page.totalBlockingMs.toFixed(0)} ms`,
      page.layoutShift.toFixed(3),
      `${(page.scriptBytes / 1024).toFixed(1)} KiB`,
    ]),
  );
}

function mebibytes(bytes = Number.NaN): string {
  return (bytes / MIB).toFixed(2);
}
