/**
 * Owns the load of somebody who searches a room with a long past for the first time, while another person talks: how long
 * each search takes, how long the index, and how long what is said has to wait meanwhile. Foyer only.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { enterFoyer, newKey, type Voice } from "./dialects.ts";
import { Sample } from "./sample.ts";

/** Milliseconds between two messages of the one who talks. */
const SAY_EVERY_MS = 20;
/** Milliseconds between two searches that find out whether the index is whole: each is work that keeps it from being so. */
const PROBE_EVERY_MS = 10_000;
const BUILD_WITHIN_MS = 10 * 60_000;
/** What has to read everything without an index is at least so many times as quick with one, unless there is little. */
const QUICKER_WITH_INDEX = 4;
const LITTLE_MS = 20;
/** Milliseconds after which one may search again. */
const AGAIN_MS = 1_100;

const ABSENT = "xylophone";

/** As far as the texts of `servers/fill.ts` go: what is everywhere, seldom, nowhere. */
const QUERIES = {
  absent: ABSENT,
  common: "message",
  rare: '"message 4712 "',
  phrase: "下午三点在老地方见",
  "common words, never together": "大家好 message",
  "two characters, common": "三点",
  "two characters, absent": "茶壶",
  "author and word": 'from:"Person 7" 下午三点',
  "absent author": "from:nobody",
};

export interface SeekOptions {
  readonly port: number;
}

/** Milliseconds: of the search or the building itself, and of the message that waited longest meanwhile. */
interface SeekTimes {
  readonly ms: number;
  readonly longestWaitMs: number;
}

export interface SeekFigures {
  /** While nobody searches. */
  readonly calm: SeekTimes;
  /** A search for what is nowhere, before there is an index. */
  readonly first: SeekTimes;
  readonly building: SeekTimes;
  /** Once the index is whole. */
  readonly searches: Readonly<Record<keyof typeof QUERIES, SeekTimes>>;
}

export async function seek({ port }: SeekOptions): Promise<SeekFigures> {
  const searcher = await enterFoyer(port, newKey());
  const talker = new Talker((await enterFoyer(port, newKey())).voice);
  const timed = async (act: () => Promise<unknown>): Promise<SeekTimes> => {
    talker.takeLongestWait();
    const startedAt = performance.now();
    await act();
    return { ms: performance.now() - startedAt, longestWaitMs: talker.takeLongestWait() };
  };
  const search = (query: string): Promise<SeekTimes> => timed(() => searchFor(searcher.voice, query));
  const calm = await timed(() => sleep(2_000));
  const first = await search(ABSENT);
  const building = await timed(async () => {
    const giveUpAt = performance.now() + BUILD_WITHIN_MS;
    let probeMs = first.ms;
    while (probeMs > Math.max(LITTLE_MS, first.ms / QUICKER_WITH_INDEX)) {
      if (performance.now() > giveUpAt) throw new Error("The index was not built in time.");
      await sleep(PROBE_EVERY_MS);
      const startedAt = performance.now();
      await searchFor(searcher.voice, ABSENT);
      probeMs = performance.now() - startedAt;
    }
  });
  const searches: Record<string, SeekTimes> = {};
  for (const [name, query] of Object.entries(QUERIES)) {
    await sleep(AGAIN_MS);
    searches[name] = await search(query);
  }
  talker.stop();
  return { calm, first, building, searches: searches as SeekFigures["searches"] };
}

let asked = 0;

/** Resolves when the answer is there. */
async function searchFor({ socket }: Voice, query: string): Promise<void> {
  const requestId = `r${asked++}`;
  socket.send(JSON.stringify({ type: "search", requestId, query }));
  for (;;) {
    const frame = await socket.next();
    if (frame.startsWith('{"type":"refused"')) throw new Error(frame);
    if (frame.startsWith('{"type":"results"')) return;
  }
}

/** Says one thing after the other, and measures how long each takes to come back. */
class Talker {
  #waits = new Sample();
  #isTalking = true;
  readonly #voice: Voice;

  constructor(voice: Voice) {
    this.#voice = voice;
    void this.#talk();
  }

  stop(): void {
    this.#isTalking = false;
    this.#voice.socket.close();
  }

  /** Milliseconds that a message waited since the last call, at most. */
  takeLongestWait(): number {
    const { max } = this.#waits.times();
    this.#waits = new Sample();
    this.#waits.add(0);
    return max;
  }

  async #talk(): Promise<void> {
    this.#waits.add(0);
    while (this.#isTalking) {
      const sentAt = performance.now();
      this.#voice.socket.send(this.#voice.say("a word while others search"));
      while (!(await this.#voice.socket.next()).includes('"type":"said"'));
      this.#waits.add(performance.now() - sentAt);
      await sleep(SAY_EVERY_MS);
    }
  }
}
