/** Carries out a run: each step of the schedule at its time, then everybody catches up, then a last look at everything. */
import type { RoomReadings } from "./actors/room-readings.ts";
import type { Participants, Member } from "./actors/participants.ts";
import type { RestartableServer } from "./server/restartable-server.ts";
import { Random } from "./random.ts";
import type { ScheduleOptions, Step } from "./schedule/steps.ts";
import { schedule } from "./schedule/schedule.ts";
import { queryOf } from "./deeds/queries.ts";
import { textOf } from "./deeds/texts.ts";

/** Milliseconds in which everybody must have caught up when nothing breaks any more. */
const SETTLE_WITHIN_MS = 90_000;
/** Milliseconds between two looks whether they have. */
const LOOK_EVERY_MS = 100;

export interface RunOptions {
  readonly options: ScheduleOptions;
  readonly participants: Participants;
  readonly server: RestartableServer;
  readonly readings: RoomReadings;
  /** Gets a line of progress now and then. */
  readonly tell: (line: string) => void;
  /** Called for each tab that has not caught up in time. */
  readonly onStuck: (words: string) => void;
}

export class Run {
  readonly #options: RunOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #textChance: Random;
  readonly #queryChance: Random;
  /** The number of texts that each client has said or offered. */
  readonly #texts = new Map<string, number>();
  /** Kills are one after another, each with its restart. */
  #restart: Promise<void> = Promise.resolve();
  #isEnding = false;
  /** How often a connection stood still, and for how many milliseconds in all. */
  readonly freezes = { count: 0, ms: 0 };

  constructor(options: RunOptions) {
    this.#options = options;
    const { seed } = options.options;
    this.#textChance = Random.of(seed, "texts");
    this.#queryChance = Random.of(seed, "queries");
  }

  async run(): Promise<void> {
    const { options, participants } = this.#options;
    for (const guest of participants.guests) guest.enter();
    await this.#follow(schedule(options));
    await this.#restart;
    for (const { relay } of participants.members) relay.thaw();
    await this.#settle();
    await Promise.all(participants.members.map(({ tab }) => tab.finish()));
    for (const guest of participants.guests) guest.close();
    // The server dies once more, and what it kept is read a last time.
    await this.#kill({ do: "kill", atMs: 0, downMs: 0, delaysMs: [], isRead: true });
  }

  /** Ends everything that this run has started; safe to call at any time. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#options.participants.leaveAll();
    await this.#restart.catch(() => {}); // the run has rejected with it already
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** Does each step at its time. */
  async #follow(steps: readonly Step[]): Promise<void> {
    const begun = Date.now();
    for (const step of steps) {
      const waitMs = begun + step.atMs - Date.now();
      if (waitMs > 0) await this.#wait(waitMs);
      this.#do(step);
    }
  }

  #do(step: Step): void {
    const { options, participants, tell } = this.#options;
    switch (step.do) {
      case "kill": {
        const before = this.#restart;
        this.#restart = before.then(() => this.#kill(step));
        // Awaited at the end of the schedule; until then it counts as handled.
        this.#restart.catch(() => {});
        return;
      }
      case "cut":
        return participants.memberAt(step.client).relay.cut(step.direction);
      case "freeze":
        return this.#freeze(participants.memberAt(step.client), step.ms);
      case "keep quiet":
        return tell(`${participants.rooms[step.room]} falls silent for ${step.ms / 1_000} s`);
      case "say plainly": {
        const guest = participants.guestAt(step.guest);
        return guest.say(this.#nextText(guest.client));
      }
      case "enter":
        return participants.memberAt(step.client).tab.enter();
      case "send": {
        const { tab } = participants.memberAt(step.client);
        return tab.send(step.command, this.#nextText(tab.client));
      }
      case "search":
        return participants.memberAt(step.client).tab.search(queryOf(options.clients, this.#queryChance));
    }
  }

  #freeze({ relay }: Member, ms: number): void {
    relay.freeze();
    this.freezes.count += 1;
    this.freezes.ms += ms;
    void this.#wait(ms).then(() => relay.thaw());
  }

  async #kill({ downMs, delaysMs, isRead }: Extract<Step, { do: "kill" }>): Promise<void> {
    const { participants, server, readings, tell } = this.#options;
    if (this.#isEnding) return;
    await server.kill();
    for (const [index, delayMs] of delaysMs.entries()) participants.memberAt(index).relay.holdNext(delayMs);
    await this.#wait(downMs);
    await server.start();
    if (isRead) await readings.readAll(server.port);
    tell(`kill ${server.kills}: back after ${downMs} ms on port ${server.port}`);
  }

  /** Waits until everybody is back, every command is answered, and everybody has received everything. */
  async #settle(): Promise<void> {
    const { participants, server, readings, onStuck } = this.#options;
    const { members } = participants;
    const until = Date.now() + SETTLE_WITHIN_MS;
    const isBehind = ({ tab }: Member): boolean => !tab.hasCaughtUp(readings.headOf(tab.session.room));
    for (let round = 0; round < 2; round++) {
      // Only when every command is answered is the head the last one, which everybody has to reach.
      while (members.some(isBehind) && Date.now() < until) await this.#wait(LOOK_EVERY_MS);
      await readings.readAll(server.port);
    }
    for (const { tab } of members.filter(isBehind)) {
      const { outbox, status, timeline } = tab.session;
      const state = `${status.value.state}, ${outbox.value.length} in the outbox, at ${timeline.value.cursor?.seq}`;
      onStuck(`${tab.client} has not caught up: ${state}.`);
    }
  }

  #nextText(client: string): string {
    const index = (this.#texts.get(client) ?? 0) + 1;
    this.#texts.set(client, index);
    return textOf(client, index, this.#textChance);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((settle) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        settle();
      }, ms);
      this.#timers.add(timer);
    });
  }
}
