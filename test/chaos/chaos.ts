/**
 * Owns a run of chaos: it makes a room's people talk while the schedule breaks everything around them, and has it
 * checked.
 */
import type { Identity } from "../../src/client/identity.ts";
import type { RoomName } from "../../src/protocol/names.ts";
import { personName, roomName } from "../support/people.ts";
import { check, type Violation } from "./checker.ts";
import { makeKey } from "./keys.ts";
import { Line } from "./line.ts";
import { PlainTalker } from "./plain-talker.ts";
import { Random } from "./random.ts";
import { readHistory } from "./reader.ts";
import { Recorder } from "./recording.ts";
import { GUESTS_PER_ROOM, keyOwnerOf, roomOf, ROOMS, schedule, type Deed, type ScheduleOptions } from "./schedule.ts";
import { Talker } from "./talker.ts";
import { textOf } from "./words.ts";
import { faultsOf, makeSite, removeSite, startWorkerd, type Site, type Workerd } from "./workerd.ts";

/**
 * The rate is out of the way of what is to be said here, though an outbox that was full for long still meets it; everybody
 * comes from one address.
 */
const SETTINGS = { MESSAGES_PER_SECOND: 300, MESSAGE_BURST: 20, SOCKETS_PER_ADDRESS: 10_000, HISTORY_LIMIT: 0 };

/** Milliseconds in which all have to be back, with all confirmed, when nothing breaks any more. */
const SETTLE_WITHIN_MS = 90_000;
/** Milliseconds between two looks whether they are. */
const LOOK_EVERY_MS = 100;

/** Figures by what they count, in the order in which they are shown. */
type Figures = Readonly<Record<string, number | string>>;

export interface Outcome {
  readonly figures: Figures;
  readonly violations: readonly (Violation | { readonly kind: "server_fault" | "stuck"; readonly words: string })[];
}

/** Runs it. Rejects only where the run itself fails; what the room does wrong is among the violations. */
export async function runChaos(options: ScheduleOptions, say: (line: string) => void = () => {}): Promise<Outcome> {
  const site = await makeSite(SETTINGS);
  const run = new Run(options, site, say);
  try {
    return await run.run();
  } finally {
    await run.end();
    await removeSite(site);
  }
}

class Run {
  readonly #options: ScheduleOptions;
  readonly #site: Site;
  readonly #tell: (line: string) => void;
  readonly #recorder = new Recorder();
  readonly #talkers: Talker[] = [];
  readonly #guests: PlainTalker[] = [];
  readonly #rooms: readonly RoomName[] = ROOMS.map(roomName);
  readonly #timers = new Set<NodeJS.Timeout>();
  #readerKey: Identity | null = null;
  #server: Workerd | null = null;
  #port = 0;
  #saidBy = new Map<string, number>();
  #textChance: Random;
  /** Kills are one after another, each with its restart. */
  #restart: Promise<void> = Promise.resolve();
  #isEnding = false;
  readonly #violations: Outcome["violations"][number][] = [];
  readonly #counts = { kills: 0, freezes: 0, frozenMs: 0, reads: 0, messagesRead: 0, restartMaxMs: 0, evictions: 0 };

  constructor(options: ScheduleOptions, site: Site, tell: (line: string) => void) {
    this.#options = options;
    this.#site = site;
    this.#tell = tell;
    this.#textChance = Random.of(options.seed, "texts");
  }

