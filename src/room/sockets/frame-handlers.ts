import { parseFrame, type CommandIds } from "../../protocol/codec/parsing.ts";
import { parsePlain } from "../../protocol/codec/plain.ts";
import type { Command, MemberCommand, Search } from "../../protocol/commands.ts";
import { refusal } from "../../protocol/refusals.ts";
import type { DialectName } from "../../protocol/shared/connect-request.ts";
import { changeLength } from "../rules/change-length.ts";
import type { Conversation } from "../rules/conversation.ts";
import type { Searcher } from "../search/searcher.ts";
import type { Admission } from "./admission.ts";
import type { Batches } from "./batches.ts";
import type { CommandRunner } from "./command-runner.ts";
import type { Delivery } from "./delivery.ts";
import type { Joined, Sessions } from "./sessions.ts";
import type { Throttle } from "./throttle.ts";

export interface FrameHandlerOptions {
  readonly sessions: Sessions;
  readonly delivery: Delivery<WebSocket>;
  readonly batches: Batches;
  readonly admission: Admission;
  readonly runner: CommandRunner;
  readonly presence: Throttle;
  readonly typing: Throttle;
  readonly conversation: () => Conversation;
  readonly searcher: () => Searcher<WebSocket>;
  /** Counts one more command of this socket. Returns false if it sent far too many, and was closed. */
  readonly takeCommand: (socket: WebSocket) => boolean;
  /** A rate was charged: the room must not sleep, and so forget it, while that matters. */
  readonly stayAwake: () => void;
}

/** Understands the text frames of one dialect. */
export interface FrameHandler {
  handle(socket: WebSocket, frame: string): Promise<void> | void;
}

/** The handler of each dialect. */
export function frameHandlers(options: FrameHandlerOptions): Readonly<Record<DialectName, FrameHandler>> {
  return { "foyer.1": new FoyerFrames(options), plain: new PlainFrames(options) };
}

class FoyerFrames implements FrameHandler {
  readonly #options: FrameHandlerOptions;

  constructor(options: FrameHandlerOptions) {
    this.#options = options;
  }

  /** The commands of a frame are handled in order, as if each had come alone ([F1]). */
  async handle(socket: WebSocket, frame: string): Promise<void> {
    const { sessions, delivery, takeCommand } = this.#options;
    for (const [index, parsed] of parseFrame(frame).entries()) {
      // The frame itself was counted when it came.
      if (index > 0 && !takeCommand(socket)) return;
      if (sessions.of(socket).state !== "joined" && parsed.type !== null && parsed.type !== "hello") {
        delivery.refuse(socket, refusal("not_joined", parsed.ids));
      } else if (!parsed.ok) delivery.refuse(socket, parsed.fault);
      else await this.#command(socket, parsed.value, parsed.ids);
    }
  }

  #command(socket: WebSocket, command: Command, ids: CommandIds): Promise<void> | void {
    const { sessions, delivery, admission, stayAwake } = this.#options;
    if (command.type === "hello") return admission.greet(socket, command, ids).finally(stayAwake);
    if (command.type === "confirm") return delivery.confirm(socket, command.mark);
    const session = sessions.of(socket);
    if (session.state !== "joined") return; // it left while a `hello` of the same frame was being verified
    if (command.type === "search") this.#search(socket, session, command, ids);
    else this.#memberCommand(socket, session, command, ids);
  }

  #search(socket: WebSocket, session: Joined, search: Search, ids: CommandIds): void {
    const { delivery, runner, conversation, searcher, stayAwake } = this.#options;
    const run = (): void => {
      const refused = conversation().refuseSearch(session, search, Date.now());
      if (refused === null) searcher().start(socket, session.id, search);
      else delivery.refuse(socket, refused);
      stayAwake();
    };
    runner.run(socket, "search", run, ids);
  }

  /** What changes the room waits for a batch; what only asks or tells does not. */
  #memberCommand(socket: WebSocket, sender: Joined, command: Exclude<MemberCommand, Search>, ids: CommandIds): void {
    const { batches, runner, conversation, typing, stayAwake } = this.#options;
    const now = Date.now();
    const handle = (): void => {
      for (const outcome of conversation().handle(sender, command, now)) runner.deliver(socket, outcome, ids);
      if (command.type === "typing") typing.request();
      stayAwake();
    };
    const run = (): void => runner.run(socket, command.type, handle, ids);
    const length = changeLength(command);
    if (length === null) run();
    else batches.add(length, run);
  }
}

class PlainFrames implements FrameHandler {
  readonly #options: FrameHandlerOptions;

  constructor(options: FrameHandlerOptions) {
    this.#options = options;
  }

  /** Every frame is a message, perhaps under another name ([D2], [D3]). */
  handle(socket: WebSocket, frame: string): void {
    const { sessions, delivery, batches, runner, presence, conversation, stayAwake } = this.#options;
    const session = sessions.of(socket);
    if (session.state !== "joined") return; // a guest joins as it connects
    const parsed = parsePlain(frame);
    if (!parsed.ok) return delivery.refuse(socket, refusal(parsed.fault));
    const { text } = parsed.value;
    const name = parsed.value.name ?? session.name;
    if (name !== session.name) sessions.set(socket, { ...session, name });
    const say = { type: "say", clientId: crypto.randomUUID(), text, replyTo: null } as const;
    const now = Date.now();
    const run = (): void => {
      runner.deliver(socket, conversation().sayAsGuest(session, name, say, now));
      presence.request();
      stayAwake();
    };
    batches.add(frame.length, () => runner.run(socket, "say", run));
  }
}
