/** The calculator's tables, in Markdown, padded as the formatter pads them. */
import { table } from "../report/table.ts";
import {
  ALARM_EVERY_S,
  ALARM_ROWS,
  FIRST_VISIT_REQUESTS,
  ROWS,
  SEARCH_ROWS_READ,
  SLEEPS_AFTER_S,
  type Rows,
} from "./actions.ts";
import { beyondFree, billOf } from "./bill.ts";
import { EVENTS, eventsOf } from "./events.ts";
import { FRAMES_PER_REQUEST, METERS, PRICES } from "./prices.ts";
import { QUANTITIES, type Quantity, type Scenario } from "./scenarios.ts";
import { requestsOf, usageOf, type Usage } from "./usage.ts";

/** What each of `scenarios` consists of. */
export function months(scenarios: readonly Scenario[]): string {
  return table(
    ["the month", ...scenarios.map(({ name }) => name)],
    (Object.keys(QUANTITIES) as Quantity[]).map((quantity) => [
      QUANTITIES[quantity].meaning,
      ...scenarios.map((scenario) => scenario[quantity].toLocaleString("en-US")),
    ]),
  );
}

/** What a month of each of `scenarios` costs. */
export function totals(scenarios: readonly Scenario[]): string {
  const usages = scenarios.map((scenario) => usageOf(scenario));
  const pessimistic = scenarios.map((scenario) => usageOf(scenario, SLEEPS_AFTER_S));
  return table(
    ["USD a month", ...scenarios.map(({ name }) => name)],
    [
      ["paid plan", ...usages.map((usage) => usd(billOf(usage).totalUsd))],
      ["of that, beyond the plan's 5", ...usages.map(beyond)],
      [
        `paid plan, if the ${SLEEPS_AFTER_S} s before sleep were billed`,
        ...pessimistic.map((usage) => usd(billOf(usage).totalUsd)),
      ],
      ["free plan", ...usages.map((usage, index) => freePlan(usage, scenarios[index]?.days ?? 1))],
    ],
  );
}

/** What a month of each of `scenarios` uses, and how much the paid plan includes. */
export function units(scenarios: readonly Scenario[]): string {
  const usages = scenarios.map((scenario) => usageOf(scenario));
  return table(
    ["used a month", ...scenarios.map(({ name }) => name), "included"],
    METERS.map((meter) => [
      PRICES[meter].unit,
      ...usages.map((usage) => number(usage[meter])),
      number(PRICES[meter].included),
    ]),
  );
}

/** What the requests to the rooms' objects are for. */
export function requests(scenarios: readonly Scenario[]): string {
  const all = scenarios.map((scenario) => requestsOf(eventsOf(scenario)));
  return table(
    ["object requests for", ...scenarios.map(({ name }) => name)],
    EVENTS.map((event) => [event, ...all.map((events) => number(Math.round(events[event])))]),
  );
}

/** What one action causes. */
export function actions(): string {
  const frame = `1/${FRAMES_PER_REQUEST}`;
  const line = (what: string, worker: number, object: string, { read, written }: Rows, timer: string): string[] => [
    what,
    String(worker),
    object,
    number(read),
    number(written),
    timer,
  ];
  const nothing = { read: 0, written: 0 };
  const alarm = { read: 0, written: ALARM_ROWS };
  return table(
    ["action", "Worker requests", "object requests", "rows read", "rows written", "timer"],
    [
      line("a browser's first visit", FIRST_VISIT_REQUESTS, "0", nothing, ""),
      line("a later visit, with the page in the cache", 0, "0", nothing, ""),
      line("scripts, styles, icons", 0, "0", nothing, ""),
      line("joining: the socket and `hello`", 1, `1 + ${frame}`, ROWS.welcome, "up to 1 s with others active"),
      line("… under a new name: added", 0, "0", ROWS.newName, ""),
      line("… as the first ever in a room: instead", 1, `1 + ${frame}`, ROWS.newRoom, ""),
      line("leaving", 0, "0", nothing, "1 s, up to 2 s with others active"),
      line("a message", 0, frame, ROWS.message, ""),
      line("… once `HISTORY_LIMIT` is reached: instead", 0, frame, ROWS.messageAtLimit, ""),
      line("an edit, a removal", 0, frame, ROWS.edit, ""),
      line("… of an indexed message: added", 0, "0", ROWS.editIndexed, ""),
      line("a reaction", 0, frame, ROWS.reaction, ""),
      line("`typing`", 0, frame, nothing, "up to 1 s with others active"),
      line("`read`, a read marker", 0, frame, ROWS.readMarker, ""),
      line("`GET /unread`, at most", 1, "1", ROWS.unreadCount, ""),
      line("a page of 50 older messages", 0, frame, ROWS.page, ""),
      line("a search with the index", 0, frame, { read: SEARCH_ROWS_READ, written: 0 }, "as long as it takes"),
      line("… for each hundred messages not yet indexed: added", 0, "0", ROWS.indexedHundred, "a few ms"),
      line("`confirm`, after 256 KiB received", 0, frame, nothing, ""),
      line("`ping`", 0, "0", nothing, ""),
      line("an event that wakes the room: added", 0, "0", ROWS.wake, ""),
      line(`an alarm, every ${ALARM_EVERY_S} to 92 s while people talk`, 0, "1", alarm, ""),
    ],
  );
}

/** The prices themselves. */
export function prices(): string {
  return table(
    ["unit", "included a month", "USD beyond", "free plan", "source"],
    METERS.map((meter) => {
      const { unit, included, usd: price, per, free, source } = PRICES[meter];
      const limit = free === null ? "" : `${number(free.units)} ${free.each === "day" ? "a day" : "in all"}`;
      return [unit, number(included), `${price} for ${number(per)}`, limit, `<${source}>`];
    }),
  );
}

function beyond(usage: Usage): string {
  const bill = billOf(usage);
  const costly = METERS.filter((meter) => bill.beyondUsd[meter] > 0);
  if (costly.length === 0) return "nothing";
  return costly.map((meter) => `${usd(bill.beyondUsd[meter])} for ${PRICES[meter].unit}`).join(", ");
}

function freePlan(usage: Usage, days: number): string {
  const lacking = beyondFree(usage, days);
  return lacking.length === 0 ? "0.00" : `too small: ${lacking.map((meter) => PRICES[meter].unit).join(", ")}`;
}

/** In cents, rounded up: never less than the bill. */
function usd(amount: number): string {
  return (Math.ceil(amount * 100 - 1e-6) / 100).toFixed(2);
}

/** Three digits are enough for an estimate. */
function number(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 3 });
}
