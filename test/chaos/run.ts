/** Owns what is done in a run, and in which order: each deed at its time, then calm, then a last look at everything. */
import type { RoomReadings } from "./actors/room-readings.ts";
import type { Participants, Member } from "./actors/participants.ts";
import type { RestartableServer } from "./server/restartable-server.ts";
import { Random } from "./random.ts";
import type { Change, Deed, ScheduleOptions } from "./schedule/steps.ts";
import { schedule } from "./schedule/schedule.ts";
import { textOf } from "./deeds/texts.ts";

/** Milliseconds in which all have to be back, with all confirmed, when nothing breaks any more. */
const SETTLE_WITHIN_MS = 90_000;
/** Milliseconds between two looks whether they are. */
const LOOK_EVERY_MS = 100;

export interface RunOptions {
  readonly options: ScheduleOptions;
  readonly participants: Participants;
  readonly server: RestartableServer;
  readonly readings: RoomReadings;
  /** Told a line of progress now and then. */
  readonly tell: (line: string) => void;
  /** Told of whoever has not come back in time. */
  readonly onStuck: (words: string) => void;
}

export class Run {
  readonly #options: RunOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #textChance: Random;
  /** How many texts each client was given. */
  readonly #texts = new Map<string, number>();
  /** Kills are one after another, each with its restart. */
  #restart: Promise<void> = Promise.resolve();
  #isEnding = false;
  /** How often a wire stood still, and for how many milliseconds in all. */
  readonly freezes = { count: 0, ms: 0 };

  constructor(options: RunOptions) {
    this.#options = options;
    this.#textChance = Random.of(options.options.seed, "texts");
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
    await this.#restart.catch(() => {}); // whatever it was, the run has rejected with it
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** Does each deed at its time. */
  async #follow(deeds: readonly Deed[]): Promise<void> {
    const begun = Date.now();
    for (const deed of deeds) {
      const waitMs = begun + deed.atMs - Date.now();
      if (waitMs > 0) await this.#wait(waitMs);
      this.#do(deed);
    }
  }

  #do(deed: Deed): void {
    const { participants, tell } = this.#options;
    switch (deed.do) {
      case "kill": {
        const before = this.#restart;
        this.#restart = before.then(() => this.#kill(deed));
        // Awaited at the end of the schedule; until then nobody may call it unhandled.
        this.#restart.catch(() => {});
        return;
      }
      case "cut":
        return participants.memberAt(deed.client).relay.cut(deed.direction);
      case "freeze":
        return this.#freeze(participants.memberAt(deed.client), deed.ms);
      case "hush":
        return tell(`${participants.rooms[deed.room]} falls silent for ${deed.ms / 1_000} s`);
      case "say plainly": {
        const guest = participants.guestAt(deed.guest);
        return guest.say(this.#nextText(guest.client));
      }
      case "enter":
      case "say":
      case "reply":
      case "edit":
      case "remove":
      case "react":
      case "set the topic":
        return this.#act(participants.memberAt(deed.client), deed.do);
    }
  }

  #act({ tab }: Member, deed: "enter" | "say" | "reply" | Change): void {
    switch (deed) {
      case "enter":
        return tab.enter();
      case "say":
        return tab.say(this.#nextText(tab.client));
      case "reply":
        return tab.reply(this.#nextText(tab.client));
      case "edit":
        return tab.edit(this.#nextText(tab.client));
      case "remove":
        return tab.remove();
      case "react":
        return tab.react();
      case "set the topic":
        return tab.setTopic(this.#nextText(tab.client));
    }
  }

  #freeze({ relay }: Member, ms: number): void {
    relay.freeze();
    this.freezes.count += 1;
    this.freezes.ms += ms;
    void this.#wait(ms).then(() => relay.thaw());
  }

  async #kill({ downMs, delaysMs, isRead }: Extract<Deed, { do: "kill" }>): Promise<void> {
    const { participants, server, readings, tell } = this.#options;
    if (this.#isEnding) return;
    await server.kill();
    for (const [index, delayMs] of delaysMs.entries()) participants.memberAt(index).relay.holdNext(delayMs);
    await this.#wait(downMs);
    await server.start();
    if (isRead) await readings.readAll(server.port);
    tell(`kill ${server.kills}: back after ${downMs} ms on port ${server.port}`);
  }

  /** Waits until everybody is back, all that was wished is answered, and everybody has come as far as the room. */
  async #settle(): Promise<void> {
    const { participants, server, readings, onStuck } = this.#options;
    const { members } = participants;
    const until = Date.now() + SETTLE_WITHIN_MS;
    const isBehind = ({ tab }: Member): boolean => !tab.hasCaughtUp(readings.headOf(tab.session.room));
    for (let round = 0; round < 2; round++) {
      // Once all is answered nothing is wished any more: only then is the head the last one, and everybody has to reach it.
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
