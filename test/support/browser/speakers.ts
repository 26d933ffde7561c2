import WebSocket from "ws";

/** A client with nothing but a WebSocket, as in the tutorial or with wscat: no page, no key. Keeps every frame it receives. */
export class Speaker {
  readonly frames: string[] = [];
  readonly #socket: WebSocket;
  #onFrame: () => void = () => {};

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => {
      this.frames.push(data.toString());
      this.#onFrame();
    });
  }

  /** Connects to `ws://…/ws` with `query`, such as `?room=lobby&name=bob`. */
  static connect(serverUrl: string, query: string): Promise<Speaker> {
    const socket = new WebSocket(`${serverUrl.replace("http", "ws")}/ws${query}`);
    const speaker = new Speaker(socket);
    return new Promise((resolve, reject) => {
      socket.once("open", () => resolve(speaker));
      socket.once("error", reject);
    });
  }

  send(frame: string): void {
    this.#socket.send(frame);
  }

  /** Resolves when `count` frames have arrived. */
  async received(count: number): Promise<readonly string[]> {
    while (this.frames.length < count) await new Promise<void>((resolve) => (this.#onFrame = resolve));
    return this.frames;
  }

  /** Sends `texts` as fast as the server accepts them, and resolves when all have come back. */
  async sayAll(texts: readonly string[]): Promise<void> {
    const before = this.frames.length;
    for (const text of texts) this.send(text);
    await this.received(before + texts.length);
  }

  close(): void {
    this.#socket.close();
  }
}
