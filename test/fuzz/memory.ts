/** How much memory the server uses in the course of a run, as Linux reports it. */
import { readFileSync } from "node:fs";

const KIB = 1024;
const MIB = 1024 * 1024;

/**
 * Bytes that the server's memory may grow by between a tenth of the run and its end. A room keeps its newest 1,250 messages
 * as text, of 4,000 characters at most; the rest is what the engine has not yet collected.
 */
const GROWTH_MAX_BYTES = 192 * MIB;

/** Looks at the memory of one process a hundred times in a run of so many frames. */
export class MemoryWatch {
  readonly #pid: number;
  readonly #frames: number;
  readonly #every: number;
  #baseBytes: number | null = null;
  #mostBytes: number | null = null;

  constructor(pid: number, frames: number) {
    this.#pid = pid;
    this.#frames = frames;
    this.#every = Math.max(1, Math.floor(frames / 100));
  }

  note(sent: number): void {
    if (sent % this.#every !== 0) return;
    const bytes = residentBytes(this.#pid);
    if (bytes === null) return;
    if (sent <= this.#frames / 10) this.#baseBytes = Math.max(this.#baseBytes ?? 0, bytes);
    else this.#mostBytes = Math.max(this.#mostBytes ?? 0, bytes);
  }

  /** What is wrong with it, in words; nothing where the machine does not tell. */
  complaints(): readonly string[] {
    if (this.#baseBytes === null || this.#mostBytes === null) return [];
    const growthBytes = this.#mostBytes - this.#baseBytes;
    return growthBytes > GROWTH_MAX_BYTES ? [`The server's memory grew by ${Math.round(growthBytes / MIB)} MiB.`] : [];
  }

  figures(): Readonly<Record<string, number | string>> {
    const words = (bytes: number | null): number | string =>
      bytes === null ? "not looked at: no /proc here" : Math.round(bytes / MIB);
    return {
      "server memory in the first tenth, MiB": words(this.#baseBytes),
      "server memory at most after that, MiB": words(this.#mostBytes),
      "it may grow by, MiB": GROWTH_MAX_BYTES / MIB,
    };
  }
}

/** Bytes of resident memory of the process `pid`, or null where the machine has no `/proc` to ask. */
function residentBytes(pid: number): number | null {
  let status: string;
  try {
    status = readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return null; // another system, or the process has ended, which its owner notices by itself
  }
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return kib === undefined ? null : Number(kib) * KIB;
}
