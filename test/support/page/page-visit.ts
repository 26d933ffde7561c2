// The page needs a browser when its modules load.
// oxlint-disable-next-line import/no-unassigned-import -- for what it puts in place
import "../client/page.ts";
import type { ComposerState } from "../../../src/page/composer/composer-state.ts";
import { OpenRoom } from "../../../src/page/open-room.ts";
import { Visit } from "../client/visit.ts";

/** Lin's visit on a page, which has a composer beside the session. */
export interface PageVisit {
  readonly visit: Visit;
  readonly composer: ComposerState;
}

/** A visit that was welcomed with the messages from seq `first` to seq `last`, and found `draft` on this device. */
export async function beginPageVisit(first: number = 1, last: number = 0, draft: string = ""): Promise<PageVisit> {
  const opened: OpenRoom[] = [];
  const visit = await Visit.begun(first, last, (options) => {
    const room = new OpenRoom(options, draft);
    opened.push(room);
    return room.session;
  });
  const [room] = opened;
  if (room === undefined) throw new Error("A visit has a room.");
  return { visit, composer: room.composer };
}
