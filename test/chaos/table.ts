/** `figures` as a Markdown table, as the documentation quotes it, with thousands grouped. */
export function tableOf(figures: Readonly<Record<string, number | string>>): string {
  const rows = Object.entries(figures).map(([name, value]) => [
    name,
    typeof value === "number" && name !== "seed" ? value.toLocaleString("en-US") : String(value),
  ]);
  const width = (column: number): number => Math.max(3, ...rows.map((row) => (row[column] ?? "").length));
  const [left, right] = [width(0), width(1)];
  const line = ([name = "", value = ""]: readonly string[]): string =>
    `| ${name.padEnd(left)} | ${value.padStart(right)} |`;
  return [line(["", ""]), `| ${"-".repeat(left)} | ${"-".repeat(right - 1)}: |`, ...rows.map(line)].join("\n");
}
