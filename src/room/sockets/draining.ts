/**
 * Sockets whose peer has closed them, or whose connection failed. They may still hold memory: while the peer reads nothing and
 * keeps the connection open, the platform keeps all that it could not send (workerd's pump waits). No event says when that is
 * over, so the room checks when it needs to know.
 */
export interface DrainingOptions {
  /** Whether the platform has let go of the socket. */
  readonly isReleased: (socket: WebSocket) => boolean;
  readonly onGone: (socket: WebSocket) => void;
}

/** In memory only: when a room falls asleep, the platform drops these sockets and what they held. */
export class Draining {
  readonly #options: DrainingOptions;
  readonly #sockets = new Set<WebSocket>();

  constructor(options: DrainingOptions) {
    this.#options = options;
  }

  add(socket: WebSocket): void {
    this.look();
    this.#sockets.add(socket);
  }

  /** Reports those that are gone by now. */
  look(): void {
    for (const socket of this.#sockets) {
      if (!this.#options.isReleased(socket)) continue;
      this.#sockets.delete(socket);
      this.#options.onGone(socket);
    }
  }
}
