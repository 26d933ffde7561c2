/** A room with Socket.IO as in its documentation: `io.emit`, over WebSocket only. It stores nothing. */
import { Server } from "socket.io";

const io = new Server(Number(process.argv[2]), { transports: ["websocket"], serveClient: false });

io.on("connection", (socket) => {
  socket.on("message", (text: string) => io.emit("message", text));
});
