import type { RoomName } from "../../protocol/values/names.ts";
import type { Clock } from "../clock.ts";
import type { Transport, TransportEvents } from "./connection.ts";

/** The longest delay of a browser's timer, in milliseconds: 24.8 days. A longer one fires at once. */
const TIMER_MAX_MS = 2 ** 31 - 1;

export const BROWSER_CLOCK: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(delayMs, TIMER_MAX_MS));
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** Opens a WebSocket to `room` on `server`, of which any URL will do. */
export function openSocket(server: string, room: RoomName, subprotocol: string, events: TransportEvents): Transport {
  const url = new URL(`/ws?room=${encodeURIComponent(room)}`, server);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url, subprotocol);
  socket.addEventListener("message", ({ data }) => {
    if (typeof data === "string") events.onFrame(data);
  });
  socket.addEventListener("close", ({ code }) => events.onClose(code));
  return {
    host: url.host,
    send(frame) {
      // A closing socket takes frames and loses them. `onClose` follows, and what was not confirmed is sent again.
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    close: () => socket.close(),
  };
}
