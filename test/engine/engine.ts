/** The real engine on one program: a copy of its folder, a state of its own, stand-in providers, and the CLI's commands. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { parse } from "yaml";
import type { RecordedPlan } from "../../planner/model/plan";
import { SEAM } from "../../planner/record/child/seam";
import type { Deployment, PreviewDocument } from "./documents";
import { Cloud } from "./stand-in/cloud";
import { standIn, type StandIn } from "./stand-in/server";
import { withoutSecrets } from "./stack-file";
import { toolchain } from "./toolchain";

const PROJECT = join(__dirname, "..", "..");
/** Not part of a program; installed packages are linked, not copied. */
const LEFT_OUT = new Set(["node_modules", ".git", "test", "docs", "dist", "coverage"]);
/** Packages that a program may use without a resource of theirs: functions, dynamic resources. */
const ALWAYS = ["azure-native", "kubernetes", "pulumi-nodejs"];

/** What a command said, and how long it took. */
export interface Said {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export interface EngineOptions {
  /** Folder of Pulumi.yaml. */
  readonly program: string;
  readonly stack: string;
  /** Folder with the program's installed packages. @default this project's */
  readonly packages?: string;
  /** Folders put on PATH first. */
  readonly path?: readonly string[];
}

/** The packages of a plan's resources. */
export function packagesOf({ resources }: Pick<RecordedPlan, "resources">): readonly string[] {
  const packages = resources.filter(({ custom }) => custom).map(({ type }) => type.startsWith("pulumi:providers:") ? type.slice("pulumi:providers:".length) : type.split(":")[0] ?? "");
  return [...new Set(packages)].filter(each => each !== "pulumi" && each !== "");
}

export class Engine {
  readonly folder: string;
  readonly #root: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #running = new Set<ChildProcess>();

