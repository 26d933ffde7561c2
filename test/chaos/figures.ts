/** A run in numbers: what was done, what was broken, and how much was compared. */
import type { RefusalReason } from "../../src/protocol/events.ts";
import type { Member, Participants } from "./actors/participants.ts";
import type { RecordingSocket } from "./actors/recording-socket.ts";
import { deedOf, DEEDS, isDurable } from "./deeds/deeds.ts";
import type { Entry, EntryOf, Received, Recording } from "./recording.ts";
import type { RestartableServer } from "./server/restartable-server.ts";
import type { Site } from "./server/workerd.ts";

/** Figures by what they count, in the order in which they are shown. */
export type Figures = Readonly<Record<string, number | string>>;

/** What a run leaves behind. */
export interface Traces {
  readonly recording: Recording;
  readonly participants: Participants;
  readonly server: RestartableServer;
  readonly site: Site;
  readonly freezes: { readonly count: number; readonly ms: number };
}

export function figuresOf({ recording: { entries }, participants, server, site, freezes }: Traces): Figures {
  const { members, guests } = participants;
  const received = entriesOf(entries, "received").flatMap(({ events }) => events);
  const readings = entriesOf(entries, "read").map(({ reading }) => reading);
  const results = received.filter((event) => event.type === "results");
  const sockets = (of: (socket: RecordingSocket) => number): number => sum(members, ({ tab }) => of(tab.socket));
  const relays = (of: (relay: Member["relay"]) => number): number => sum(members, ({ relay }) => of(relay));
  return {
    "clients, each a tab": members.length,
    "plain clients": guests.length,
    ...commandFigures(entriesOf(entries, "submitted")),
    ...refusalFigures(received),
    "searches answered": results.length,
    "messages found": sum(results, ({ messages }) => messages.length),
    "searches that ended before the beginning": results.filter(({ searchedTo }) => searchedTo !== undefined).length,
    "receipts by clients": received.filter(isDurable).length,
    "receipts by plain clients": entriesOf(entries, "heard").length,
    "kills (SIGKILL)": server.kills,
    "slowest start, ms": server.slowestStartMs,
    "connections cut in mid-frame, sending": relays(({ cuts }) => cuts.up),
    "connections cut in mid-frame, receiving": relays(({ cuts }) => cuts.down),
    "freezes (paused reads)": freezes.count,
    "seconds frozen": Math.round(freezes.ms / 1_000),
    "evictions with sockets open": evictionsIn(site),
    reconnects: sockets(({ reconnects }) => reconnects),
    "messages told again in resumes": sum(received, (event) => (event.type === "welcome" ? event.messages.length : 0)),
    "resumes that reached too far back": sockets(({ restarts }) => restarts),
    "duplicates replayed": sockets(({ replays }) => replays.count),
    "timelines compared": entriesOf(entries, "displayed").length + entriesOf(entries, "finished").length,
    "full readings of a room": readings.length,
    "messages in them": sum(readings, ({ pages }) => sum(pages, ({ messages }) => messages.length)),
  };
}

/** How many commands of each deed were submitted. */
function commandFigures(submitted: readonly EntryOf<"submitted">[]): Figures {
  const byTabs = submitted.filter(({ clientId }) => clientId !== null);
  return {
    "messages submitted by plain clients": submitted.length - byTabs.length,
    ...Object.fromEntries(
      Object.values(DEEDS).map(({ plural }) => [
        `${plural} submitted`,
        byTabs.filter(({ command }) => deedOf(command).plural === plural).length,
      ]),
    ),
  };
}

/** How many final refusals came, by their reason; the checker says whether they were right. */
function refusalFigures(received: readonly Received[]): Figures {
  const counts = new Map<RefusalReason, number>();
  for (const event of received) {
    if (event.type === "refused") counts.set(event.reason, (counts.get(event.reason) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].map(([reason, count]) => [`refused ${reason}`, count]));
}

/** How often a room that slept woke with its sockets. */
function evictionsIn({ lines }: Site): number {
  return lines.filter((line) => line.includes('"room_woke"') && !line.includes('"sockets":0')).length;
}

function entriesOf<Kind extends Entry["kind"]>(entries: readonly Entry[], kind: Kind): readonly EntryOf<Kind>[] {
  return entries.filter((entry): entry is EntryOf<Kind> => entry.kind === kind);
}

function sum<Value>(values: readonly Value[], of: (value: Value) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
