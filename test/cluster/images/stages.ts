/**
 * The stages of a Dockerfile without a container engine: every stage is a folder. Instructions are the Dockerfile's own, so that an image made here cannot drift from one that an
 * engine makes; only the base image is another one. npm is the one program that may run, because it works in the folder where it stands.
 */
import { cp, mkdir, stat } from "node:fs/promises";
import { basename, join, posix } from "node:path";
import { run } from "../lab/command";
import { configured, type ImageConfig } from "./config";
import { copyOf, type Instruction, type Stage } from "./dockerfile";

/** Milliseconds for one RUN: an installation with nothing in npm's cache. */
const RUN_TIMEOUT = 300_000;

interface Built {
  /** Folder with what the stage has beyond the base image. */
  readonly root: string;
  readonly config: ImageConfig;
}

/** npm tells programs that it starts where it stands itself, and a test runner what mode it is in: neither is so in an image's build. */
const outside = /^(npm_(package|lifecycle|node|execpath|command|config_(local_prefix|global_prefix|prefix|workspace|workspaces))|INIT_CWD$|NODE_ENV$|NODE_OPTIONS$|JEST_)/;
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !outside.test(name))),
  npm_config_prefer_offline: "true", npm_config_update_notifier: "false",
});

/** What installs, runs the project's own scripts or edits its manifest; no option names another place. */
const RUNNABLE = /^npm (ci|run [\w:-]+|pkg delete [\w.]+)( --(workspace @?[\w/-]+|[\w-]+(=[\w-]+)?))*$/;

/** @throws Error where the command could reach beyond the stage's folder */
async function execute(value: string, cwd: string): Promise<void> {
  const commands = value.split("&&").map(command => command.trim());
  if (!commands.every(command => RUNNABLE.test(command))) throw new Error(`RUN ${value}: only npm's ci, run and pkg, in their place, run without a container engine`);
  for (const command of commands) await run("npm", command.split(/\s+/).slice(1), { cwd, env: environment(), timeout: RUN_TIMEOUT });
}

const isFolder = async (path: string): Promise<boolean> => (await stat(path)).isDirectory();

/** As COPY does: a folder's content goes into the target, a file becomes it, or goes into it where it ends with a slash. */
async function copy(value: string, { root, config }: Built, context: string, others: ReadonlyMap<string, Built>): Promise<void> {
  const { stage, sources, target } = copyOf(value);
  const from = stage === undefined ? context : others.get(stage)?.root;
  if (from === undefined) throw new Error(`COPY ${value}: there is no stage ${stage}`);
  const place = join(root, posix.resolve(config.WorkingDir, target));
  for (const source of sources) {
    const path = join(from, source);
    const into = target.endsWith("/") && !(await isFolder(path)) ? join(place, basename(source)) : place;
    await cp(path, into, { recursive: true, verbatimSymlinks: true });
  }
}

async function follow(built: Built, instruction: Instruction, context: string, others: ReadonlyMap<string, Built>): Promise<Built> {
  const { name, value } = instruction;
  const config = configured(built.config, instruction);
  if (config !== undefined) {
    if (name === "WORKDIR") await mkdir(join(built.root, config.WorkingDir), { recursive: true });
    return { ...built, config };
  }
  if (name === "COPY") await copy(value, built, context, others);
  else if (name === "RUN") await execute(value, join(built.root, built.config.WorkingDir));
  else throw new Error(`${name} ${value}: not followed without a container engine`);
  return built;
}

/**
 * Builds all stages.
 * @param context folder that COPY reads
 * @param work folder for the stages, empty
 * @param base configuration of the image that stages start from
 * @returns what the last stage has beyond its base, and its configuration
 * @throws Error with the instruction that cannot be followed, or with what npm said
 */
export async function buildStages(stages: readonly Stage[], context: string, work: string, base: ImageConfig): Promise<Built> {
  const named = new Map<string, Built>();
  let last: Built | undefined;
  for (const [index, stage] of stages.entries()) {
    const root = join(work, String(index)), before = named.get(stage.from);
    await mkdir(root, { recursive: true });
    if (before !== undefined) await cp(before.root, root, { recursive: true, verbatimSymlinks: true });
    last = { root, config: before?.config ?? base };
    for (const instruction of stage.instructions) last = await follow(last, instruction, context, named);
    if (stage.name !== undefined) named.set(stage.name, last);
  }
  if (last === undefined) throw new Error("a Dockerfile without a stage");
  return last;
}
