/** How figures are shown: a table in Markdown, as the documentation quotes it. */
import { isBroken, type Bound } from "./attack.ts";
import type { Outcome } from "./run.ts";

/** Lines of the server's log that are shown: one fault may repeat thousands of times. */
const FAULTS_SHOWN = 5;

/** What is said while it runs: the figures with their reasons, and what the attackers were told. */
export function tell({ attack, seconds, measurements, answers, faults }: Outcome): string {
  const lines = measurements.map((measurement) => {
    const { what, value, bound } = measurement;
    const mark = bound === undefined ? " " : isBroken(measurement) ? "✗" : "✓";
    const reason = bound === undefined ? "" : `   (${boundText(bound)}: ${bound.why})`;
    return `  ${mark} ${what}: ${valueText(value)}${reason}`;
  });
  const told = Object.entries(answers).map(([answer, count]) => `    ${count.toLocaleString("en-US")} × ${answer}`);
  const shown = faults.slice(0, FAULTS_SHOWN).map((line) => `    logged: ${line}`);
  return [`${attack.name}, ${Math.round(seconds)} s`, ...lines, ...told, ...shown].join("\n");
}

/** All figures that have a bound. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({ attack, measurements }) =>
    measurements.flatMap((measurement) => {
      const { what, value, bound } = measurement;
      if (bound === undefined) return [];
      return [[attack.name, what, valueText(value), boundText(bound) + (isBroken(measurement) ? " **broken**" : "")]];
    }),
  );
  return markdown([["attack", "measured", "figure", "bound"], ...rows]);
}

function valueText(value: number | null): string {
  if (value === null) return "not measured";
  return value.toLocaleString("en-US", { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });
}

function boundText({ least, most }: Bound): string {
  const parts = [
    ...(least === undefined ? [] : [`≥ ${valueText(least)}`]),
    ...(most === undefined ? [] : [`≤ ${valueText(most)}`]),
  ];
  return parts.join(", ");
}

/** The columns of figures to the right. */
const RIGHT = [false, false, true, true];

function markdown(rows: readonly (readonly string[])[]): string {
  const widths = RIGHT.map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? "").length)));
  const pad = (text: string, column: number): string => {
    const width = widths[column] ?? 0;
    return RIGHT[column] === true ? text.padStart(width) : text.padEnd(width);
  };
  const line = (row: readonly string[]): string => `| ${row.map(pad).join(" | ")} |`;
  const rule = widths.map((width, column) =>
    RIGHT[column] === true ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  const [head = [], ...body] = rows;
  return [line(head), `| ${rule.join(" | ")} |`, ...body.map(line)].join("\n");
}
