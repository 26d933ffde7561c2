/** Owns finding a Chromium and starting it: the machine's own, or the one that an npm package carries. */
import { access } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import packed, { inflate } from "@sparticuz/chromium";
import { chromium, type Browser, type BrowserServer, type LaunchOptions } from "playwright-core";

const INSTALLED = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** As root (in a container, say) Chromium cannot make its sandbox; and it should look nothing up on the network. */
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];

/** Starts a headless Chromium as people have it: the one `CHROME_PATH` names, the machine's, or the package's. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch(await firstOf(named, installed, unpacked));
}

/**
 * Starts a headless Chromium for many tests to connect to: the one `CHROME_PATH` names, the package's, or the machine's.
 * The package's is a headless shell, which draws pages and nothing around them: the tests take it half of the time that
 * they take a whole browser.
 */
export async function serveChromium(): Promise<BrowserServer> {
  return await chromium.launchServer(await firstOf(named, unpacked, installed));
}

async function firstOf(...ways: readonly (() => Promise<LaunchOptions | null>)[]): Promise<LaunchOptions> {
  for (const way of ways) {
    const found = await way();
    if (found !== null) return found;
  }
  throw new Error("No Chrome or Chromium was found. Install one, or let CHROME_PATH name it.");
}

async function named(): Promise<LaunchOptions | null> {
  const path = process.env["CHROME_PATH"];
  if (path === undefined) return null;
  if (!(await isThere(path))) throw new Error(`CHROME_PATH names ${path}, and there is nothing.`);
  return { executablePath: path, args: ARGS };
}

async function installed(): Promise<LaunchOptions | null> {
  for (const path of INSTALLED) if (await isThere(path)) return { executablePath: path, args: ARGS };
  return null;
}

/**
 * The package's, unpacked into the temporary folder at its first use. It brings the shared libraries and fonts that a bare
 * Debian lacks, but unpacks them only on AWS by itself.
 */
async function unpacked(): Promise<LaunchOptions | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null; // what it was built for
  const executablePath = await packed.executablePath();
  const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  await inflate(join(dirname(main), "..", "bin", "al2023.tar.br"));
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: join(tmpdir(), "al2023", "lib"),
    FONTCONFIG_PATH: join(tmpdir(), "fonts"),
  };
  return { executablePath, args: ARGS, env };
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false; // not there, or not ours to read: in both cases no browser of ours
  }
}
