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

/** As root, for example in a container, Chromium cannot create its sandbox. And it should not use the network on its own. */
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];

/** Starts a headless Chromium, preferably a complete one as people use: from `CHROME_PATH`, installed, or from the npm package. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch(await firstOf(named, installed, unpacked));
}

/**
 * Starts a headless Chromium for many tests to connect to: from `CHROME_PATH`, from the npm package, or installed. The
 * package has a headless shell, with which the tests take half as long as with a complete browser.
 */
export async function serveChromium(): Promise<BrowserServer> {
  return await chromium.launchServer(await firstOf(named, unpacked, installed));
}

async function firstOf(...ways: readonly (() => Promise<LaunchOptions | null>)[]): Promise<LaunchOptions> {
  for (const way of ways) {
    const found = await way();
    if (found !== null) return found;
  }
  throw new Error("No Chrome or Chromium was found. Install one, or set CHROME_PATH.");
}

async function named(): Promise<LaunchOptions | null> {
  const path = process.env["CHROME_PATH"];
  if (path === undefined) return null;
  if (!(await isThere(path))) throw new Error(`CHROME_PATH is ${path}, but there is no file.`);
  return { executablePath: path, args: ARGS };
}

async function installed(): Promise<LaunchOptions | null> {
  for (const path of INSTALLED) if (await isThere(path)) return { executablePath: path, args: ARGS };
  return null;
}

/**
 * The npm package's, unpacked into the temporary folder on first use. It includes the shared libraries and fonts that a bare
 * Debian lacks, but only unpacks them automatically on AWS.
 */
async function unpacked(): Promise<LaunchOptions | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null; // the package has no other builds
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
    return false; // missing or not readable: either way we cannot use it
  }
}
