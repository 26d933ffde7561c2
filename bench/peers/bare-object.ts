/** The smallest room on Cloudflare: a Durable Object that hibernates, and a loop. It stores nothing. */
import { DurableObject } from "cloudflare:workers";

export class Room extends DurableObject {
  override fetch(): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  override webSocketMessage(_socket: WebSocket, message: string): void {
    for (const socket of this.ctx.getWebSockets()) socket.send(message);
  }
}

export default {
  fetch(request: Request, env: { ROOMS: DurableObjectNamespace<Room> }): Promise<Response> {
    return env.ROOMS.getByName("bench").fetch(request);
  },
};
