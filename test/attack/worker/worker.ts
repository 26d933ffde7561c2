/**
 * The Worker as it is deployed, for a server that is attacked: its rooms also count their rows, and can be filled with messages. They
 * get these through the room's own history, so that it is stored as the room itself would have stored it.
 */
import { historyText } from "../../../bench/servers/history-texts.ts";
import worker, { Room as DeployedRoom } from "../../../src/edge/worker.ts";
import type { MemberId } from "../../../src/protocol/values/identity.ts";
import type { PersonName } from "../../../src/protocol/values/names.ts";
import type { Emoji } from "../../../src/protocol/values/reactions.ts";
import type { SettingsEnv } from "../../../src/room/settings.ts";
import { SqliteHistory } from "../../../src/room/history/sqlite-history.ts";
import { PAST_PEOPLE, TWO_DAYS_MS, type Past } from "../past.ts";
import { countRows, rowsSoFar } from "./rows.ts";

export class Room extends DeployedRoom {
  constructor(ctx: DurableObjectState, env: SettingsEnv) {
    countRows(ctx.storage);
    super(ctx, env);
  }

  /** Gives the room a past. Nobody may have been in it, and it must be started anew before anybody comes. */
  remember({ messages = 0, reactions = 0, members = [] }: Past): void {
    const history = new SqliteHistory(this.ctx.storage, {
      historyLimit: 0,
      membersLimit: 0,
      isHere: () => false,
      newEpoch: () => crypto.randomUUID(),
      onIndexFault: (error) => {
        throw error;
      },
    });
    const until = Date.now() - TWO_DAYS_MS;
    const say = (id: string, text: string, at: number): void => {
      const from = { id: id as MemberId, name: `Person ${id.slice(-3)}` as PersonName };
      history.append({ at, from, text, clientId: crypto.randomUUID() });
    };
    this.ctx.storage.transactionSync(() => {
      for (let n = 1; n <= messages; n++) {
        say(`member${String(n % PAST_PEOPLE).padStart(10, "0")}`, historyText(n), until - (messages - n) * 1_000);
      }
      for (const member of members) say(member, "hello", until);
      for (let n = 1; n <= reactions; n++) {
        const by = { id: `reader${String(n).padStart(10, "0")}` as MemberId, name: `Reader ${n}` as PersonName };
        const emoji = "👍" as Emoji;
        history.change({ type: "reacted", target: 1, at: until, by, emoji, on: true, clientId: "once" });
      }
    });
  }
}

interface Env {
  readonly ASSETS: Fetcher;
  readonly ROOMS: DurableObjectNamespace<Room>;
}

export default {
  async fetch(request, env): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    switch (pathname) {
      case "/attack/rows":
        return Response.json(rowsSoFar());
      case "/attack/past":
        await env.ROOMS.getByName(searchParams.get("room") ?? "").remember(await request.json());
        return Response.json({});
      default:
        return worker.fetch(request, env);
    }
  },
} satisfies ExportedHandler<Env>;
