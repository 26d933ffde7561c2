/** A fuzzing run: attackers send what they can to a real room, and two well-behaved clients in it must not notice. */
import { makeKey } from "../chaos/actors/keys.ts";
import { Random } from "../chaos/random.ts";
import { readRoom } from "../chaos/actors/room-reader.ts";
import { faultsOf, makeSite, removeSite, startWorkerd, type Site, type Workerd } from "../chaos/server/workerd.ts";
import { personName, roomName } from "../support/people.ts";
import { Attacker } from "./attacker.ts";
import { FrameMaker } from "./frames.ts";
import { MemoryWatch } from "./memory.ts";
import { Tally } from "./tally.ts";
import { Witness } from "./witness.ts";

export interface FuzzOptions {
  readonly seed: number;
  readonly frames: number;
}

/**
 * The rates allow a batch of frames: what is refused as too fast, or closed as flooding, tests little else. A flood is more
 * at once than the token bucket of commands holds, which is twice MESSAGE_BURST.
 */
const SETTINGS = {
  MESSAGES_PER_SECOND: 2_000,
  MESSAGE_BURST: 1_500,
  SOCKETS_PER_ADDRESS: 10_000,
  HISTORY_LIMIT: 0,
  RATE_LIMITS: "off",
};

const ROOM = roomName("fuzz");
const ATTACKERS = 8;
/** The probability that the witnesses correct what they have just said. */
const CORRECTION = 0.3;

export interface FuzzOutcome {
  readonly figures: Readonly<Record<string, number | string>>;
  readonly violations: readonly string[];
}

/** Runs it. `tell` gets a line of progress now and then. Rejects if the server ends. */
export async function runFuzz(options: FuzzOptions, tell: (line: string) => void = () => {}): Promise<FuzzOutcome> {
  const site = await makeSite(SETTINGS);
  try {
    const server = await startWorkerd(site);
    try {
      return await new FuzzRun(options, site, server, tell).run();
    } finally {
      await server.kill();
    }
  } finally {
    await removeSite(site);
  }
}

class FuzzRun {
  readonly #options: FuzzOptions;
  readonly #site: Site;
  readonly #server: Workerd;
  readonly #tell: (line: string) => void;
  readonly #memory: MemoryWatch;
  readonly #chance: Random;
  readonly #sent = new Tally();
  #count = 0;
  #rounds = 0;
  #witnesses: readonly Witness[] = [];
  #attackers: readonly Attacker[] = [];

  constructor(options: FuzzOptions, site: Site, server: Workerd, tell: (line: string) => void) {
    this.#options = options;
    this.#site = site;
    this.#server = server;
    this.#tell = tell;
    this.#chance = Random.of(options.seed, "corrections");
    this.#memory = new MemoryWatch(server.pid, options.frames);
  }

  async run(): Promise<FuzzOutcome> {
    const begun = Date.now();
    this.#witnesses = await Promise.all(["Lin", "Mei"].map((name) => this.#witness(name)));
    this.#attackers = await Promise.all(Array.from({ length: ATTACKERS }, (_, index) => this.#attacker(`a${index}`)));
    try {
      for (const witness of this.#witnesses) witness.enter();
      await this.#talk("before all");
      await this.#attack();
      await this.#talk("after all");
      const violations = await this.#findViolations();
      return { figures: this.#figures(Date.now() - begun, violations.length), violations };
    } finally {
      for (const attacker of this.#attackers) attacker.stop();
      for (const witness of this.#witnesses) witness.leave();
    }
  }

  async #witness(name: string): Promise<Witness> {
    const { seed } = this.#options;
    const key = await makeKey(Random.of(seed, `key of ${name}`));
    return new Witness({ url: this.#url, room: ROOM, name: personName(name), key, random: Random.of(seed, name) });
  }

  async #attacker(name: string): Promise<Attacker> {
    const { seed } = this.#options;
    const random = Random.of(seed, name);
    return new Attacker({
      name,
      url: this.#url,
      room: ROOM,
      key: await makeKey(Random.of(seed, `key of ${name}`)),
      random,
      frames: new FrameMaker(random),
      onSent: (kind) => this.#noteSent(kind),
      onBatch: () => this.#talk(`round ${++this.#rounds}`),
    });
  }

  async #attack(): Promise<void> {
    const each = Math.ceil(this.#options.frames / ATTACKERS);
    const all = Promise.all(this.#attackers.map((attacker) => attacker.attack(each)));
    const how = await Promise.race([this.#server.ended, all]);
    if (typeof how !== "string") return;
    throw new Error(`The server ended (${how}):\n${this.#site.lines.slice(-20).join("\n")}`);
  }

  /** Both witnesses say something, and sometimes correct it; each must receive both. */
  async #talk(text: string): Promise<void> {
    const said = await Promise.all(this.#witnesses.map((witness, index) => witness.say(`${text}, ${index}`)));
    await this.#allReceive(said);
    if (!this.#chance.happens(CORRECTION)) return;
    const corrected = await Promise.all(this.#witnesses.map((witness, index) => witness.correct(said[index] ?? "")));
    await this.#allReceive(corrected.filter((correction) => correction !== null));
  }

  async #allReceive(texts: readonly string[]): Promise<void> {
    await Promise.all(
      this.#witnesses.flatMap((witness) => texts.map((expected) => witness.received.waitFor(expected))),
    );
  }

  #noteSent(kind: string): void {
    const { frames } = this.#options;
    this.#sent.add(kind);
    this.#count += 1;
    this.#memory.note(this.#count);
    if (this.#count % Math.ceil(frames / 10) === 0) this.#tell(`${this.#count} frames`);
  }

  /** Everything that went wrong. */
  async #findViolations(): Promise<readonly string[]> {
    const { port } = this.#server;
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    const key = await makeKey(Random.of(this.#options.seed, "key of the reader"));
    const { pages } = await readRoom(port, ROOM, key);
    const history = pages.flatMap(({ messages }) => messages);
    return [
      ...(health.ok ? [] : [`/healthz answers ${health.status}.`]),
      ...(history.every(({ seq }, index) => seq > (history[index - 1]?.seq ?? 0))
        ? []
        : ["The history is not in order."]),
      ...this.#witnesses.flatMap((witness) => witness.conclude(this.#witnesses, history)),
      ...this.#attackers.flatMap(({ complaints }) => complaints),
      ...faultsOf(this.#site).map((line) => `The server logged: ${line}`),
      ...this.#memory.complaints(),
    ];
  }

  #figures(elapsedMs: number, violations: number): FuzzOutcome["figures"] {
    const [connections, refusals] = [new Tally(), new Tally()];
    for (const attacker of this.#attackers) {
      connections.addAll(attacker.connections);
      refusals.addAll(attacker.refusals);
    }
    const received = this.#witnesses[0]?.received.counts ?? new Tally();
    return {
      seed: this.#options.seed,
      "seconds in all": Math.round(elapsedMs / 1_000),
      "frames sent": this.#sent.total,
      ...this.#sent.figures("— "),
      "connections of attackers": connections.total,
      ...connections.figures("— begun as "),
      "answers of refusal": refusals.total,
      ...refusals.figures("— "),
      "said by two well-behaved clients": this.#witnesses.reduce((sum, { said }) => sum + said.length, 0),
      "received by the first of them": received.total,
      ...received.figures("— "),
      ...this.#memory.figures(),
      violations,
    };
  }

  get #url(): string {
    return `ws://127.0.0.1:${this.#server.port}`;
  }
}
