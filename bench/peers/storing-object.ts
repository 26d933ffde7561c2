/** The bare loop, but it writes each message to SQLite before it sends it: what durability alone costs on the platform. */
import { DurableObject } from "cloudflare:workers";

export class Room extends DurableObject {
  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY, text TEXT NOT NULL)");
  }

  override fetch(): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  override webSocketMessage(_socket: WebSocket, message: string): void {
    this.ctx.storage.sql.exec("INSERT INTO messages (text) VALUES (?)", message);
    for (const socket of this.ctx.getWebSockets()) socket.send(message);
  }
}

export default {
  fetch(request: Request, env: { ROOMS: DurableObjectNamespace<Room> }): Promise<Response> {
    return env.ROOMS.getByName("bench").fetch(request);
  },
};
