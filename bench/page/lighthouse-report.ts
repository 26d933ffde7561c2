/** The part of Lighthouse's JSON that we read. */
export interface LighthouseReport {
  readonly categories: { readonly performance: { readonly score: number | null } };
  readonly audits: Readonly<Record<string, { readonly numericValue?: number; readonly details?: unknown }>>;
}

/** Figures of one page. Times are milliseconds on the slow network and processor that Lighthouse simulates. */
export interface LighthouseFigures {
  readonly path: string;
  /** 0 to 100. */
  readonly score: number;
  readonly firstContentfulPaintMs: number;
  readonly largestContentfulPaintMs: number;
  readonly totalBlockingMs: number;
  /** Without unit: the part of the view that moved, times how far it moved. */
  readonly layoutShift: number;
  /** As transferred: compressed, and with headers. */
  readonly scriptBytes: number;
}

/** Throws if there is no score: then Lighthouse could not measure the page. */
export function readReport(path: string, { categories, audits }: LighthouseReport): LighthouseFigures {
  const { score } = categories.performance;
  if (score === null) throw new Error(`Lighthouse could not measure ${path}.`);
  const valueOf = (audit: string): number => audits[audit]?.numericValue ?? Number.NaN;
  return {
    path,
    score: Math.round(score * 100),
    firstContentfulPaintMs: valueOf("first-contentful-paint"),
    largestContentfulPaintMs: valueOf("largest-contentful-paint"),
    totalBlockingMs: valueOf("total-blocking-time"),
    layoutShift: valueOf("cumulative-layout-shift"),
    scriptBytes: scriptBytesOf(audits["network-requests"]?.details),
  };
}

function scriptBytesOf(details: unknown): number {
  const { items = [] } = (details ?? {}) as {
    readonly items?: readonly { readonly resourceType: string; readonly transferSize: number }[];
  };
  return items
    .filter(({ resourceType }) => resourceType === "Script")
    .reduce((total, { transferSize }) => total + transferSize, 0);
}
