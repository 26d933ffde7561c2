/**
 * The chat of the well-known tutorial on WebSockets and Node: npm `websocket`, the newest hundred messages in memory, and a
 * loop that sends each message to every client. The first message of a connection is the person's name.
 */
import { createServer, type IncomingMessage } from "node:http";
import WebSocket from "websocket";

const http = createServer((_request: IncomingMessage, response) => response.writeHead(404).end());
const server = new WebSocket.server({ httpServer: http });
const connections = new Set<WebSocket.connection>();
const colors = ["red", "green", "blue", "magenta", "purple", "plum", "orange"];
let history: object[] = [];

server.on("request", (request) => {
  const connection = request.accept(null, request.origin);
  connections.add(connection);
  let name: string | null = null;
  let color: string | undefined;
  if (history.length > 0) connection.sendUTF(JSON.stringify({ type: "history", data: history }));
  connection.on("message", (message) => {
    if (message.type !== "utf8") return;
    if (name === null) {
      name = message.utf8Data;
      color = colors[connections.size % colors.length];
      connection.sendUTF(JSON.stringify({ type: "color", data: color }));
      return;
    }
    const said = { time: Date.now(), text: message.utf8Data, author: name, color };
    history = [...history, said].slice(-100);
    const json = JSON.stringify({ type: "message", data: said });
    for (const other of connections) other.sendUTF(json);
  });
  connection.on("close", () => connections.delete(connection));
});

http.listen(Number(process.argv[2]), "127.0.0.1");
