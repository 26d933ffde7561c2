/**
 * Writes src/protocol/foyer.1.schema.json, the JSON Schema of every command and event, from the types in
 * src/protocol/wire-commands.ts and wire-events.ts. `npm run schema` runs it after a change of those.
 */
import { writeFileSync } from "node:fs";
import { createGenerator } from "ts-json-schema-generator";

export const SCHEMA_FILE = "src/protocol/foyer.1.schema.json";

/** The schema as it stands in the file. Its definitions are named as the types are. */
export function wireSchema(): string {
  const [commands, events] = ["commands", "events"].map((what) =>
    createGenerator({
      path: `src/protocol/wire-${what}.ts`,
      tsconfig: "src/client/tsconfig.json",
      type: "*",
      additionalProperties: false,
      skipTypeCheck: true, // `npm run check:types` does it, with the project's own compiler
    }).createSchema("*"),
  );
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "foyer.1",
    description:
      "Every command and event of foyer.1, generated from the wire types. PROTOCOL.md says what they mean. A receiver ignores fields that it does not know [F2], so validate with `additionalProperties` only what you send.",
    definitions: { ...commands?.definitions, ...events?.definitions },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(SCHEMA_FILE, wireSchema());
