/** Configuration keys that Pulumi.yaml declares: their types, and the values they have where the stack gives none. */
import { isMap, isScalar } from "yaml";
import { configValue, keyText, textOfData, type ConfigValue } from "./config-value";
import type { YamlFile } from "../../yaml-file";

const TYPES = ["string", "integer", "boolean", "array", "object"] as const;
type TypeName = (typeof TYPES)[number];

const ATTRIBUTES: readonly string[] = ["type", "items", "description", "secret", "default", "value"];

interface ItemType { readonly type: string; readonly items?: ItemType }

export interface Declaration {
  /** As written in Pulumi.yaml, with or without a namespace. */
  readonly key: string;
  readonly type?: TypeName;
  readonly items?: ItemType;
  readonly secret: boolean;
  /** The `default`, or the `value` of a key in another namespace. */
  readonly value?: ConfigValue;
}

const isTypeName = (text: unknown): text is TypeName => TYPES.some(name => name === text);

/** What a secret's text would be in a type of which every text is not a value. */
export const PLACEHOLDERS: Readonly<Partial<Record<TypeName, string>>> = { integer: "0", boolean: "false", array: "[]", object: "{}" };

/** `array<integer>`. */
export const typeText = ({ type, items }: { readonly type?: string; readonly items?: ItemType }): string => (items === undefined ? type ?? "" : `array<${typeText(items)}>`);

/** Whether a value is of a type. Values that are not objects or lists come as texts, so texts that read as the type are taken. */
export function isOfType(data: unknown, { type, items }: { readonly type?: string; readonly items?: ItemType }): boolean {
  switch (type) {
    case "integer": return (typeof data === "number" && Number.isInteger(data)) || typeof data === "bigint" || (typeof data === "string" && /^[+-]?\d+$/.test(data));
    case "boolean": return typeof data === "boolean" || data === "true" || data === "false";
    case "array": return Array.isArray(data) && items !== undefined && data.every(item => isOfType(item, items));
    case "object": return typeof data === "object" && data !== null && !Array.isArray(data);
    default: return typeof data !== "object" || data === null;
  }
}

function itemsOf(file: YamlFile, path: readonly string[]): ItemType | undefined {
  if (file.map(...path) === undefined) return undefined;
  const items = itemsOf(file, [...path, "items"]);
  return { type: file.text(...path, "type") ?? "string", ...(items === undefined ? {} : { items }) };
}

/** A value that stands where a declaration could. */
function valueOnly(file: YamlFile, key: string): Declaration {
  const value = configValue(file.node("config", key), file);
  if (value.data === null || (typeof value.data === "number" && !Number.isInteger(value.data))) {
    throw file.error(["config", key], `'${key}' must be a text, a whole number, true or false, a list, or a declaration with 'type' and 'default'`);
  }
  return { key, secret: false, value };
}

/** What Pulumi asks of a declaration (`ValidateProject` and `Project.Validate` in sdk/go/common/workspace/project.go). */
function checkDeclaration(file: YamlFile, key: string, project: string, given: readonly string[]): void {
  const path = ["config", key];
  const unknown = given.find(attribute => !ATTRIBUTES.includes(attribute));
  if (unknown !== undefined) throw file.error([...path, unknown], `'${key}' has no attribute '${unknown}': use ${ATTRIBUTES.join(", ")}`);
  if (given.includes("default") && given.includes("value")) throw file.error(path, `'${key}' cannot have both a 'default' and a 'value'`);
  if (!key.includes(":") || key.startsWith(`${project}:`)) return;
  for (const attribute of ["type", "default"]) {
    if (given.includes(attribute)) throw file.error([...path, attribute], `'${key}' is not of this project's namespace and cannot have a '${attribute}': give it a 'value'`);
  }
  if (!given.includes("value")) throw file.error(path, `'${key}' is not of this project's namespace and must have a 'value'`);
}

function declarationOf(file: YamlFile, key: string, project: string): Declaration {
  const path = ["config", key];
  const node = file.node(...path);
  if (!isMap(node)) return valueOnly(file, key);
  checkDeclaration(file, key, project, node.items.filter(({ value }) => !(isScalar(value) && value.value === null)).map(item => keyText(item.key, file)));
  const type = file.text(...path, "type");
  if (type !== undefined && !isTypeName(type)) throw file.error([...path, "type"], `'${type}' is not a type of configuration values: use ${TYPES.join(", ")}`);
  const items = itemsOf(file, [...path, "items"]);
  if (type === "array" && items === undefined) throw file.error(path, `'${key}' is an array: say of what, with 'items'`);
  const given = file.node(...path, "value") ?? file.node(...path, "default");
  const value = given === undefined || (isScalar(given) && given.value === null) ? undefined : configValue(given, file);
  const declaration = { ...(type === undefined ? {} : { type }), ...(items === undefined ? {} : { items }) };
  if (value !== undefined && type !== undefined && !isOfType(value.data, declaration)) {
    throw file.error([...path, "default"], `the default of '${key}' is not of type '${typeText(declaration)}'${file.value(...path, "secret") === true ? "" : `: found ${textOfData(value.data)}`}`);
  }
  return { key, ...declaration, secret: file.value(...path, "secret") === true, ...(value === undefined ? {} : { value }) };
}

/** Throws PlanError, with the place in the file. */
export function declaredConfig(file: YamlFile, project: string): readonly Declaration[] {
  const keys = file.map("config")?.items.map(({ key }) => keyText(key, file)) ?? [];
  return keys.map(key => declarationOf(file, key, project));
}
