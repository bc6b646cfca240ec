// Chromium for the checks of pages and pictures, and the packages that they take from npm: into a folder that is
// gone afterwards, so that the project has none.

"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

// Exactly these, so that a check finds today what it found yesterday.
const VERSIONS = { "playwright-core": "1.65.1", "axe-core": "4.14.1", mermaid: "11.17.2" };

/** Fetches packages that need no other; gives the folder of each. */
const packages = (into, names) => {
  const folders = {};
  for (const name of names) {
    const folder = path.join(into, name);
    fs.mkdirSync(folder);
    const options = { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] };
    const packed = execFileSync("npm", ["pack", "--silent", `${name}@${VERSIONS[name]}`], options).trim();
    execFileSync("tar", ["xzf", packed, "--strip-components=1"], options);
    folders[name] = folder;
  }
  return folders;
};

const chromium = () => {
  const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = known.find((file) => file && fs.existsSync(file));
  if (!found) throw new Error("no Chromium: install it, or name it in CHROMIUM");
  return found;
};

/** Calls `check` with a browser, the folders of packages and a folder to write to; ends with 1 where it fails. */
const withBrowser = async (names, check) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "check-"));
  let browser;
  try {
    const folders = packages(folder, ["playwright-core", ...names]);
    const { chromium: driver } = require(folders["playwright-core"]);
    const quiet = ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"];
    const args = ["--no-sandbox", "--no-first-run", "--disable-sync", ...quiet];
    browser = await driver.launch({ executablePath: chromium(), args });
    await check(browser, folders, folder);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    await browser?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
};

/** A page of its own; whatever it complains about or asks for goes to `wrong`. */
const open = async (browser, options, wrong) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => wrong.push(`dialog: ${dialog.message()}`) && dialog.dismiss());
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) wrong.push(`request: ${request.url()}`);
  });
  return page;
};

module.exports = { open, withBrowser };
