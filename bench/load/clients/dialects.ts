/** Owns how the load speaks with each server: how one gets in, says something, and counts what arrives. */
import { joinFoyer, newKey } from "./foyer.ts";
import { RawSocket, type Address } from "./raw-socket.ts";
import type { Connection } from "./connection.ts";

export type DialectName = "foyer" | "bare" | "party" | "socketIo" | "tutorial";

/** Connects to the server at `port` and resolves when everything said from now on will be received. */
export type Connect = (port: number) => Promise<Connection>;

export const CONNECT: Readonly<Record<DialectName, Connect>> = {
  foyer: async (port) => (await joinFoyer(port, newKey())).connection,
  bare: (port) => connectPlainly({ port, path: "/" }),
  party: (port) => connectPlainly({ port, path: "/parties/rooms/bench" }),
  async tutorial(port) {
    const connection = await connectPlainly({ port, path: "/" });
    connection.socket.send("somebody");
    while (!(await connection.socket.next()).startsWith('{"type":"color"')); // the history may come first
    return connection;
  },
  async socketIo(port) {
    const { socket } = await connectPlainly({ port, path: "/socket.io/?EIO=4&transport=websocket" });
    await socket.next(); // the opening of engine.io
    socket.send("40");
    await socket.next(); // that of Socket.IO
    return {
      socket,
      earlierMessages: null,
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
async function connectPlainly(address: Address): Promise<Connection> {
  return { socket: await RawSocket.open(address), earlierMessages: null, say: (text) => text, count: () => 1 };
}
