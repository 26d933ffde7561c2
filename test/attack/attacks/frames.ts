/** Frames that are far too large, plain and compressed. */
import { setTimeout as sleep } from "node:timers/promises";
import { constants, deflateRawSync } from "node:zlib";
import { COMPRESSED, encodeFrame, OPCODES } from "../../../bench/load/clients/frames.ts";
import type { Attack } from "../attack.ts";
import { cpuOf, memoryOf, witnessed } from "../bounds.ts";
import type { Stage } from "../stage.ts";

const BYTES_PER_SECOND = 1_200_000;
const SECONDS = 10;
const MIB = 1024 * 1024;
/** The size of a compressed frame when inflated: just below the 32 MiB at which workerd itself closes the socket. */
const INFLATED_BYTES = 31 * MIB;
/** Plain frames: 64 times the limit. */
const PLAIN_BYTES = MIB;
/** Milliseconds until a connection that was not let in tries again. */
const RETRY_EVERY_MS = 100;
/** Percent of a core: what the platform takes to inflate what it must, before the room sees it. */
const CPU_MAX = 30;

export const oversizedFrames: Attack = {
  name: "frames-oversized",
  imitates: "One connection after the other sends frames of 1 MiB, 64 times the limit, at 1.2 MB a second.",
  run: (stage) => flood(stage, encodeFrame(OPCODES.text, Buffer.alloc(PLAIN_BYTES, "x")), false),
};

export const inflatingFrames: Attack = {
  name: "frames-inflating",
  imitates: "The same with frames of 31 KB, compressed, each of which the server inflates to 31 MiB.",
  run: (stage) => flood(stage, inflating(), true),
};

async function flood(stage: Stage, frame: Buffer, isCompressing: boolean): ReturnType<Attack["run"]> {
  let sent = 0;
  let connections = 0;
  let most = 0;
  const cost = await stage.costOf(async () => {
    const everyMs = (1_000 * frame.length) / BYTES_PER_SECOND;
    const startMs = performance.now();
    const until = startMs + SECONDS * 1_000;
    while (performance.now() < until) {
      const client = await stage.stranger(isCompressing);
      if (client === null) {
        await sleep(RETRY_EVERY_MS);
        continue;
      }
      connections += 1;
      let sentHere = 0;
      while (!client.isClosed && !client.isSentAway && performance.now() < until) {
        client.write(frame);
        sentHere += 1;
        sent += 1;
        await Promise.race([client.closed, sleep(Math.max(1, startMs + sent * everyMs - performance.now()))]);
      }
      most = Math.max(most, sentHere);
      client.close();
    }
  });
  return [
    { what: "connections", value: connections },
    { what: "frames sent", value: sent },
    {
      what: "frames sent on one connection, at most",
      value: most,
      bound: { most: IN_FLIGHT_MAX, why: "it is closed at the first; what was on its way is lost" },
    },
    {
      what: "times that it was told of too many connections",
      value: stage.tally.figures("")["closing too_many_sockets"] ?? 0,
      bound: { most: 0, why: "it has one at a time: those that were closed no longer count" },
    },
    cpuOf(cost, CPU_MAX, "the platform inflates a frame before anybody can refuse it"),
    ...memoryOf(cost),
    ...witnessed(cost),
  ];
}

/** Frames that may be on their way before the close arrives. */
const IN_FLIGHT_MAX = 4;

/** A compressed message of one letter over and over, in one frame; a deflated one ends without its last four bytes (RFC 7692). */
function inflating(): Buffer {
  const deflated = deflateRawSync(Buffer.alloc(INFLATED_BYTES, "x"), { finishFlush: constants.Z_SYNC_FLUSH, level: 9 });
  return encodeFrame(OPCODES.text | COMPRESSED, deflated.subarray(0, -4));
}
