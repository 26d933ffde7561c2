/** Owns the text of the load's messages: 70 bytes that say who sent them, as which of theirs, and when. */

/** Bytes, all ASCII. */
const TEXT_BYTES = 70;

/** Around the stamp. No server's framing has it. */
const FENCE = "~";
const FENCE_CODE = FENCE.charCodeAt(0);
const FILLING = "the quick brown fox jumps over the lazy dog and goes on to the next one";

export interface Stamp {
  readonly sender: number;
  /** Which of this sender's messages, from 0. */
  readonly index: number;
  /** Microseconds on this process's clock. */
  readonly sentAt: number;
}

/** Microseconds on this process's clock. */
export function nowMicros(): number {
  return Math.round(performance.now() * 1_000);
}

export function textOf({ sender, index, sentAt }: Stamp): string {
  const stamp = `${FENCE}${sender} ${index} ${sentAt}${FENCE}`;
  return stamp + FILLING.slice(0, TEXT_BYTES - stamp.length);
}

/** Calls `each` with every message's stamp in `payload`, in order. Throws where one is torn. */
export function eachStamp(payload: Buffer, each: (stamp: Stamp) => void): void {
  let from = payload.indexOf(FENCE_CODE);
  while (from >= 0) {
    const to = payload.indexOf(FENCE_CODE, from + 1);
    if (to < 0) throw new Error(`A message is torn: ${payload.toString()}`);
    const [sender = Number.NaN, index = Number.NaN, sentAt = Number.NaN] = payload
      .toString("latin1", from + 1, to)
      .split(" ")
      .map(Number);
    each({ sender, index, sentAt });
    from = payload.indexOf(FENCE_CODE, to + 1);
  }
}
