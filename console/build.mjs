// What Maven calls: brings in the packages and builds, each only when something it depends on changed.
// node build.mjs        builds into target/classes
// node build.mjs test   runs the unit tests
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const SOURCES = ["src", "public", "index.html", "package-lock.json", "tsconfig.json", "vite.config.ts"];
const BUILT = join(here, "target/classes/META-INF/resources/index.html");

/** @param {string[]} paths */
function fingerprint(paths) {
  const hash = createHash("sha256").update(process.version);
  const add = (/** @type {string} */ path) => hash.update(path).update(readFileSync(join(here, path)));
  for (const path of paths) {
    const folder =
      !path.includes(".") && readdirSync(join(here, path), { recursive: true, withFileTypes: true });
    if (!folder) add(path);
    else for (const entry of folder.filter((e) => e.isFile()).sort(byPath)) add(pathOf(entry));
  }
  return hash.digest("hex");
}

/** @param {import("node:fs").Dirent} entry */
function pathOf(entry) {
  return join(entry.parentPath ?? entry.path, entry.name)
    .slice(here.length)
    .replace(/^\//, "");
}

/** @param {import("node:fs").Dirent} a @param {import("node:fs").Dirent} b */
function byPath(a, b) {
  return pathOf(a) < pathOf(b) ? -1 : 1;
}

/** Does the work unless its fingerprint is the one it left last time.
 * @param {string} stamp @param {string[]} inputs @param {string} product @param {() => void} work */
function whenChanged(stamp, inputs, product, work) {
  const now = fingerprint(inputs);
  if (existsSync(product) && existsSync(stamp) && readFileSync(stamp, "utf8") === now) return;
  work();
  mkdirSync(join(stamp, ".."), { recursive: true });
  writeFileSync(stamp, now);
}

/** @param {string[]} command */
function run(...command) {
  const [program = "", ...args] = command;
  const { status, error } = spawnSync(program, args, { cwd: here, stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The console needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

const modules = join(here, "node_modules");
whenChanged(join(modules, ".tarn-installed"), ["package-lock.json"], modules, () =>
  run("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"),
);
if (process.argv[2] === "test") run("npm", "test", "--silent");
else
  whenChanged(join(here, "target/console.stamp"), SOURCES, BUILT, () =>
    run("npm", "run", "build", "--silent", "--", "--logLevel", "warn"),
  );
