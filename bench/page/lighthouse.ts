/**
 * Owns the measurement by Lighthouse: a real `wrangler dev`, the tests' Chromium, the settings for a phone that Lighthouse
 * has by default. Lighthouse is a package of its own beside this file, installed when it is needed for the first time, so
 * that nobody who builds or tests Foyer waits for it.
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

/** Bytes: a report holds screenshots. */
const REPORT_MAX_BYTES = 64 * 1024 * 1024;

/** What Lighthouse says of each page, as a newcomer gets it. */
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

/** Exactly what the lock file names, unless it is there. */
async function installLighthouse(): Promise<void> {
  try {
    await access(CLI);
  } catch {
    await run("npm", ["ci", "--prefix", PACKAGE, "--ignore-scripts", "--no-audit", "--no-fund"]);
  }
}

/** The program that the tests' browser is, asked of the browser itself: Lighthouse starts its own. */
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
