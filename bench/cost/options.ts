/** The command line of `npm run cost`. */
import { parseArgs } from "node:util";
import { QUANTITIES, QUIET_TEAM, type Quantity, type Scenario } from "./scenarios.ts";

interface Option {
  readonly flag: string;
  readonly sets: Quantity;
}

const OPTIONS: readonly Option[] = (Object.keys(QUANTITIES) as Quantity[]).map((sets) => ({
  flag: sets.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  sets,
}));

export const HELP = `npm run cost                    prints three example months on Cloudflare: a team, a community, a stream
npm run cost -- --write         writes these tables to docs/cost.md, and prints those that changed
npm run cost -- --members 50 …  prints your own month; any number you leave out is the quiet team's

${OPTIONS.map(({ flag, sets }) => `  --${flag.padEnd(18)} ${QUANTITIES[sets].meaning} (${QUIET_TEAM[sets]})`).join("\n")}
  --help               prints this help`;

export type CostCommand =
  | { readonly kind: "help" }
  | { readonly kind: "examples" }
  | { readonly kind: "write" }
  | { readonly kind: "scenario"; readonly scenario: Scenario }
  /** `problem` says what is wrong, and what would be right. */
  | { readonly kind: "invalid"; readonly problem: string };

export function parseOptions(args: readonly string[]): CostCommand {
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    const known = Object.fromEntries(OPTIONS.map(({ flag }) => [flag, { type: "string" } as const]));
    ({ values } = parseArgs({
      args: [...args],
      options: { ...known, help: { type: "boolean" }, write: { type: "boolean" } },
    }));
  } catch (error) {
    return { kind: "invalid", problem: error instanceof Error ? error.message : String(error) };
  }
  if (values["help"] === true) return { kind: "help" };
  const given = OPTIONS.filter(({ flag }) => values[flag] !== undefined);
  if (values["write"] === true) {
    if (given.length === 0) return { kind: "write" };
    return { kind: "invalid", problem: "--write writes the examples: it takes no numbers." };
  }
  if (given.length === 0) return { kind: "examples" };
  const own: Partial<Record<Quantity, number>> = {};
  for (const { flag, sets } of given) {
    const [least, most] = QUANTITIES[sets].range;
    const text = String(values[flag]);
    const digits = text.replaceAll(",", "").trim(); // "2,000" is what people write
    const value = digits === "" ? Number.NaN : Number(digits);
    if (!(value >= least && value <= most)) {
      return { kind: "invalid", problem: `--${flag} must be a number from ${least} to ${most}, not "${text}".` };
    }
    own[sets] = value;
  }
  return { kind: "scenario", scenario: { ...QUIET_TEAM, ...own, name: "yours" } };
}
