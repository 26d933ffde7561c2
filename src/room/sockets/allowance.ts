/**
 * How many bytes the sockets of a room, or of one address in it, may have unconfirmed. Open sockets get half of what closed ones
 * leave. Only half, because closing a socket frees nothing while its peer reads nothing: its bytes move from `unconfirmed` to
 * `held`. So both together never exceed `maxBytes`, however many sockets are closed.
 */
export class Allowance {
  readonly maxBytes: number;
  /** Sent to open sockets, and not confirmed. */
  unconfirmedBytes = 0;
  /** Sent to sockets that are closed and not gone. */
  heldBytes = 0;
  /** About to be sent to open sockets. */
  dueBytes = 0;
  /** Sockets that are open, or closed and not gone. */
  sockets = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** Whether what is due may be sent. */
  get fits(): boolean {
    return this.unconfirmedBytes + this.dueBytes <= (this.maxBytes - this.heldBytes) / 2;
  }
}
