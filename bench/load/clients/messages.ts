/** The texts of the load's messages: 70 bytes with the sender, the message's number and the time. */

/** Bytes, all ASCII. */
const TEXT_BYTES = 70;

/** Around the stamp. It occurs in no server's framing. */
const FENCE = "~";
const FENCE_CODE = FENCE.charCodeAt(0);
const FILLING = "the quick brown fox jumps over the lazy dog and goes on to the next one";

export interface Stamp {
  readonly sender: number;
  /** Counts this sender's messages, from 0. */
  readonly index: number;
  /** Microseconds on the clock of this process. */
  readonly sentAt: number;
}

/** Microseconds on the clock of this process. */
export function nowMicros(): number {
  return Math.round(performance.now() * 1_000);
}

export function textOf({ sender, index, sentAt }: Stamp): string {
  const stamp = `${FENCE}${sender} ${index} ${sentAt}${FENCE}`;
  return stamp + FILLING.slice(0, TEXT_BYTES - stamp.length);
}

/** Calls `each` with the stamp of every message in `payload`, in order. Throws if a stamp is incomplete. */
export function eachStamp(payload: Buffer, each: (stamp: Stamp) => void): void {
  let from = payload.indexOf(FENCE_CODE);
  while (from >= 0) {
    const to = payload.indexOf(FENCE_CODE, from + 1);
    if (to < 0) throw new Error(`A message is incomplete: ${payload.toString()}`);
    const [sender = Number.NaN, index = Number.NaN, sentAt = Number.NaN] = payload
      .toString("latin1", from + 1, to)
      .split(" ")
      .map(Number);
    each({ sender, index, sentAt });
    from = payload.indexOf(FENCE_CODE, to + 1);
  }
}
