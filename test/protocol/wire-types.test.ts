/**
 * The compiler checks these tests: `npm run check:types` fails if an expected error below does not occur. At run time they do
 * nothing of interest.
 */
import { describe, expectTypeOf, it } from "vitest";
import { encodeCommand } from "../../src/protocol/codec/encoding.ts";
import type { Command } from "../../src/protocol/commands.ts";
import type { ServerEvent } from "../../src/protocol/events.ts";
import type { Brand } from "../../src/protocol/shared/brand.ts";
import type { WireCommand, WireHello, WirePage } from "../../src/protocol/wire-commands.ts";
import type { WireEvent } from "../../src/protocol/wire-events.ts";
import type { Connection } from "../../src/client/connection/connection.ts";

/** `T` without the brands of its strings, as it is in JSON. */
type Unbranded<T> =
  T extends Brand<string, string>
    ? string
    : T extends readonly (infer Item)[]
      ? readonly Unbranded<Item>[]
      : T extends object
        ? { [Key in keyof T]: Unbranded<T[Key]> }
        : T;

describe("a command that is sent", () => {
  it("must be a WireCommand: a misspelt, missing or mistyped field does not compile", () => {
    encodeCommand({ type: "say", clientId: "1", text: "hi" });
    // @ts-expect-error -- misspelt: replyTo
    encodeCommand({ type: "say", clientId: "1", text: "hi", repyTo: 3 });
    // @ts-expect-error -- no clientId
    encodeCommand({ type: "say", text: "hi" });
    // @ts-expect-error -- a seq is a number
    encodeCommand({ type: "edit", clientId: "1", target: "3", text: "hi" });
    // @ts-expect-error -- there is no such command
    encodeCommand({ type: "shout", clientId: "1", text: "hi" });
    // @ts-expect-error -- a page is before, after or around a seq
    encodeCommand({ type: "page", requestId: "1" });
    // @ts-expect-error -- but not two of them
    encodeCommand({ type: "page", requestId: "1", before: 3, after: 2 });
    // @ts-expect-error -- a field that is not optional is never null
    encodeCommand({ type: "search", requestId: "1", query: null });
  });

  it("is the only thing that a connection sends", () => {
    expectTypeOf<Parameters<Connection["send"]>>().toEqualTypeOf<[command: WireCommand]>();
  });

  it("has a parsed form for each type, and the two are different types", () => {
    expectTypeOf<WireCommand["type"]>().toEqualTypeOf<Command["type"]>();
    expectTypeOf<WireHello>().not.toExtend<Extract<Command, { type: "hello" }>>();
    expectTypeOf<WirePage>().not.toExtend<Extract<Command, { type: "page" }>>();
  });
});

describe("an event", () => {
  it("has the same fields on the wire as in its parsed form, apart from brands", () => {
    expectTypeOf<Unbranded<ServerEvent>>().toEqualTypeOf<Unbranded<WireEvent>>();
    expectTypeOf<ServerEvent>().toExtend<WireEvent>();
    expectTypeOf<WireEvent>().not.toExtend<ServerEvent>();
  });
});