  async run(): Promise<Outcome> {
    const begun = Date.now();
    await this.#start();
    await this.#invite();
    await this.#follow(schedule(this.#options));
    await this.#restart;
    this.#thawAll();
    await this.#settle();
    await this.#finish();
    const violations = [...this.#violations, ...check(this.#recorder)];
    return { figures: this.#figures(Date.now() - begun, violations.length), violations };
  }

  /** Ends everything that this run has started; safe to call at any time, and twice. */
  async end(): Promise<void> {
    this.#isEnding = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const one of [...this.#talkers, ...this.#guests]) one.close();
    await this.#restart.catch(() => {}); // whatever it was, the run has rejected with it
    await this.#server?.kill();
  }

  async #start(): Promise<void> {
    const server = await startWorkerd(this.#site);
    this.#server = server;
    this.#port = server.port;
    void this.#watch(server);
  }

  async #watch(server: Workerd): Promise<void> {
    const how = await server.ended;
    if (how !== "SIGKILL") this.#report("server_fault", `The server ended by itself: ${how}.`);
  }

  async #invite(): Promise<void> {
    const { seed, clients } = this.#options;
    const recorder = this.#recorder;
    this.#readerKey = await makeKey(Random.of(seed, "key of the reader"));
    const lay = (client: string): Promise<Line> => Line.lay(() => this.#port, Random.of(seed, `line ${client}`));
    for (let index = 0; index < clients; index++) {
      const client = `c${index}`;
      const owner = keyOwnerOf(index);
      const key = await makeKey(Random.of(seed, `key ${owner}`));
      const room = this.#roomAt(roomOf(index));
      const random = Random.of(seed, client);
      recorder.participants.push({ client, room, author: key.id });
      this.#talkers.push(
        new Talker({
          client,
          room,
          name: personName(`Person ${owner}`),
          key,
          line: await lay(client),
          random,
          recorder,
        }),
      );
    }
    for (let index = 0; index < ROOMS.length * GUESTS_PER_ROOM; index++) {
      const client = `p${index}`;
      const room = this.#roomAt(index % ROOMS.length);
      recorder.participants.push({ client, room, author: null });
      const guest = new PlainTalker({
        client,
        room,
        line: await lay(client),
        random: Random.of(seed, client),
        recorder,
      });
      this.#guests.push(guest);
      guest.enter();
    }
  }

  /** Does each deed at its time. */
  async #follow(deeds: readonly Deed[]): Promise<void> {
    const begun = Date.now();
    for (const deed of deeds) {
      const waitMs = begun + deed.atMs - Date.now();
      if (waitMs > 0) await new Promise<void>((settle) => this.#later(waitMs, settle));
      this.#do(deed);
    }
  }

