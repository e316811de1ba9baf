/** The configuration of the project's own stacks, as the engine hands it to the program. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export const ROOT = join(__dirname, "..");
export const STACKS = ["dev", "public", "basic", "prod"] as const;

export type Tree = { [key: string]: unknown };

const isEncrypted = (value: unknown): boolean => typeof value === "object" && value !== null && Object.keys(value).join() === "secure";

const configOf = (stack: string): Tree => (parse(readFileSync(join(ROOT, `Pulumi.${stack}.yaml`), "utf8")) as { config: Tree }).config;

/** The `config` of a stack's file, keys without the namespace. What is encrypted there has been decrypted, to what nobody knows. */
export function stackTree(stack: string): Tree {
  return Object.fromEntries(Object.entries(configOf(stack)).map(([key, value]) => [key.replace(/^aks-anatomy:/, ""), isEncrypted(value) ? "decrypted" : value]));
}

/** Keys of a stack's file whose values are encrypted, with the namespace. */
export const secretKeysOf = (stack: string): readonly string[] => Object.entries(configOf(stack)).flatMap(([key, value]) => (isEncrypted(value) ? [key] : []));

/** The same as text values with the namespace: what is not a word travels as JSON. */
export const asValues = (tree: Tree): Record<string, string> =>
  Object.fromEntries(Object.entries(tree).map(([key, value]) => [`aks-anatomy:${key}`, typeof value === "string" ? value : JSON.stringify(value)]));

/** A deep copy of the tree with one value set; `undefined` takes the key away. */
export function withValue(tree: Tree, path: readonly (string | number)[], value: unknown): Tree {
  const copy = structuredClone(tree);
  let inner: Record<string | number, unknown> = copy;
  for (const key of path.slice(0, -1)) inner = (inner[key] ??= {}) as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last === undefined) return copy;
  if (value === undefined) delete inner[last];
  else inner[last] = value;
  return copy;
}
