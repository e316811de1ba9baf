/**
 * `npm run test:cluster`: builds what is missing while there is a network, then runs the tests in namespaces of their own. Whatever ends this process, a signal
 * that cannot be caught included, ends everything that runs in them; `clean.sh` removes what is left outside.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planOf } from "../../planner/testing";
import { toJson } from "../../planner/views/json";
import { build } from "../toolchain/go-tool";
import { asVariables, STACK, type Environment } from "./environment";
import { images } from "./images/images";
import { DNS_IMAGE } from "./lab/dns";
import { PAUSE_IMAGE } from "./lab/container-images";
import { imagesOf } from "./objects";
import { assertRequirements } from "./requirements";
import { kubernetes, PARTS } from "./toolchain";

const PROJECT = join(__dirname, "..", "..");
const PREFIX = "aks-anatomy-cluster-";
const workFolder = (pid: number): string => join(tmpdir(), `${PREFIX}${pid}`);
const groupOf = (pid: number): string => `/${PREFIX}${pid}`;

/** Stands by until its input ends, which it does with this process at the latest, and removes what is left. */
function cleaner(pid: number): ChildProcess {
  return spawn(join(__dirname, "clean.sh"), [groupOf(pid), workFolder(pid)], { detached: true, stdio: ["pipe", "ignore", "inherit"] });
}

async function clean(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.stdin?.end();
  await ended;
}

/** Keeps the logs of a run where the one who started it wants them: AKS_ANATOMY_CLUSTER_LOGS names a folder. */
function keepLogs(work: string): void {
  const { AKS_ANATOMY_CLUSTER_LOGS: folder } = process.env;
  if (folder === undefined || folder === "") return;
  const logs = readdirSync(work, { recursive: true, encoding: "utf8" }).filter(file => /^(?:node\d+\/)?[^/]+\.log$/.test(file));
  mkdirSync(folder, { recursive: true });
  for (const file of logs) copyFileSync(join(work, file), join(folder, file.replaceAll("/", "-")));
}

/** Runs whose process is no more, and whose cleaner was ended as well. */
async function cleanForgotten(): Promise<void> {
  const pids = readdirSync(tmpdir()).flatMap(name => (name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : []));
  for (const pid of pids.filter(each => !existsSync(`/proc/${each}`))) await clean(cleaner(pid));
}

async function prepare(work: string): Promise<Environment> {
  const built = await build(kubernetes), tools = join(work, "bin");
  mkdirSync(tools, { recursive: true });
  for (const part of PARTS) symlinkSync(join(built, "kubernetes"), join(tools, part));
  for (const name of readdirSync(built)) if (name !== "kubernetes") symlinkSync(join(built, name), join(tools, name));
  const { plan } = await planOf(STACK, { cwd: PROJECT }), planFile = join(work, "plan.json");
  writeFileSync(planFile, toJson(plan));
  const made = await images({ ...imagesOf(plan), pause: PAUSE_IMAGE, coredns: { reference: DNS_IMAGE, binary: join(built, "coredns") } });
  return { tools, images: made, plan: planFile, work, cgroup: groupOf(process.pid) };
}

/** Runs the tests; their exit code. Arguments go to jest. */
function tests(environment: Environment, args: readonly string[]): ChildProcess {
  const jest = [process.execPath, join(PROJECT, "node_modules/jest/bin/jest.js"), "--config", join(__dirname, "jest.config.mjs"), ...args];
  // The kernel ends `unshare` with this process, and process 1 of the namespaces with `unshare`.
  const namespaces = ["--pdeathsig", "KILL", "unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "private"];
  return spawn("setpriv", [...namespaces, join(__dirname, "inside.sh"), ...jest], { cwd: PROJECT, stdio: "inherit", env: { ...process.env, ...asVariables(environment), TMPDIR: environment.work } });
}

async function main(args: readonly string[]): Promise<number> {
  assertRequirements();
  await cleanForgotten();
  const work = workFolder(process.pid), removal = cleaner(process.pid);
  mkdirSync(work);
  let child: ChildProcess | undefined, signalled: NodeJS.Signals | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => { signalled = signal; child?.kill("SIGKILL"); });
  try {
    const environment = await prepare(work);
    if (signalled !== undefined) return 1;
    child = tests(environment, args);
    const [code] = await once(child, "exit") as [number | null];
    return signalled === undefined ? code ?? 1 : 1;
  } finally {
    keepLogs(work);
    await clean(removal);
  }
}

main(process.argv.slice(2)).then(code => { process.exitCode = code; }, (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
