/** A room with PartyServer on a Durable Object that hibernates: `this.broadcast`. It stores nothing. */
import { routePartykitRequest, Server, type Connection } from "partyserver";

export class Room extends Server {
  static override options = { hibernate: true };

  override onMessage(_connection: Connection, message: string): void {
    this.broadcast(message);
  }
}

export default {
  async fetch(request: Request, env: { ROOMS: DurableObjectNamespace<Room> }): Promise<Response> {
    return (await routePartykitRequest(request, env)) ?? new Response("not found", { status: 404 });
  },
};
