/** The JSON Schema matches the wire types. test/support/workerd checks real traffic against it. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SCHEMA_FILE, wireSchema } from "../../scripts/wire-schema.ts";
import * as limits from "../../src/protocol/limits.ts";
import type { WireCommand } from "../../src/protocol/wire-commands.ts";
import { schemaFault } from "../support/wire-schema.ts";

const COMMANDS: { readonly [Type in WireCommand["type"]]: Extract<WireCommand, { type: Type }> } = {
  hello: { type: "hello", name: "Lin", key: "k", signature: "s", after: { epoch: "e", seq: 0 } },
  say: { type: "say", clientId: "1", text: "hi", replyTo: null },
  edit: { type: "edit", clientId: "1", target: 1, text: "hi" },
  remove: { type: "remove", clientId: "1", target: 1 },
  react: { type: "react", clientId: "1", target: 1, emoji: "👍", on: true },
  topic: { type: "topic", clientId: "1", text: "" },
  rename: { type: "rename", name: "Lin", requestId: "r" },
  typing: { type: "typing" },
  read: { type: "read", seq: 3 },
  page: { type: "page", requestId: "r", around: 3, limit: null },
  search: { type: "search", requestId: "r", query: "tea", limit: 50 },
  confirm: { type: "confirm", mark: "m" },
};

describe("the schema in the repository", () => {
  it("is what the wire types generate; if not, run `npm run schema`", () => {
    expect(readFileSync(SCHEMA_FILE, "utf8")).toBe(wireSchema());
  });

  it("has the server's limits", () => {
    const text = wireSchema();
    const limit = (name: string): unknown =>
      (JSON.parse(text) as { definitions: Record<string, object> }).definitions[name];
    expect(limit("ClientId")).toMatchObject({ maxLength: limits.CLIENT_ID_MAX_LENGTH });
    expect(limit("RequestId")).toMatchObject({ maxLength: limits.REQUEST_ID_MAX_LENGTH });
    expect(limit("PageLimit")).toMatchObject({ maximum: limits.PAGE_MAX_MESSAGES });
    expect(limit("ResultsLimit")).toMatchObject({ maximum: limits.RESULTS_MAX_MESSAGES });
    expect(limit("WireSearch")).toMatchObject({ properties: { query: { maxLength: limits.QUERY_MAX_LENGTH } } });
    expect(limit("WireConfirm")).toMatchObject({ properties: { mark: { maxLength: limits.MARK_ID_MAX_LENGTH } } });
  });
});

describe("a command", () => {
  it.each(Object.values(COMMANDS))("$type is valid, but not with an unknown field or a wrong value", (command) => {
    expect(schemaFault("WireCommand", command)).toBeNull();
    expect(schemaFault("WireCommand", { ...command, mood: "calm" })).not.toBeNull();
    for (const name of Object.keys(command).filter((key) => key !== "type"))
      expect([name, schemaFault("WireCommand", { ...command, [name]: { not: "this" } })]).not.toEqual([name, null]);
  });

  it("of an unknown type is invalid", () => {
    expect(schemaFault("WireCommand", { type: "shout" })).not.toBeNull();
    expect(schemaFault("WireEvent", { type: "say" })).not.toBeNull();
  });
});
