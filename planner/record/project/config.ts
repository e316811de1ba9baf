/** The configuration of a stack: what the stack file gives, then what Pulumi.yaml declares (workspace/config.go, mergeConfig). */
import type { PlanError } from "../../model/plan-error";
import { configValue, givenValue, keyText, textOfData, type ConfigValue } from "./config-value";
import { isOfType, PLACEHOLDERS, typeText, type Declaration } from "./declared-config";
import type { YamlFile } from "../../yaml-file";

export interface Config {
  /** By `namespace:key`. */
  readonly values: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

/** `namespace:key`; keys without one belong to the project. The CLI also takes `namespace:config:key`. */
function qualified(key: string, project: string): string {
  const parts = key.split(":");
  if (parts.length === 3 && parts[1] === "config") return `${parts[0]}:${parts[2]}`;
  return parts.length === 1 ? `${project}:${key}` : key;
}

interface Given { readonly path: readonly string[]; readonly value: ConfigValue; readonly fixed: boolean }

function stackValues(file: YamlFile, project: string): ReadonlyMap<string, Given> {
  const result = new Map<string, Given>();
  for (const { key } of file.map("config")?.items ?? []) {
    const written = keyText(key, file);
    const name = qualified(written, project);
    if (name.split(":").length !== 2) throw file.error(["config", written], `'${written}' is not a configuration key: expected 'key' or 'namespace:key'`);
    result.set(name, { path: ["config", written], value: configValue(file.node("config", written), file), fixed: false });
  }
  return result;
}

function checkType(stack: string, declaration: Declaration, given: Given, fail: (reason: string) => PlanError): void {
  const { key, type, secret } = declaration;
  if (type === undefined || given.fixed) return;
  if (secret && !given.value.secret) throw fail(`the stack '${stack}' must keep '${key}' encrypted: it is declared secret`);
  if (!given.value.secret && !isOfType(given.value.data, declaration)) {
    throw fail(`'${key}' must be of type '${typeText(declaration)}' in the stack '${stack}': found ${textOfData(given.value.data)}`);
  }
}

export interface ConfigSources {
  readonly project: string;
  readonly stack: string;
  readonly projectFile: YamlFile;
  readonly declarations: readonly Declaration[];
  /** Undefined for a project without stack files. */
  readonly stackFile: YamlFile | undefined;
  /** Values in place of the stack file's, by key. */
  readonly overrides: Readonly<Record<string, unknown>>;
}

/** Throws PlanError for a required key without a value, and for a value that is not of the declared type. */
export function readConfig({ project, stack, projectFile, declarations, stackFile, overrides }: ConfigSources): Config {
  const given = new Map<string, Given>(stackFile === undefined ? [] : stackValues(stackFile, project));
  for (const [key, data] of Object.entries(overrides)) {
    given.set(qualified(key, project), { path: ["config", key], value: givenValue(data), fixed: true });
  }
  const declared = new Map(declarations.map(declaration => [qualified(declaration.key, project), declaration]));
  const missing = declarations.filter(({ key, value }) => value === undefined && !given.has(qualified(key, project)) && qualified(key, project).startsWith(`${project}:`));
  const [first] = missing;
  if (first !== undefined) {
    const names = missing.map(({ key }) => `'${key}'`).join(", ");
    throw projectFile.error(["config", first.key], `the stack '${stack}' gives no value to the required configuration ${missing.length === 1 ? "key" : "keys"} ${names}`);
  }
  for (const [name, declaration] of declared) {
    const own = given.get(name);
    const value = own ?? (declaration.value === undefined ? undefined : { path: ["config", declaration.key], value: declaration.value, fixed: false });
    if (value === undefined) continue;
    const file = own === undefined ? projectFile : stackFile ?? projectFile;
    checkType(stack, declaration, value, reason => file.error(value.path, reason));
    given.set(name, value);
  }
  const entries = [...given].sort(([a], [b]) => (a < b ? -1 : 1));
  const typed = (name: string, { text, secret }: ConfigValue): string => {
    const type = declared.get(name)?.type;
    return secret && type !== undefined ? PLACEHOLDERS[type] ?? text : text;
  };
  return {
    values: Object.fromEntries(entries.map(([name, { value }]) => [name, typed(name, value)])),
    secretKeys: entries.filter(([name, { value }]) => value.secret || declared.get(name)?.secret === true).map(([name]) => name),
  };
}