  #do(deed: Deed): void {
    switch (deed.do) {
      case "enter":
        return this.#talkerAt(deed.client).enter();
      case "say": {
        const talker = this.#talkerAt(deed.client);
        return talker.say(this.#nextText(talker.client));
      }
      case "say plainly": {
        const guest = this.#guests[deed.guest];
        guest?.say(this.#nextText(guest.client));
        return;
      }
      case "kill": {
        const before = this.#restart;
        this.#restart = before.then(() => this.#kill(deed));
        // Awaited at the end of the schedule; until then nobody may call it unhandled.
        this.#restart.catch(() => {});
        return;
      }
      case "cut":
        return this.#talkerAt(deed.client).line.cut(deed.direction);
      case "freeze":
        return this.#freeze(this.#talkerAt(deed.client).line, deed.ms);
      case "hush":
        this.#tell(`${this.#roomAt(deed.room)} falls silent for ${deed.ms / 1_000} s`);
    }
  }

  async #kill({ downMs, delaysMs, isRead }: Extract<Deed, { do: "kill" }>): Promise<void> {
    if (this.#isEnding) return;
    await this.#server?.kill();
    this.#recorder.add({ kind: "killed" });
    this.#counts.kills += 1;
    for (const [index, delayMs] of delaysMs.entries()) this.#talkers[index]?.line.holdNext(delayMs);
    await new Promise<void>((settle) => this.#later(downMs, settle));
    const begun = Date.now();
    await this.#start();
    this.#counts.restartMaxMs = Math.max(this.#counts.restartMaxMs, Date.now() - begun);
    if (isRead) await this.#readAll();
    this.#tell(`kill ${this.#counts.kills}: back after ${downMs} ms on port ${this.#port}`);
  }

  async #readAll(): Promise<void> {
    for (const room of this.#rooms) {
      if (this.#readerKey === null) throw new Error("There is no reader.");
      this.#recorder.add({ kind: "reading", room });
      const history = (await readHistory(this.#port, room, this.#readerKey)).map((said) =>
        this.#recorder.message(said),
      );
      this.#recorder.add({ kind: "read", room, history });
      this.#counts.reads += 1;
      this.#counts.messagesRead += history.length;
    }
  }

  #freeze(line: Line, ms: number): void {
    line.freeze();
    this.#counts.freezes += 1;
    this.#counts.frozenMs += ms;
    this.#later(ms, () => line.thaw());
  }

  #thawAll(): void {
    for (const { line } of this.#talkers) line.thaw();
  }

  /** Waits until everybody is back, all that was said is confirmed, and everybody has come as far as the room. */
  async #settle(): Promise<void> {
    const until = Date.now() + SETTLE_WITHIN_MS;
    const heads = new Map<string, number>();
    const isSettled = (): boolean =>
      this.#talkers.every((talker) => talker.hasCaughtUp(heads.get(talker.session.room) ?? 0));
    for (let round = 0; round < 2; round++) {
      // Once all is confirmed nothing is said any more: only then is the head the last one, and everybody has to reach it.
      while (!isSettled() && Date.now() < until) {
        await new Promise<void>((settle) => this.#later(LOOK_EVERY_MS, settle));
      }
      await this.#readAll();
      for (const room of this.#rooms) heads.set(room, this.#headOf(room));
    }
    for (const talker of this.#talkers) {
      const { outbox, status, timeline } = talker.session;
      if (talker.hasCaughtUp(heads.get(talker.session.room) ?? 0)) continue;
      const state = `${status.value.state}, ${outbox.value.length} in the outbox, at ${timeline.value.cursor?.seq}`;
      this.#report("stuck", `${talker.client} has not caught up: ${state}.`);
    }
  }

  /** Everybody scrolls up to the beginning; then the server dies once more, and what it kept is read a last time. */
  async #finish(): Promise<void> {
    await Promise.all(this.#talkers.map((talker) => talker.readAll(this.#headOf(talker.session.room))));
    for (const talker of this.#talkers) talker.finish();
    for (const guest of this.#guests) guest.close();
    await this.#kill({ do: "kill", atMs: 0, downMs: 0, delaysMs: [], isRead: true });
    const wakings = this.#site.lines.filter((line) => line.includes('"room_woke"') && !line.includes('"sockets":0'));
    this.#counts.evictions = wakings.length;
    for (const line of faultsOf(this.#site)) this.#report("server_fault", line);
  }

  #headOf(room: RoomName): number {
    const last = this.#recorder.entries.findLast((entry) => entry.kind === "read" && entry.room === room);
    return last?.kind === "read" ? last.history.length : 0;
  }

  #nextText(client: string): string {
    const index = (this.#saidBy.get(client) ?? 0) + 1;
    this.#saidBy.set(client, index);
    return textOf(client, index, this.#textChance);
  }

  #later(delayMs: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs);
    this.#timers.add(timer);
  }

  #report(kind: "server_fault" | "stuck", words: string): void {
    this.#violations.push({ kind, words });
  }

  #roomAt(index: number): RoomName {
    const room = this.#rooms[index];
    if (room === undefined) throw new Error(`There is no room ${index}.`);
    return room;
  }

  #talkerAt(index: number): Talker {
    const talker = this.#talkers[index];
    if (talker === undefined) throw new Error(`There is no client ${index}.`);
    return talker;
  }

  #figures(elapsedMs: number, violations: number): Figures {
    const recorder = this.#recorder;
    const talkers = this.#talkers;
    const sum = (of: (talker: Talker) => number): number => talkers.reduce((total, talker) => total + of(talker), 0);
    const plain = recorder.entries.filter((entry) => entry.kind === "sent" && entry.clientId === null).length;
    const { kills, freezes, frozenMs, reads, messagesRead, restartMaxMs, evictions } = this.#counts;
    return {
      seed: this.#options.seed,
      "seconds in all": Math.round(elapsedMs / 1_000),
      "clients, each a tab": talkers.length,
      "plain clients": this.#guests.length,
      "messages sent": recorder.count("sent") - plain,
      "messages sent by plain clients": plain,
      confirmations: recorder.count("confirmed"),
      "receipts by clients": recorder.count("received"),
      "receipts by plain clients": recorder.count("heard"),
      "kills (SIGKILL)": kills,
      "slowest start, ms": restartMaxMs,
      "connections cut in mid-frame, sending": sum(({ line }) => line.cuts.up),
      "connections cut in mid-frame, receiving": sum(({ line }) => line.cuts.down),
      "freezes (paused reads)": freezes,
      "seconds frozen": Math.round(frozenMs / 1_000),
      "evictions with sockets open": evictions,
      reconnects: sum(({ reconnects }) => reconnects),
      "resumes that reached too far back": sum(({ restarts }) => restarts),
      "duplicates replayed": sum(({ replays }) => replays),
      "full readings of a room": reads,
      "messages in them": messagesRead,
      violations,
    };
  }
}
