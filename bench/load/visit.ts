/** The load of people who join a room with a long history, and page through it. Foyer only. */
import { encodeCommand } from "../../src/protocol/codec/encoding.ts";
import { joinFoyer, newKey } from "./clients/foyer.ts";
import { Sample } from "./sample.ts";

export interface VisitOptions {
  readonly port: number;
  readonly visits: number;
}

/** Milliseconds. */
export interface VisitFigures {
  /** From `hello` to `welcome`, for a returning person. The first join wakes the room. */
  readonly firstWelcome: number;
  readonly welcome: number;
  /** For a page at a random place in the history. */
  readonly page: number;
}

export async function visit({ port, visits }: VisitOptions): Promise<VisitFigures> {
  const key = newKey();
  const first = await joinFoyer(port, key);
  const welcomes = new Sample();
  const pages = new Sample();
  for (let n = 0; n < visits; n++) {
    const { connection, welcome, welcomeMs } = await joinFoyer(port, key);
    welcomes.add(welcomeMs);
    const seq = 1 + Math.floor(Math.random() * welcome.seq);
    const askedAt = performance.now();
    connection.socket.send(encodeCommand({ type: "page", requestId: `p${n}`, around: seq, limit: 50 }));
    while (!(await connection.socket.next()).startsWith('{"type":"page"'));
    pages.add(performance.now() - askedAt);
    connection.socket.close();
  }
  first.connection.socket.close();
  return { firstWelcome: first.welcomeMs, welcome: welcomes.times().median, page: pages.times().median };
}
