/**
 * `npm run test:cluster`: builds what is missing while there is a network, then runs the tests in namespaces of their own. Whatever ends this process, a signal
 * that cannot be caught included, ends everything that it started; `clean.sh` removes what is left outside of the namespaces.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { WORK } from "./environment";
import { assertRequirements } from "./requirements";

const PROJECT = join(__dirname, "..", "..");
/** Short: sockets of the nodes lie below, and their paths have 107 bytes at most. */
const PREFIX = "aks-anatomy-";
const LOCK = "lock";

const groupOf = (work: string): string => `/${basename(work)}`;

/** Stands by until its input ends, which it does with this process at the latest, and removes what is left of a run. */
const cleaner = (work: string): ChildProcess => spawn(join(__dirname, "clean.sh"), [groupOf(work), work, join(work, LOCK)], { detached: true, stdio: ["pipe", "ignore", "inherit"] });

/** @returns whether nothing is left */
async function clean(child: ChildProcess): Promise<boolean> {
  const ended = once(child, "exit") as Promise<[number | null]>;
  child.stdin?.end();
  return (await ended)[0] === 0;
}

/** Runs whose cleaner was ended as well: nobody holds their lock. */
async function cleanForgotten(): Promise<void> {
  const isForgotten = (work: string): boolean => spawnSync("flock", ["--nonblock", join(work, LOCK), "true"]).status === 0;
  const runs = readdirSync(tmpdir()).filter(name => /^aks-anatomy-\w{6}$/.test(name)).map(name => join(tmpdir(), name));
  for (const work of runs.filter(each => readdirSync(each).includes(LOCK)).filter(isForgotten)) await clean(cleaner(work));
}

/** Keeps the logs of a run where the one who started it wants them: AKS_ANATOMY_CLUSTER_LOGS names a folder. */
function keepLogs(work: string): void {
  const { AKS_ANATOMY_CLUSTER_LOGS: folder } = process.env;
  if (folder === undefined || folder === "") return;
  const logs = readdirSync(work, { recursive: true, encoding: "utf8" }).filter(file => /^(?:node\d+\/)?[^/]+\.log$/.test(file));
  mkdirSync(folder, { recursive: true });
  for (const file of logs) copyFileSync(join(work, file), join(folder, file.replaceAll("/", "-")));
}

/** A command in a process namespace of its own: the kernel ends `unshare` with this process, and all that it has started with `unshare`. */
function contained(namespaces: readonly string[], command: readonly string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  const unshare = ["unshare", ...namespaces, "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "private"];
  return spawn("setpriv", ["--pdeathsig", "KILL", ...unshare, ...command], { cwd: PROJECT, stdio: "inherit", env });
}

/** Builds what is missing, and runs the tests; arguments go to jest. */
async function run(work: string, args: readonly string[], started: (child: ChildProcess) => void): Promise<number> {
  const code = async (child: ChildProcess): Promise<number> => {
    started(child);
    return (await once(child, "exit") as [number | null])[0] ?? 1;
  };
  const hook = join(PROJECT, "planner/hook.cjs");
  const prepared = await code(contained([], [process.execPath, "--require", hook, join(__dirname, "prepare.ts"), work, groupOf(work)]));
  if (prepared !== 0) return prepared;
  const jest = [process.execPath, join(PROJECT, "node_modules/jest/bin/jest.js"), "--config", join(__dirname, "jest.config.mjs"), ...args];
  return await code(contained(["--net"], [join(__dirname, "inside.sh"), ...jest], { ...process.env, [WORK]: work, TMPDIR: work }));
}

async function main(args: readonly string[]): Promise<number> {
  process.env.PATH = [process.env.PATH, "/usr/sbin", "/sbin"].join(delimiter);
  assertRequirements();
  await cleanForgotten();
  const work = mkdtempSync(join(tmpdir(), PREFIX)), removal = cleaner(work);
  let child: ChildProcess | undefined, signalled = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => { signalled = true; child?.kill("SIGKILL"); });
  let code = 1;
  try {
    code = await run(work, args, each => {
      child = each;
      if (signalled) each.kill("SIGKILL");
    });
    keepLogs(work);
  } finally {
    if (!await clean(removal)) code = 1;
  }
  return signalled ? 1 : code;
}

main(process.argv.slice(2)).then(code => { process.exitCode = code; }, (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
