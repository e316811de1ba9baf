/** A Pulumi project and one of its stacks, as the CLI would read them. */
import { existsSync, readdirSync, realpathSync } from "node:fs";
import * as path from "node:path";
import { nearest } from "../../../facts/nearest";
import type { PlanNote } from "../../model/plan";
import { PlanError } from "../../model/plan-error";
import { stackName } from "../../model/urn";
import { readConfig, type Config } from "./config";
import { declaredConfig } from "./declared-config";
import { findEntry, type Entry } from "./entry";
import { PROJECT_EXTENSIONS } from "./find";
import { YamlFile } from "../../yaml-file";

export interface Project {
  readonly name: string;
  readonly stack: string;
  /** Folder of Pulumi.yaml, without links. */
  readonly root: string;
  readonly config: Config;
  readonly entry: Entry;
  /** Packages whose default provider may not be used; `*` is all of them. */
  readonly deniedProviders: readonly string[];
  /** What in the project's files has no effect on the plan. */
  readonly notes: readonly PlanNote[];
}

export interface ProjectOptions {
  readonly cwd: string;
  /** Its name, alone or behind those of its organization and project. */
  readonly stack: string;
  /** Values in place of the stack file's, by key. */
  readonly config?: Readonly<Record<string, unknown>>;
}

function projectFile(root: string): YamlFile {
  for (const extension of PROJECT_EXTENSIONS) {
    const file = YamlFile.read(root, `Pulumi${extension}`);
    if (file !== undefined) return file;
  }
  throw new PlanError("there is no Pulumi project in this folder: the file is missing", { file: "Pulumi.yaml" });
}

function checkRuntime(file: YamlFile): void {
  const value = file.value("runtime");
  const name = typeof value === "object" && value !== null ? file.text("runtime", "name") : file.text("runtime");
  if (name === undefined) throw file.error(["runtime"], "'runtime' is missing: expected nodejs");
  if (name !== "nodejs") throw file.error(["runtime"], `the runtime '${name}' cannot be planned here: expected nodejs. The engine's own preview of it can: pulumi preview --json --show-sames > preview.json, then --from preview.json`);
}

/** An old project gives the folder of its stack files under `config`. */
function stackFolder(file: YamlFile): string {
  const config = file.value("config");
  return file.text("stackConfigDir") ?? (typeof config === "string" ? config : "");
}

/** Stacks that have a file, sorted. */
function stacksIn(root: string, folder: string, extension: string): readonly string[] {
  const directory = path.join(root, folder);
  if (!existsSync(directory)) return [];
  return readdirSync(directory).flatMap(name => (name.startsWith("Pulumi.") && name.endsWith(extension) && name.length > "Pulumi.".length + extension.length ? [name.slice("Pulumi.".length, -extension.length)] : [])).sort();
}

function unknownStack(stack: string, known: readonly string[], file: string): PlanError {
  const meant = nearest(stack, known);
  const hint = meant === undefined ? "" : `; nearest: ${meant}`;
  return new PlanError(`there is no stack '${stack}': the file is missing; stacks of this project: ${known.join(", ")}${hint}`, { file });
}

function stackFile(root: string, stack: string, project: YamlFile): YamlFile | undefined {
  const folder = stackFolder(project), extension = path.extname(project.name);
  const name = path.posix.join(folder, `Pulumi.${stack}${extension}`);
  const file = YamlFile.read(root, name);
  const known = stacksIn(root, folder, extension);
  // A project that comes without any stack is planned with what Pulumi.yaml says.
  if (file === undefined && known.length > 0) throw unknownStack(stack, known, name);
  return file;
}

const AUTONAMING = "pulumi:autonaming";
const DENIED_PROVIDERS = "pulumi:disable-default-providers";

/** A list as JSON; undefined for anything else. */
function listOf(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function deniedProviders({ values }: Config): readonly string[] {
  const listed = values[DENIED_PROVIDERS] ?? "";
  if (listed === "") return [];
  const packages = listOf(listed);
  if (packages === undefined) throw new PlanError(`'${DENIED_PROVIDERS}' must be a list of packages: found ${listed}`, { key: DENIED_PROVIDERS });
  return packages.map(name => String(name).trim());
}

/** Throws PlanError, which names the file and the place in it. */
export function readProject({ cwd, stack: reference, config = {} }: ProjectOptions): Project {
  const stack = stackName(reference);
  if (!existsSync(cwd)) throw new PlanError(`there is no folder '${cwd}'`);
  const root = realpathSync(cwd);
  const file = projectFile(root);
  const name = file.text("name");
  if (name === undefined) throw file.error(["name"], "'name' is missing: the project must have one");
  checkRuntime(file);
  const stackConfig = stackFile(root, stack, file);
  const declarations = typeof file.value("config") === "string" ? [] : declaredConfig(file, name);
  const environment = stackConfig?.value("environment");
  const values = readConfig({ project: name, stack, projectFile: file, declarations, stackFile: stackConfig, overrides: config });
  return {
    name, stack, root,
    config: values,
    deniedProviders: deniedProviders(values),
    entry: findEntry(root, file),
    notes: [
      ...(environment === undefined || stackConfig === undefined ? [] : [{ rule: "environment-not-read", message: `${stackConfig.name}: the values of 'environment' are not known offline` }]),
      ...(values.values[AUTONAMING] === undefined ? [] : [{ rule: "autonaming-not-read", message: `'${AUTONAMING}': names that Pulumi makes up are taken to begin as they do by default, with the logical name` }]),
    ],
  };
}
