/** Owns what is told of a run in numbers: what was done, what was broken, and how much was compared. */
import type { RefusalReason } from "../../src/protocol/events.ts";
import type { Participants, Member } from "./actors/participants.ts";
import type { RestartableServer } from "./server/restartable-server.ts";
import type { Entry, EntryOf, Recording } from "./recording.ts";
import type { RecordingSocket } from "./actors/recording-socket.ts";
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
  const wished = entriesOf(entries, "wished");
  const told = entriesOf(entries, "told").flatMap(({ events }) => events);
  const readings = entriesOf(entries, "read").map(({ reading }) => reading);
  const countWishes = (type: EntryOf<"wished">["wish"]["type"]): number =>
    wished.filter(({ wish, clientId }) => wish.type === type && clientId !== null).length;
  const countRefusals = (reason: RefusalReason): number =>
    told.filter((event) => event.type === "refused" && event.reason === reason).length;
  const taps = (of: (socket: RecordingSocket) => number): number => sum(members, ({ tab }) => of(tab.socket));
  const lines = (of: (relay: Member["relay"]) => number): number => sum(members, ({ relay }) => of(relay));
  return {
    "clients, each a tab": members.length,
    "plain clients": guests.length,
    "messages sent": countWishes("say"),
    "messages sent by plain clients": wished.filter(({ clientId }) => clientId === null).length,
    "edits wished": countWishes("edit"),
    "removals wished": countWishes("remove"),
    "reactions, begun or ended, wished": countWishes("react"),
    "topics wished": countWishes("topic"),
    "refused, rightly: no such message": countRefusals("no_such_message"),
    "refused, rightly: another's": countRefusals("not_yours"),
    "refused, rightly: too many reactions": countRefusals("too_many_reactions"),
    "receipts by clients": told.filter((event) => "clientId" in event && event.type !== "refused").length,
    "receipts by plain clients": entriesOf(entries, "heard").length,
    "kills (SIGKILL)": server.kills,
    "slowest start, ms": server.slowestStartMs,
    "connections cut in mid-frame, sending": lines(({ cuts }) => cuts.up),
    "connections cut in mid-frame, receiving": lines(({ cuts }) => cuts.down),
    "freezes (paused reads)": freezes.count,
    "seconds frozen": Math.round(freezes.ms / 1_000),
    "evictions with sockets open": evictionsIn(site),
    reconnects: taps(({ reconnects }) => reconnects),
    "messages told again in resumes": sum(told, (event) => (event.type === "welcome" ? event.messages.length : 0)),
    "resumes that reached too far back": taps(({ restarts }) => restarts),
    "duplicates replayed": taps(({ replays }) => replays.count),
    "timelines looked at": entriesOf(entries, "showed").length + entriesOf(entries, "finished").length,
    "full readings of a room": readings.length,
    "messages in them": sum(readings, ({ pages }) => sum(pages, ({ messages }) => messages.length)),
  };
}

/** How often a room was asleep, and woke with its sockets. */
function evictionsIn({ lines }: Site): number {
  return lines.filter((relay) => relay.includes('"room_woke"') && !relay.includes('"sockets":0')).length;
}

function entriesOf<Kind extends Entry["kind"]>(entries: readonly Entry[], kind: Kind): readonly EntryOf<Kind>[] {
  return entries.filter((entry): entry is EntryOf<Kind> => entry.kind === kind);
}

function sum<Value>(values: readonly Value[], of: (value: Value) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
