/** A stack file for an engine that has keys of its own: what is `secure:` there was encrypted elsewhere, and cannot be read here. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isMap, parseDocument } from "yaml";

/** A value that was secret, as `pulumi config set --path` names it. */
type SecretPath = readonly (string | number)[];

const isSecure = (value: unknown): boolean => typeof value === "object" && value !== null && Object.keys(value).join() === "secure";

function securePaths(value: unknown, path: SecretPath = []): readonly SecretPath[] {
  if (isSecure(value)) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => securePaths(inner, [...path, Array.isArray(value) ? Number(key) : key]));
}

/** `app:database.hosts[0]`, with quotes around what is no plain word. */
const written = ([first, ...rest]: SecretPath): string => String(first) + rest.map(key => (typeof key === "number" ? `[${key}]` : `["${key}"]`)).join("");

/**
 * Takes the secrets out of a stack file.
 * @returns their paths, to be set again
 */
export function withoutSecrets(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const document = parseDocument(readFileSync(file, "utf8"));
  const config = document.get("config");
  document.delete("encryptionsalt");
  document.delete("secretsprovider");
  document.delete("encryptedkey");
  const paths = isMap(config) ? securePaths(config.toJS(document)) : [];
  for (const path of paths) document.setIn(["config", ...path], "");
  writeFileSync(file, document.toString());
  return paths.map(written);
}
