/** Owns how a scenario of one's own is given on the command line, and what is said of one that cannot be. */
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

export const HELP = `npm run cost                    three months on Cloudflare: a team, a community, a stream
npm run cost -- --members 50 …  one of your own; what you do not give is the quiet team's

${OPTIONS.map(({ flag, sets }) => `  --${flag.padEnd(18)} ${QUANTITIES[sets].meaning} (${QUIET_TEAM[sets]})`).join("\n")}
  --help               this`;

export type Wish =
  | { readonly kind: "help" }
  | { readonly kind: "examples" }
  | { readonly kind: "own"; readonly scenario: Scenario }
  /** Something that cannot be; `fault` says what and how it would be right. */
  | { readonly kind: "fault"; readonly fault: string };

/** What the command line `args` asks for. */
export function parseOptions(args: readonly string[]): Wish {
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    const known = Object.fromEntries(OPTIONS.map(({ flag }) => [flag, { type: "string" } as const]));
    ({ values } = parseArgs({ args: [...args], options: { ...known, help: { type: "boolean" } } }));
  } catch (error) {
    return { kind: "fault", fault: error instanceof Error ? error.message : String(error) };
  }
  if (values["help"] === true) return { kind: "help" };
  const given = OPTIONS.filter(({ flag }) => values[flag] !== undefined);
  if (given.length === 0) return { kind: "examples" };
  const own: Partial<Record<Quantity, number>> = {};
  for (const { flag, sets } of given) {
    const [least, most] = QUANTITIES[sets].range;
    const text = String(values[flag]);
    const digits = text.replaceAll(",", "").trim(); // "2,000" is what people write
    const value = digits === "" ? Number.NaN : Number(digits);
    if (!(value >= least && value <= most)) {
      return { kind: "fault", fault: `--${flag} must be a number from ${least} to ${most}, not "${text}".` };
    }
    own[sets] = value;
  }
  return { kind: "own", scenario: { ...QUIET_TEAM, ...own, name: "yours" } };
}
