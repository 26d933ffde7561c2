import { RoomSession, type RoomSessionOptions } from "../client/room-session.ts";
import { ComposerState } from "./composer/index.ts";

/**
 * A room that was opened on this page: its session, and what the user has begun to write in it. It lives as long as the page, so
 * neither the outbox nor the draft is lost when the user looks at another room.
 */
export class OpenRoom {
  readonly session: RoomSession;
  readonly composer: ComposerState;

  constructor(options: RoomSessionOptions, draft: string = "") {
    const { onRemoved, onForgotten } = options;
    this.session = new RoomSession({
      ...options,
      onNotice: (reason) => (this.composer.notice.value = reason),
      onRemoved: (target) => {
        this.composer.dropReferences(({ seq }) => seq === target);
        onRemoved?.(target);
      },
      onForgotten: (oldest) => {
        this.composer.dropReferences(({ seq }) => seq < oldest);
        onForgotten?.(oldest);
      },
      onOtherHistory: () => this.composer.dropReferences(() => true),
    });
    this.composer = new ComposerState(this.session, draft);
  }
}