  private constructor(private readonly options: EngineOptions, readonly cloud: Cloud, private readonly server: StandIn, path: readonly string[]) {
    // The state names the folder as the operating system does.
    this.#root = realpathSync(mkdtempSync(join(tmpdir(), "aks-anatomy-engine-")));
    this.folder = join(this.#root, basename(options.program));
    cpSync(options.program, this.folder, { recursive: true, filter: source => source === options.program || !LEFT_OUT.has(basename(source)) });
    const packages = options.packages ?? join(PROJECT, "node_modules");
    if (existsSync(packages)) symlinkSync(packages, join(this.folder, "node_modules"));
    for (const folder of ["home", "state"]) mkdirSync(join(this.#root, folder));
    const foreign = /^(?:PULUMI_|NODE_OPTIONS$|TS_NODE_)/;
    this.#env = {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
      PATH: [...(options.path ?? []), ...path, process.env.PATH ?? ""].join(delimiter),
      PULUMI_HOME: join(this.#root, "home"),
      // An engine that is killed leaves a file of metadata half written, and the state beside it can't be read any more: gocloud renames the one into place, but not the other.
      PULUMI_BACKEND_URL: `file://${join(this.#root, "state")}?metadata=skip`,
      PULUMI_CONFIG_PASSPHRASE: "engine-tests",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
      AKS_ANATOMY_LAZY: SEAM.lazy.join(","),
      NODE_OPTIONS: `--require ${join(__dirname, "preload.cjs")}`,
      NO_COLOR: "1",
      // Types are no question of these tests, and take most of the time of a program in TypeScript.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    };
    const { runtime } = parse(readFileSync(join(this.folder, "Pulumi.yaml"), "utf8")) as { runtime?: { options?: { typescript?: boolean } } };
    this.#env.AKS_ANATOMY_TYPESCRIPT = String(runtime?.options?.typescript ?? true);
    this.provide([]);
  }

  /** Names the packages whose providers the stand-in plays. */
  provide(packages: readonly string[]): void {
    this.#env.PULUMI_DEBUG_PROVIDERS = [...new Set([...ALWAYS, ...packages])].map(name => `${name}:${this.server.port}`).join(",");
  }

  /** Copies the program, starts its providers and makes the stack. */
  static async on(options: EngineOptions, cloud = new Cloud()): Promise<Engine> {
    const path = await toolchain();
    const engine = new Engine(options, cloud, await standIn(cloud), path);
    try {
      const secrets = withoutSecrets(join(engine.folder, `Pulumi.${options.stack}.yaml`));
      await engine.must(["stack", "init", options.stack]);
      for (const secret of secrets) await engine.must(["config", "set", "--secret", "--path", secret, "kept-by-the-engine", "--stack", options.stack]);
      return engine;
    } catch (error) {
      engine.end();
      throw error;
    }
  }

  /**
   * Runs `pulumi` to its end.
   * @param onStart receives the process, to end it half-way
   */
  async run(args: readonly string[], env: NodeJS.ProcessEnv = {}, onStart: (child: ChildProcess) => void = () => undefined): Promise<Said> {
    const began = performance.now();
    const child = spawn("pulumi", [...args, "--non-interactive"], { cwd: this.folder, env: { ...this.#env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    this.#running.add(child);
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) child[name].setEncoding("utf8").on("data", (text: string) => { texts[name] += text; });
    onStart(child);
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    this.#running.delete(child);
    return { ...texts, exitCode, seconds: (performance.now() - began) / 1000 };
  }

  /** Runs a command that must succeed. */
  async must(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> {
    const said = await this.run(args, env);
    if (said.exitCode !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${said.exitCode}\n${said.stdout.slice(-4000)}\n${said.stderr.slice(-4000)}`);
    return said;
  }

  /** Puts a stack of another project into the same state, as if it had been deployed with these outputs. */
  async deployed(project: string, stack: string, outputs: Readonly<Record<string, unknown>>): Promise<void> {
    const folder = join(this.#root, project);
    mkdirSync(folder);
    writeFileSync(join(folder, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
    const type = "pulumi:pulumi:Stack", urn = `urn:pulumi:${stack}::${project}::${type}::${project}-${stack}`;
    writeFileSync(join(folder, "state.json"), JSON.stringify({ version: 3, deployment: { manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "" }, resources: [{ urn, type, custom: false, outputs }] } }));
    for (const args of [["stack", "init", stack], ["stack", "import", "--file", "state.json", "--stack", stack]]) await this.must([...args, "--cwd", folder]);
  }

  /** Writes a file of the copy. */
  write(file: string, text: string): void { writeFileSync(join(this.folder, file), text); }

  /** `pulumi preview --json`, and what it said besides. */
  async preview(args: readonly string[] = []): Promise<{ readonly document: PreviewDocument; readonly said: Said }> {
    const said = await this.must(["preview", "--json", "--stack", this.options.stack, ...args]);
    return { document: JSON.parse(said.stdout) as PreviewDocument, said };
  }

  /** The state as the engine keeps it, in the form of `pulumi stack export`: read from its file, which is quicker by half a second. */
  state(): Deployment {
    const project = parse(readFileSync(join(this.folder, "Pulumi.yaml"), "utf8")) as { name: string };
    const { checkpoint } = JSON.parse(readFileSync(join(this.#root, "state", ".pulumi", "stacks", project.name, `${this.options.stack}.json`), "utf8")) as { checkpoint: { latest?: Deployment["deployment"] } };
    return { deployment: checkpoint.latest ?? {} };
  }

  /** Ends what still runs, and takes the copy away. */
  end(): void {
    for (const child of this.#running) killAll(child);
    this.server.stop();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** Processes that a process started, and those that these started. */
function descendants(pid: number): readonly number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n").map(row => row.trim().split(/\s+/).map(Number));
  const found = [pid];
  for (const parent of found) for (const [child, ppid] of table) if (ppid === parent && child !== undefined) found.push(child);
  return found.slice(1);
}

/**
 * Ends the CLI with the language host and the program that it started, with no time to tidy up: as when a machine loses its power. A host has a process group of its own, and a program
 * whose engine is gone tries for ever to reach it.
 */
export function killAll({ pid, exitCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null) return;
  for (const each of [pid, ...descendants(pid)]) {
    try {
      process.kill(each, "SIGKILL");
    } catch (error) {
      // It ended by itself meanwhile.
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
  }
}
