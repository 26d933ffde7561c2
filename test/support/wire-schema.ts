/** Checks traffic against the JSON Schema that is generated from the wire types. */
import { Validator, type Schema } from "@cfworker/json-schema";
import schema from "../../src/protocol/foyer.1.schema.json" with { type: "json" };

const definitions: Readonly<Record<string, Schema>> = schema.definitions as unknown as Record<string, Schema>;

/** The definitions that `union` (WireCommand or WireEvent) is made of, by the `type` that each has. */
function validatorsOf(union: "WireCommand" | "WireEvent"): ReadonlyMap<string, Validator> {
  const members = definitions[union]?.anyOf ?? [];
  return new Map(
    members.map(({ $ref = "" }) => {
      const name = $ref.replace("#/definitions/", "");
      const found = definitions[name];
      const type = (found?.anyOf?.[0] ?? found)?.properties?.["type"] as Schema | undefined;
      return [String(type?.const), new Validator({ $ref, definitions }, "7")];
    }),
  );
}

const VALIDATORS = { WireCommand: validatorsOf("WireCommand"), WireEvent: validatorsOf("WireEvent") };

/** What of `value` is not as the wire type says; null where all of it is. */
export function schemaFault(union: "WireCommand" | "WireEvent", value: unknown): string | null {
  const { type } = value as { readonly type?: unknown };
  const validator = VALIDATORS[union].get(String(type));
  if (validator === undefined) return `no ${union} has the type ${String(type)}`;
  const { valid, errors } = validator.validate(value);
  return valid ? null : errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`).join("\n");
}

/** Throws where `value` is not as the wire type says, so that whatever test made or heard it fails. */
export function expectOnWire(union: "WireCommand" | "WireEvent", value: unknown): void {
  const fault = schemaFault(union, value);
  if (fault !== null) throw new Error(`Not as ${union} says: ${JSON.stringify(value)}\n${fault}`);
}
