/** Owns what is done in a run, and in which order: each deed at its time, then calm, then a last look at everything. */
import type { Auditor } from "./auditor.ts";
import type { Cast, Member } from "./cast.ts";
import type { MortalServer } from "./mortal-server.ts";
import { Random } from "./random.ts";
import type { Change, Deed, ScheduleOptions } from "./schedule/deeds.ts";
import { schedule } from "./schedule/schedule.ts";
import { textOf } from "./words.ts";

/** Milliseconds in which all have to be back, with all confirmed, when nothing breaks any more. */
const SETTLE_WITHIN_MS = 90_000;
/** Milliseconds between two looks whether they are. */
const LOOK_EVERY_MS = 100;

export interface RunOptions {
  readonly options: ScheduleOptions;
  readonly cast: Cast;
  readonly server: MortalServer;
  readonly auditor: Auditor;
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
    const { options, cast } = this.#options;
    for (const guest of cast.guests) guest.enter();
    await this.#follow(schedule(options));
    await this.#restart;
    for (const { line } of cast.members) line.thaw();
    await this.#settle();
    await Promise.all(cast.members.map(({ talker }) => talker.finish()));
    for (const guest of cast.guests) guest.close();
    // The server dies once more, and what it kept is read a last time.
    await this.#kill({ do: "kill", atMs: 0, downMs: 0, delaysMs: [], isRead: true });
  }

  /** Ends everything that this run has started; safe to call at any time. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#options.cast.dismiss();
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
    const { cast, tell } = this.#options;
    switch (deed.do) {
      case "kill": {
        const before = this.#restart;
        this.#restart = before.then(() => this.#kill(deed));
        // Awaited at the end of the schedule; until then nobody may call it unhandled.
        this.#restart.catch(() => {});
        return;
      }
      case "cut":
        return cast.memberAt(deed.client).line.cut(deed.direction);
      case "freeze":
        return this.#freeze(cast.memberAt(deed.client), deed.ms);
      case "hush":
        return tell(`${cast.rooms[deed.room]} falls silent for ${deed.ms / 1_000} s`);
      case "say plainly": {
        const guest = cast.guestAt(deed.guest);
        return guest.say(this.#nextText(guest.client));
      }
      case "enter":
      case "say":
      case "reply":
      case "edit":
      case "remove":
      case "react":
      case "set the topic":
        return this.#act(cast.memberAt(deed.client), deed.do);
    }
  }

  #act({ talker }: Member, deed: "enter" | "say" | "reply" | Change): void {
    switch (deed) {
      case "enter":
        return talker.enter();
      case "say":
        return talker.say(this.#nextText(talker.client));
      case "reply":
        return talker.reply(this.#nextText(talker.client));
      case "edit":
        return talker.edit(this.#nextText(talker.client));
      case "remove":
        return talker.remove();
      case "react":
        return talker.react();
      case "set the topic":
        return talker.setTopic(this.#nextText(talker.client));
    }
  }

  #freeze({ line }: Member, ms: number): void {
    line.freeze();
    this.freezes.count += 1;
    this.freezes.ms += ms;
    void this.#wait(ms).then(() => line.thaw());
  }

  async #kill({ downMs, delaysMs, isRead }: Extract<Deed, { do: "kill" }>): Promise<void> {
    const { cast, server, auditor, tell } = this.#options;
    if (this.#isEnding) return;
    await server.kill();
    for (const [index, delayMs] of delaysMs.entries()) cast.memberAt(index).line.holdNext(delayMs);
    await this.#wait(downMs);
    await server.start();
    if (isRead) await auditor.readAll(server.port);
    tell(`kill ${server.kills}: back after ${downMs} ms on port ${server.port}`);
  }

  /** Waits until everybody is back, all that was wished is answered, and everybody has come as far as the room. */
  async #settle(): Promise<void> {
    const { cast, server, auditor, onStuck } = this.#options;
    const { members } = cast;
    const until = Date.now() + SETTLE_WITHIN_MS;
    const isBehind = ({ talker }: Member): boolean => !talker.hasCaughtUp(auditor.headOf(talker.session.room));
    for (let round = 0; round < 2; round++) {
      // Once all is answered nothing is wished any more: only then is the head the last one, and everybody has to reach it.
      while (members.some(isBehind) && Date.now() < until) await this.#wait(LOOK_EVERY_MS);
      await auditor.readAll(server.port);
    }
    for (const { talker } of members.filter(isBehind)) {
      const { outbox, status, timeline } = talker.session;
      const state = `${status.value.state}, ${outbox.value.length} in the outbox, at ${timeline.value.cursor?.seq}`;
      onStuck(`${talker.client} has not caught up: ${state}.`);
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
