/** Owns how much of each meter a scenario uses in a month. Pure; where it is uncertain it counts too much. */
import { MARK_EVERY_BYTES } from "../../src/protocol/limits.ts";
import {
  ALARM_EVERY_S,
  ALARM_ROWS,
  EVENT_OVERHEAD_BYTES,
  FIRST_VISIT_REQUESTS,
  HANDLING_S,
  ROWS,
  SLEEPS_AFTER_S,
  STORED_OVERHEAD_BYTES,
  TIMER_S,
  WELCOME_MESSAGES,
  WELCOME_OVERHEAD_BYTES,
  WORKER_CPU_MS,
} from "./actions.ts";
import { FRAMES_PER_REQUEST, OBJECT_GB, type Meter } from "./prices.ts";
import type { Scenario } from "./scenarios.ts";

/** Units of each meter in a month: see `PRICES`. */
export type Usage = Readonly<Record<Meter, number>>;

const BYTES_PER_GB = 1e9;

/** How often each thing happens in a month, over all rooms. */
export interface Events {
  readonly messages: number;
  readonly typing: number;
  readonly joins: number;
  readonly pages: number;
  /** Answers to the marks that the server sends with each 256 KiB. */
  readonly confirms: number;
  readonly alarms: number;
}

/** What happens in `scenario`'s month. */
export function eventsOf(scenario: Scenario): Events {
  const messages = scenario.messagesPerDay * scenario.days;
  const joins = scenario.members * scenario.joinsPerMember * scenario.days;
  const eventBytes = EVENT_OVERHEAD_BYTES + scenario.bytesPerMessage;
  const sentBytes =
    messages * (scenario.online / scenario.rooms) * eventBytes +
    joins * (WELCOME_MESSAGES * eventBytes + WELCOME_OVERHEAD_BYTES);
  return {
    messages,
    typing: messages * scenario.typingPerMessage,
    joins,
    pages: scenario.pagesPerDay * scenario.days,
    confirms: sentBytes / MARK_EVERY_BYTES,
    alarms: populatedS(scenario) / ALARM_EVERY_S,
  };
}

/** Billed requests to the rooms' objects, by what they are for. A join is a request of its own and a frame, its `hello`. */
export function requestsOf({ messages, typing, joins, pages, confirms, alarms }: Events): Events {
  return {
    messages: messages / FRAMES_PER_REQUEST,
    typing: typing / FRAMES_PER_REQUEST,
    joins: joins + joins / FRAMES_PER_REQUEST,
    pages: pages / FRAMES_PER_REQUEST,
    confirms: confirms / FRAMES_PER_REQUEST,
    alarms,
  };
}

/**
 * What `scenario` uses in a month. `billedIdleS`: seconds after each event that are billed although the room only waits to
 * sleep. By Cloudflare's present docs none are (0); older copies of them can be read as if all 10 were.
 */
export function usageOf(scenario: Scenario, billedIdleS = 0): Usage {
  const events = eventsOf(scenario);
  const { messages, joins, pages, alarms } = events;
  const pageLoads = scenario.members * (FIRST_VISIT_REQUESTS + scenario.deploys);
  const newNames = Math.min(joins, scenario.members * scenario.rooms);
  const wakes = wakesOf(scenario, events);
  const storedBytes = messages * scenario.monthsKept * (STORED_OVERHEAD_BYTES + scenario.bytesPerMessage);
  return {
    workerRequests: Math.round(pageLoads + joins),
    workerCpuMs: Math.round((pageLoads + joins) * WORKER_CPU_MS),
    objectRequests: Math.round(Object.values(requestsOf(events)).reduce((sum, requests) => sum + requests, 0)),
    durationGbS: Math.round(activeS(scenario, events, billedIdleS) * OBJECT_GB),
    rowsRead: Math.round(
      messages * ROWS.message.read + joins * ROWS.welcome.read + pages * ROWS.page.read + wakes * ROWS.wake.read,
    ),
    // A join may bring the alarm forward, and a leave delete it.
    rowsWritten: Math.round(
      messages * ROWS.message.written + newNames * ROWS.newName.written + (alarms + 2 * joins) * ALARM_ROWS,
    ),
    storedGbMonths: storedBytes / BYTES_PER_GB,
    logEvents: Math.round(wakes),
  };
}

/** Seconds of the month in which there is somebody in a room, over all rooms. */
function populatedS({ rooms, days, hoursPerDay }: Scenario): number {
  return rooms * days * hoursPerDay * 3_600;
}

/** Events that find their room asleep: those that come after enough quiet, where they come at random. */
function wakesOf(scenario: Scenario, { messages, typing, joins, pages, confirms, alarms }: Events): number {
  const events = messages + typing + 2 * joins + pages + confirms + alarms; // who joins also leaves
  return events * Math.exp((-SLEEPS_AFTER_S * events) / populatedS(scenario));
}

/**
 * Seconds for which a room is awake and billed, over all rooms. Each event keeps its room busy for some time; times that
 * overlap count once, so at random a room is busy for 1 - e^(-load) of the time.
 */
function activeS(
  scenario: Scenario,
  { messages, typing, joins, pages, confirms, alarms }: Events,
  billedIdleS: number,
): number {
  const eachS = HANDLING_S + billedIdleS;
  const busyS =
    (messages + pages + confirms + alarms) * eachS +
    typing * (eachS + TIMER_S.typing) +
    joins * (eachS + TIMER_S.join + eachS + TIMER_S.leave);
  const openS = populatedS(scenario);
  return openS * (1 - Math.exp(-busyS / openS));
}
