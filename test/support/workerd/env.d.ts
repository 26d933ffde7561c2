/** The types of what wrangler.toml binds, and of what the Worker exports, for the tests in workerd. */
import type * as worker from "../../../src/edge/worker.ts";
import type { Room } from "../../../src/room/room.ts";
import type { SettingsEnv } from "../../../src/room/settings.ts";

declare global {
  namespace Cloudflare {
    interface Env extends SettingsEnv {
      readonly ASSETS: Fetcher;
      readonly ROOMS: DurableObjectNamespace<Room>;
    }
    interface GlobalProps {
      mainModule: typeof worker;
    }
  }
}
