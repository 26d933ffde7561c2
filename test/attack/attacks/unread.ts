/** HTTP requests about rooms: they must neither wake rooms nor make any. */
import { hostAt } from "../../../bench/load/clients/raw-socket.ts";
import { pace } from "../../../bench/pace.ts";
import { unreadProofOf } from "../../../src/protocol/shared/unread-proof.ts";
import { roomName } from "../../support/people.ts";
import { ATTACKER, headersFrom } from "../addresses.ts";
import type { Attack } from "../attack.ts";
import { cpuOf, witnessed } from "../bounds.ts";
import type { Stage } from "../stage.ts";

const ASKED_PER_SECOND = 200;
const SECONDS = 8;
/** Of one address, at once and then in each minute: a page asks seven in a minute at most, and a school has 60 pages. */
const JUDGED_PER_MINUTE = 1_200;
/** Percent of a core. */
const CPU_MAX = 50;
/** Beyond it: what came between the last answer and the end of the measuring. */
const SLACK = 20;

export const forgedQuestions: Attack = {
  name: "unread-forged",
  imitates: `One address asks ${ASKED_PER_SECOND} times a second how much of a room is unread, each time another room, with random bytes for a signature.`,
  run: (stage) => {
    const random = stage.random("signatures");
    const text64 = (length: number): string => Buffer.from(random.bytes(length)).toString("base64url");
    return ask(stage, true, () => `Foyer ${text64(32)}.${Date.now()}.${text64(64)}`);
  },
};

export const idleQuestions: Attack = {
  name: "unread-nowhere",
  imitates: `The same with good signatures, about rooms that nobody was ever in.`,
  run: (stage) => {
    const key = stage.newKey();
    const host = hostAt(stage.server.port);
    return ask(stage, false, (room) => {
      const at = Date.now();
      return `Foyer ${key.publicKey}.${at}.${key.sign(unreadProofOf(host, roomName(room), at))}`;
    });
  },
};

async function ask(
  stage: Stage,
  isForged: boolean,
  credentialsFor: (room: string) => string,
): ReturnType<Attack["run"]> {
  const { server, tally } = stage;
  const cost = await stage.costOf(async () => {
    const asked: Promise<void>[] = [];
    await pace(ASKED_PER_SECOND * SECONDS, ASKED_PER_SECOND, (index) => {
      const room = `nowhere-${index}`;
      const url = `http://127.0.0.1:${server.port}/unread?${new URLSearchParams({ room, name: "Mallory" }).toString()}`;
      const headers = { ...headersFrom(ATTACKER), Authorization: credentialsFor(room) };
      asked.push(
        (async () => {
          const response = await fetch(url, { headers });
          tally.add(`status ${response.status}`);
          await response.arrayBuffer();
        })(),
      );
    });
    await Promise.all(asked);
  });
  const answers = tally.figures("");
  const judged = (answers["status 200"] ?? 0) + (answers["status 401"] ?? 0);
  const files = server.files();
  const most = JUDGED_PER_MINUTE * (1 + cost.seconds / 60) + SLACK;
  return [
    {
      what: "rooms that were made",
      value: files.withTables - 1, // that of the witnesses
      bound: { most: 0, why: "a request makes no room" },
    },
    {
      what: "rooms that were woken",
      value: files.files - 1, // a local workerd makes a file for each object, empty or not
      bound: { most: isForged ? 0 : most, why: "the Worker refuses a forged request itself" },
    },
    {
      what: "requests verified",
      value: judged,
      bound: { most, why: `${JUDGED_PER_MINUTE} at once and as many a minute, over ${Math.round(cost.seconds)} s` },
    },
    cpuOf(cost, CPU_MAX, "most of one core is left for those who talk, in a burst too"),
    ...witnessed(cost),
  ];
}
