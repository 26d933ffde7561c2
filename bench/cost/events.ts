/** Owns how often each thing happens in a scenario's month, over all rooms. Pure; where it is uncertain it counts too often. */
import { MARK_EVERY_BYTES } from "../../src/protocol/limits.ts";
import {
  ALARMS_AFTER_EACH,
  ALARM_EVERY_S,
  EVENT_OVERHEAD_BYTES,
  MARK_EVERY_S,
  MARK_EVERY_S_PER_PERSON,
  QUESTIONS_AN_HOUR,
  QUIET_ALARMS_AN_HOUR,
  WELCOME_MESSAGES,
  WELCOME_OVERHEAD_BYTES,
} from "./actions.ts";
import type { Scenario } from "./scenarios.ts";

/** Each is something that comes to a room; what it costs there is in `usage.ts`. */
export const EVENTS = [
  "joins",
  "messages",
  "edits",
  "reactions",
  "typing",
  /** How far somebody has read. */
  "marks",
  /** How much is unread, asked by a page that is in another room. */
  "questions",
  "pages",
  "searches",
  /** Answers to the marks that the server sends with each 256 KiB. */
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
    marks: scenario.readers * openS(scenario) * marksPerS(scenario),
    questions: scenario.readers * (openS(scenario) / 3_600) * scenario.otherRooms * questionsPerHour(scenario),
    pages: scenario.pagesPerDay * scenario.days,
    searches: scenario.searchesPerDay * scenario.days,
    confirms: sentBytes / MARK_EVERY_BYTES,
    alarms: Math.min(
      populatedS(scenario) / ALARM_EVERY_S,
      (populatedS(scenario) / 3_600) * QUIET_ALARMS_AN_HOUR + (messages + joins) * ALARMS_AFTER_EACH,
    ),
  };
}

/** Seconds of the month in which there is somebody in a room, over all rooms. */
export function populatedS(scenario: Scenario): number {
  return scenario.rooms * openS(scenario);
}

/** … of which each room has so many. */
function openS({ days, hoursPerDay }: Scenario): number {
  return days * hoursPerDay * 3_600;
}

function messagesPerS({ messagesPerDay, rooms, hoursPerDay }: Scenario): number {
  return messagesPerDay / (rooms * hoursPerDay * 3_600);
}

/** Of one reader: one for each message, as far as a page is allowed to tell. */
function marksPerS(scenario: Scenario): number {
  const people = scenario.online / scenario.rooms;
  return Math.min(messagesPerS(scenario), 1 / Math.max(MARK_EVERY_S, people * MARK_EVERY_S_PER_PERSON));
}

/** Of one page to one other room. */
function questionsPerHour(scenario: Scenario): number {
  const { quiet, eachMessage, most } = QUESTIONS_AN_HOUR;
  return Math.min(most, quiet + eachMessage * messagesPerS(scenario) * 3_600);
}
