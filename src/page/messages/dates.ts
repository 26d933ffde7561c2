// Times in the reader's language, time zone and calendar, relative to the room's clock.
import { language, words } from "../words/words.ts";

const timeFormat = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
const dayFormat = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
const farDayFormat = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });
const fullFormat = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });

/** The time of day, such as `9:05 AM`. */
export function timeOf(at: number): string {
  return timeFormat.format(at);
}

/** The full date and time. */
export function fullTimeOf(at: number): string {
  return fullFormat.format(at);
}

/** A key for the local day that `at` is in. */
export function dayKey(at: number): string {
  return new Date(at).toDateString();
}

/** The local day of `at` in words, such as `Today`, relative to `now`. */
export function dayOf(at: number, now: number): string {
  if (dayKey(at) === dayKey(now)) return words.today;
  if (dayKey(at) === dayKey(dayBefore(now))) return words.yesterday;
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? dayFormat.format(at) : farDayFormat.format(at);
}

/** The same time on the day before: 23 to 25 hours earlier, as daylight saving time starts or ends. */
function dayBefore(now: number): number {
  const date = new Date(now);
  return date.setDate(date.getDate() - 1);
}
