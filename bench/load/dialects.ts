/** Owns how the load speaks with each server: how one gets in, says something, and counts what arrives. */
import { enterFoyer, newKey } from "./foyer.ts";
import { RawSocket, type Address } from "./raw-socket.ts";
import type { Voice } from "./voice.ts";

export type DialectName = "foyer" | "bare" | "party" | "socketIo" | "tutorial";

/** Connects to the server at `port` and resolves when everything said from now on will be received. */
export type Enter = (port: number) => Promise<Voice>;

export const ENTER: Readonly<Record<DialectName, Enter>> = {
  foyer: async (port) => (await enterFoyer(port, newKey())).voice,
  bare: (port) => enterPlainly({ port, path: "/" }),
  party: (port) => enterPlainly({ port, path: "/parties/rooms/bench" }),
  async tutorial(port) {
    const voice = await enterPlainly({ port, path: "/" });
    voice.socket.send("somebody");
    while (!(await voice.socket.next()).startsWith('{"type":"color"')); // the history may come first
    return voice;
  },
  async socketIo(port) {
    const { socket } = await enterPlainly({ port, path: "/socket.io/?EIO=4&transport=websocket" });
    await socket.next(); // the opening of engine.io
    socket.send("40");
    await socket.next(); // that of Socket.IO
    return {
      socket,
      saidBefore: null,
      say: (text) => `42["message",${JSON.stringify(text)}]`,
      count(payload) {
        if (payload.length > 1) return 1;
        socket.send("3"); // engine.io's ping is a "2"
        return 0;
      },
    };
  },
};

/** Where whoever connects is in, text is sent as it is, and each frame is one message. */
async function enterPlainly(address: Address): Promise<Voice> {
  return { socket: await RawSocket.open(address), saidBefore: null, say: (text) => text, count: () => 1 };
}
