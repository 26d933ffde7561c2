import type { CommandIds } from "../../protocol/codec/parsing.ts";
import type { Command } from "../../protocol/commands.ts";
import { INTERNAL_RETRY_MS } from "../../protocol/limits.ts";
import { refusal } from "../../protocol/refusals.ts";
import type { RoomName } from "../../protocol/values/names.ts";
import { log } from "../log.ts";
import type { Outcome } from "../rules/outcome.ts";
import type { Delivery } from "./delivery.ts";
import type { Sessions } from "./sessions.ts";
import type { Throttle } from "./throttle.ts";

export interface CommandRunnerOptions {
  readonly room: RoomName;
  readonly sessions: Sessions;
  readonly delivery: Delivery<WebSocket>;
  readonly presence: Throttle;
}

/** Runs a command, and delivers what comes of it. What it throws is logged and refused to its sender; nobody else notices. */
export class CommandRunner {
  readonly #options: CommandRunnerOptions;

  constructor(options: CommandRunnerOptions) {
    this.#options = options;
  }

  run(socket: WebSocket, type: Command["type"], command: () => void, ids: CommandIds = {}): void {
    try {
      command();
    } catch (error) {
      this.failed(socket, type, error, ids);
    }
  }

  failed(socket: WebSocket, type: Command["type"], error: unknown, ids: CommandIds = {}): void {
    const { room, delivery } = this.#options;
    log("command_failed", { room, type, error: String(error) });
    delivery.refuse(socket, refusal("internal", { ...ids, retryAfterMs: INTERNAL_RETRY_MS }));
  }

  deliver(sender: WebSocket, outcome: Outcome, ids: CommandIds = {}): void {
    const { sessions, delivery, presence } = this.#options;
    switch (outcome.to) {
      case "everyone":
        return delivery.toEveryone(outcome.json, outcome.event);
      case "sender":
        if ("refused" in outcome) delivery.refuse(sender, { ...outcome.refused, ...ids });
        else delivery.toOneInOrder(sender, outcome.json);
        return;
      case "member":
        if (outcome.name !== undefined) sessions.rename(outcome.id, outcome.name);
        for (const socket of sessions.ofMember(outcome.id)) delivery.toOne(socket, outcome.json);
        if (outcome.name !== undefined) presence.request();
    }
  }
}
