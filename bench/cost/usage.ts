/** How much of each meter a scenario uses in a month. When in doubt it counts too much. */
import {
  ALARM_ROWS,
  FIRST_VISIT_REQUESTS,
  HANDLING_S,
  INDEX_BYTES_PER_BYTE,
  ROWS,
  SEARCH_ROWS_READ,
  SEARCH_S,
  SLEEPS_AFTER_S,
  STORED_OVERHEAD_BYTES,
  TIMER_S,
  WORKER_CPU_MS,
  type Rows,
} from "./actions.ts";
import { EVENTS, eventsOf, populatedS, type Events } from "./events.ts";
import { FRAMES_PER_REQUEST, OBJECT_GB, type Meter } from "./prices.ts";
import type { Scenario } from "./scenarios.ts";

/** Units of each meter in a month: see `PRICES`. */
export type Usage = Readonly<Record<Meter, number>>;

const BYTES_PER_GB = 1e9;

/** What one event causes in its room. */
interface Effect {
  /** Requests to the room's object, as they are billed. */
  readonly requests: number;
  readonly rows: Rows;
  /** How often the room has something to do. */
  readonly turns: number;
  /** Seconds it has to stay awake afterwards. */
  readonly awakeS: number;
}

/** An incoming frame that writes nothing. */
const FRAME: Effect = { requests: 1 / FRAMES_PER_REQUEST, rows: { read: 0, written: 0 }, turns: 1, awakeS: 0 };

const EFFECTS: Readonly<Record<keyof Events, Effect>> = {
  // A request, the frame of its `hello`, and later the leave. Joining can bring the alarm forward, and leaving delete it.
  joins: {
    requests: 1 + FRAME.requests,
    rows: { read: ROWS.welcome.read, written: 2 * ALARM_ROWS },
    turns: 2,
    awakeS: TIMER_S.join + TIMER_S.leave,
  },
  messages: { ...FRAME, rows: ROWS.message },
  edits: { ...FRAME, rows: ROWS.edit },
  reactions: { ...FRAME, rows: ROWS.reaction },
  typing: { ...FRAME, awakeS: TIMER_S.typing },
  "read markers": { ...FRAME, rows: ROWS.readMarker },
  "unread counts": { ...FRAME, requests: 1, rows: ROWS.unreadCount },
  pages: { ...FRAME, rows: ROWS.page },
  searches: { ...FRAME, rows: { read: SEARCH_ROWS_READ, written: 0 }, awakeS: SEARCH_S },
  confirms: FRAME,
  alarms: { ...FRAME, requests: 1, rows: { read: 0, written: ALARM_ROWS } },
};

/** Billed requests to the rooms' objects, by purpose. */
export function requestsOf(events: Events): Events {
  const requests = EVENTS.map((event) => [event, events[event] * EFFECTS[event].requests]);
  return Object.fromEntries(requests) as Events;
}

/**
 * What `scenario` uses in a month. `billedIdleS`: seconds billed after each event while the room only waits to sleep. By
 * Cloudflare's current docs that is 0; older copies can be read as if all 10 were billed.
 */
export function usageOf(scenario: Scenario, billedIdleS = 0): Usage {
  const events = eventsOf(scenario);
  const { messages, edits, joins, searches } = events;
  const pageLoads = scenario.members * (FIRST_VISIT_REQUESTS + scenario.deploys);
  const workerRequests = pageLoads + joins + events["unread counts"];
  const newNames = Math.min(joins, scenario.members * scenario.rooms);
  const wakes = wakesOf(scenario, events);
  const [indexed, indexedEdits] = searches > 0 ? [messages, edits] : [0, 0];
  const indexBytes = searches > 0 ? INDEX_BYTES_PER_BYTE * scenario.bytesPerMessage : 0;
  const messageBytes = STORED_OVERHEAD_BYTES + scenario.bytesPerMessage + indexBytes;
  const others: readonly (readonly [number, Rows])[] = [
    [newNames, ROWS.newName],
    [wakes, ROWS.wake],
    [indexed / 100, ROWS.indexedHundred],
    [indexedEdits, ROWS.editIndexed],
  ];
  const rows = [...EVENTS.map((event) => [events[event], EFFECTS[event].rows] as const), ...others];
  return {
    workerRequests: Math.round(workerRequests),
    workerCpuMs: Math.round(workerRequests * WORKER_CPU_MS),
    objectRequests: Math.round(total((event) => events[event] * EFFECTS[event].requests)),
    durationGbS: Math.round(activeS(scenario, events, billedIdleS) * OBJECT_GB),
    rowsRead: Math.round(rows.reduce((sum, [count, { read }]) => sum + count * read, 0)),
    rowsWritten: Math.round(rows.reduce((sum, [count, { written }]) => sum + count * written, 0)),
    storedGbMonths: (messages * scenario.monthsKept * messageBytes) / BYTES_PER_GB,
    logEvents: Math.round(wakes),
  };
}

/** How often an event finds its room asleep: if events come at random, those after enough quiet. */
function wakesOf(scenario: Scenario, events: Events): number {
  const turns = total((event) => events[event] * EFFECTS[event].turns);
  return turns * Math.exp((-SLEEPS_AFTER_S * turns) / populatedS(scenario));
}

/**
 * Seconds for which rooms are awake and billed, summed over all rooms. Each event keeps its room busy for a while, and
 * overlapping times count once: with random events a room is busy for 1 - e^(-load) of the time.
 */
function activeS(scenario: Scenario, events: Events, billedIdleS: number): number {
  const busyS = total((event) => {
    const { turns, awakeS } = EFFECTS[event];
    return events[event] * (turns * (HANDLING_S + billedIdleS) + awakeS);
  });
  const openS = populatedS(scenario);
  return openS * (1 - Math.exp(-busyS / openS));
}

function total(of: (event: keyof Events) => number): number {
  return EVENTS.reduce((sum, event) => sum + of(event), 0);
}
