/**
 * Measures the page with Lighthouse: with a real `wrangler dev`, the Chromium of the tests, and Lighthouse's default settings,
 * a phone. Lighthouse is installed from the package beside this file before its first use, so that building and testing Foyer
 * does not wait for it.
 */
import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { launchChromium } from "../../test/support/browser/chromium.ts";
import { startServer } from "../../test/support/browser/wrangler.ts";
import { readReport, type LighthouseFigures, type LighthouseReport } from "./lighthouse-report.ts";

const run = promisify(execFile);

const PACKAGE = join(import.meta.dirname, "lighthouse");
const CLI = join(PACKAGE, "node_modules", "lighthouse", "cli", "index.js");

/** The lobby, and a room by its own address. */
const PATHS = ["/", "/r/lighthouse"] as const;

/** Bytes: a report contains screenshots. */
const REPORT_MAX_BYTES = 64 * 1024 * 1024;

/** Lighthouse's figures of each page, with an empty cache. */
export async function measureLighthouse(): Promise<readonly LighthouseFigures[]> {
  await installLighthouse();
  const executable = await findExecutable();
  const server = await startServer();
  try {
    const figures: LighthouseFigures[] = [];
    for (const path of PATHS) figures.push(readReport(path, await audit(server.url + path, executable)));
    return figures;
  } finally {
    await server.stop();
  }
}

/** Installs what the lock file says, unless it is installed. */
async function installLighthouse(): Promise<void> {
  try {
    await access(CLI);
  } catch {
    await run("npm", ["ci", "--prefix", PACKAGE, "--ignore-scripts", "--no-audit", "--no-fund"]);
  }
}

/** The path of the tests' browser, as the browser itself reports it: Lighthouse starts its own process. */
async function findExecutable(): Promise<string> {
  const browser = await launchChromium();
  try {
    const session = await browser.newBrowserCDPSession();
    const { commandLine } = await session.send("SystemInfo.getInfo");
    const [executable = ""] = commandLine.split(" --");
    return executable;
  } finally {
    await browser.close();
  }
}

async function audit(url: string, executable: string): Promise<LighthouseReport> {
  const chromeFlags = "--headless=new --no-sandbox --disable-gpu";
  const args = [CLI, url, "--quiet", "--output=json", "--only-categories=performance", `--chrome-flags=${chromeFlags}`];
  const { stdout } = await run(process.execPath, args, {
    env: { ...process.env, CHROME_PATH: executable },
    maxBuffer: REPORT_MAX_BYTES,
  });
  return JSON.parse(stdout) as LighthouseReport;
}
