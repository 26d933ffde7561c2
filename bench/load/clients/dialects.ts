/** How the load speaks to each server: how it joins, sends a message, and counts what arrives. */
import { joinFoyer, newKey } from "./foyer.ts";
import { RawSocket, type Address } from "./raw-socket.ts";
import type { Connection } from "./connection.ts";

export type DialectName = "foyer" | "bare" | "party" | "socketIo" | "tutorial";

/** Connects to the server at `port`. Resolves when every message sent from now on will arrive. */
export type Connect = (port: number) => Promise<Connection>;

export const CONNECT: Readonly<Record<DialectName, Connect>> = {
  foyer: async (port) => (await joinFoyer(port, newKey())).connection,
  bare: (port) => connectPlainly({ port, path: "/" }),
  party: (port) => connectPlainly({ port, path: "/parties/rooms/bench" }),
  async tutorial(port) {
    const connection = await connectPlainly({ port, path: "/" });
    connection.socket.send("somebody");
    while (!(await connection.socket.next()).startsWith('{"type":"color"')); // the history can come first
    return connection;
  },
  async socketIo(port) {
    const { socket } = await connectPlainly({ port, path: "/socket.io/?EIO=4&transport=websocket" });
    await socket.next(); // the handshake of engine.io
    socket.send("40");
    await socket.next(); // the handshake of Socket.IO
    return {
      socket,
      earlierMessages: null,
      encode: (text) => `42["message",${JSON.stringify(text)}]`,
      countMessages(payload) {
        if (payload.length > 1) return 1;
        socket.send("3"); // engine.io's ping is a "2"
        return 0;
      },
    };
  },
};

/** For servers without a handshake: text is sent as it is, and each frame is one message. */
async function connectPlainly(address: Address): Promise<Connection> {
  return {
    socket: await RawSocket.open(address),
    earlierMessages: null,
    encode: (text) => text,
    countMessages: () => 1,
  };
}
