/** Owns finding a Chromium to test with: the machine's own, else the one that an npm package carries. */
import { access } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import packed, { inflate } from "@sparticuz/chromium";
import { chromium, type Browser } from "playwright-core";

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

/** Starts a headless Chromium: the one `CHROME_PATH` names, the machine's, or that of @sparticuz/chromium. */
export async function launchChromium(): Promise<Browser> {
  const installed = await findInstalled();
  if (installed !== null) return await chromium.launch({ executablePath: installed, args: ARGS });
  if (process.platform !== "linux") {
    throw new Error("No Chrome or Chromium was found. Install one, or let CHROME_PATH name it.");
  }
  return await launchPacked();
}

/**
 * The package brings the shared libraries and fonts that a bare Debian lacks, but unpacks them only on AWS by itself.
 */
async function launchPacked(): Promise<Browser> {
  const executablePath = await packed.executablePath();
  const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  await inflate(join(dirname(main), "..", "bin", "al2023.tar.br"));
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: join(tmpdir(), "al2023", "lib"),
    FONTCONFIG_PATH: join(tmpdir(), "fonts"),
  };
  return await chromium.launch({ executablePath, args: ARGS, env });
}

async function findInstalled(): Promise<string | null> {
  const named = process.env["CHROME_PATH"];
  for (const path of named === undefined ? INSTALLED : [named]) {
    try {
      await access(path);
      return path;
    } catch {
      // Not there: the next one.
    }
  }
  if (named !== undefined) throw new Error(`CHROME_PATH names ${named}, and there is nothing.`);
  return null;
}
