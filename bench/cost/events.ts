/** How often each event happens in a scenario's month, over all rooms. When in doubt it counts too many. */
import { MARK_EVERY_BYTES } from "../../src/protocol/limits.ts";
import {
  ALARMS_AFTER_EACH,
  ALARM_EVERY_S,
  EVENT_OVERHEAD_BYTES,
  READ_MARKER_EVERY_S,
  READ_MARKER_EVERY_S_PER_PERSON,
  UNREAD_REQUESTS_AN_HOUR,
  QUIET_ALARMS_AN_HOUR,
  WELCOME_MESSAGES,
  WELCOME_OVERHEAD_BYTES,
} from "./actions.ts";
import type { Scenario } from "./scenarios.ts";

/** Each is something that reaches a room; `usage.ts` says what it costs there. */
export const EVENTS = [
  "joins",
  "messages",
  "edits",
  "reactions",
  "typing",
  "read markers",
  /** Requests for the unread count, from a page that is in another room. */
  "unread counts",
  "pages",
  "searches",
  /** Answers to the marks that the server sends after each 256 KiB. */
  "confirms",
  "alarms",
] as const;

export type Events = Readonly<Record<(typeof EVENTS)[number], number>>;

/** What happens in `scenario`'s month. */
export function eventsOf(scenario: Scenario): Events {
  const messages = scenario.messagesPerDay * scenario.days;
  const edits = messages * scenario.editsPerMessage;
  const reactions = messages * scenario.reactionsPerMessage;
  const joins = scenario.members * scenario.joinsPerMember * scenario.days;
  const eventBytes = EVENT_OVERHEAD_BYTES + scenario.bytesPerMessage;
  const sentBytes =
    (messages + edits + reactions) * (scenario.online / scenario.rooms) * eventBytes +
    joins * (WELCOME_MESSAGES * eventBytes + WELCOME_OVERHEAD_BYTES);
  return {
    joins,
    messages,
    edits,
    reactions,
    typing: messages * scenario.typingPerMessage,
    "read markers": scenario.readers * openS(scenario) * readMarkersPerS(scenario),
    "unread counts":
      scenario.readers * (openS(scenario) / 3_600) * scenario.otherRooms * unreadRequestsPerHour(scenario),
    pages: scenario.pagesPerDay * scenario.days,
    searches: scenario.searchesPerDay * scenario.days,
    confirms: sentBytes / MARK_EVERY_BYTES,
    alarms: Math.min(
      populatedS(scenario) / ALARM_EVERY_S,
      (populatedS(scenario) / 3_600) * QUIET_ALARMS_AN_HOUR + (messages + joins) * ALARMS_AFTER_EACH,
    ),
  };
}

/** Seconds of the month in which somebody is in a room, summed over all rooms. */
export function populatedS(scenario: Scenario): number {
  return scenario.rooms * openS(scenario);
}

/** The same for one room. */
function openS({ days, hoursPerDay }: Scenario): number {
  return days * hoursPerDay * 3_600;
}

function messagesPerS({ messagesPerDay, rooms, hoursPerDay }: Scenario): number {
  return messagesPerDay / (rooms * hoursPerDay * 3_600);
}

/** From one reader: one for each message, at the rate a page is allowed. */
function readMarkersPerS(scenario: Scenario): number {
  const people = scenario.online / scenario.rooms;
  return Math.min(messagesPerS(scenario), 1 / Math.max(READ_MARKER_EVERY_S, people * READ_MARKER_EVERY_S_PER_PERSON));
}

/** From one page to one other room. */
function unreadRequestsPerHour(scenario: Scenario): number {
  const { quiet, eachMessage, most } = UNREAD_REQUESTS_AN_HOUR;
  return Math.min(most, quiet + eachMessage * messagesPerS(scenario) * 3_600);
}
