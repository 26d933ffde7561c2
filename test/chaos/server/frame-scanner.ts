const END_OF_OPENING = "\r\n\r\n";

/** Finds where the frames of a WebSocket end, in one direction of a connection from its HTTP opening on. */
export class FrameScanner {
  #opening = "";
  #isOpened = false;
  #header: number[] = [];
  #payloadLeft = 0;

  /**
   * Takes the next bytes. Returns the offsets in them at which a frame ends, or null where they belong to the opening.
   */
  take(chunk: Uint8Array): ReadonlySet<number> | null {
    const whole = new Set<number>();
    const opening = this.#isOpened ? 0 : this.#takeOpening(chunk);
    if (opening === null) return null;
    let at = opening;
    while (at < chunk.length) {
      at += this.#payloadLeft > 0 ? this.#takePayload(chunk.length - at) : this.#takeHeader(chunk[at] ?? 0);
      if (this.#payloadLeft === 0 && this.#header.length === 0) whole.add(at);
    }
    return opening > 0 ? null : whole;
  }

  #takeOpening(chunk: Uint8Array): number | null {
    const before = this.#opening.length;
    this.#opening += Buffer.from(chunk).toString("latin1");
    const end = this.#opening.indexOf(END_OF_OPENING);
    if (end < 0) return null;
    this.#isOpened = true;
    return end + END_OF_OPENING.length - before;
  }

  #takePayload(available: number): number {
    const taken = Math.min(available, this.#payloadLeft);
    this.#payloadLeft -= taken;
    if (this.#payloadLeft === 0) this.#header = [];
    return taken;
  }

  /** One byte of a header (RFC 6455, section 5.2). Returns 1. */
  #takeHeader(byte: number): number {
    this.#header.push(byte);
    const [, second] = this.#header;
    if (second === undefined) return 1;
    const short = second & 0x7f;
    const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
    const maskBytes = second >= 0x80 ? 4 : 0;
    if (this.#header.length < 2 + lengthBytes + maskBytes) return 1;
    const long = this.#header.slice(2, 2 + lengthBytes).reduce((sum, part) => sum * 256 + part, 0);
    this.#payloadLeft = lengthBytes === 0 ? short : long;
    if (this.#payloadLeft === 0) this.#header = [];
    return 1;
  }
}
