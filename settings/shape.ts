/** Reads one section by its schema and says what is wrong in the project's own words instead of the library's. */
import type { z } from "zod";
import { nearest } from "../facts/nearest";
import { retiredUnder } from "../facts/retired-settings";
import { shown, type Problem } from "./problem";

type Issue = z.core.$ZodIssue;

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined), value);
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.map(key => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("").replace(/^\./, "");

/** The types of YAML in words. */
const TYPES: Readonly<Record<string, string>> = { object: "a mapping", array: "a list", tuple: "a list", string: "text", number: "a number", int: "a whole number", boolean: "true or false" };

/** What a value of the wrong type would have to be written as, where that is plain. */
function retyped(found: unknown, expected: string): string | undefined {
  if (expected === "string" && (typeof found === "number" || typeof found === "boolean")) return `"${found}"`;
  if (typeof found !== "string") return undefined;
  if ((expected === "number" || expected === "int") && /^\d+$/.test(found)) return found;
  return expected === "boolean" && /^(true|false)$/i.test(found) ? found.toLowerCase() : undefined;
}

function unknownKey(issue: Extract<Issue, { code: "unrecognized_keys" }>, key: string, input: unknown, siblings: readonly string[]): Problem {
  const path = pathText([...issue.path, key]);
  const retired = retiredUnder(key);
  if (retired) return { path, found: shown(at(input, [...issue.path, key])), allowed: retired.allowed, source: retired.source };
  const near = nearest(key, siblings);
  return { path, found: "a key that is not known", allowed: siblings.length ? siblings.join(", ") : "no further key", ...(near && { nearest: near }) };
}

function bounds(issue: Extract<Issue, { code: "too_small" | "too_big" }>, found: unknown): Pick<Problem, "allowed" | "nearest"> {
  const unit = issue.origin === "string" ? " characters" : issue.origin === "array" ? " entries" : "";
  const limit = Number(issue.code === "too_small" ? issue.minimum : issue.maximum);
  return { allowed: `${issue.code === "too_small" ? "at least" : "at most"} ${limit}${unit}`, ...(typeof found === "number" && { nearest: String(limit) }) };
}

/** What one of our own checks says is allowed. */
function customRule(issue: Issue): Pick<Problem, "allowed" | "nearest"> {
  const params = issue.code === "custom" ? issue.params as { allowed?: string; nearest?: string } | undefined : undefined;
  return { allowed: params?.allowed ?? issue.message, ...(params?.nearest && { nearest: params.nearest }) };
}

function explain(issue: Issue, input: unknown, keysAt: (path: readonly PropertyKey[]) => readonly string[], kindsAt: (path: readonly PropertyKey[]) => readonly string[]): Problem[] {
  const value = at(input, issue.path);
  const base = { path: pathText(issue.path), found: shown(value) };
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map(key => unknownKey(issue, key, input, keysAt(issue.path)));
    case "invalid_type": {
      const near = retyped(value, issue.expected);
      const allowed = TYPES[issue.expected] ?? issue.expected;
      return [{ ...base, allowed: value === undefined ? `${allowed}, which is required` : allowed, ...(near && { nearest: near }) }];
    }
    case "invalid_value": {
      const options = issue.values.map(String);
      const retired = typeof value === "string" ? retiredUnder(value) : undefined;
      if (retired) return [{ ...base, allowed: retired.allowed, source: retired.source }];
      const near = typeof value === "string" ? nearest(value, options) : undefined;
      return [{ ...base, allowed: options.join(", "), ...(near && { nearest: near }) }];
    }
    case "too_small":
    case "too_big":
      return [{ ...base, ...bounds(issue, value) }];
    case "not_multiple_of": {
      const step = Number(issue.divisor);
      return [{ ...base, allowed: `a multiple of ${step}`, ...(typeof value === "number" && { nearest: String(Math.round(value / step) * step) }) }];
    }
    case "invalid_union": {
      const kinds = kindsAt(issue.path);
      const near = typeof value === "string" ? nearest(value, kinds) : undefined;
      return [{ ...base, allowed: kinds.join(", ") || issue.message, ...(near && { nearest: near }) }];
    }
    case "invalid_key":
      return [{ ...base, found: shown(issue.path.at(-1)), ...issue.issues.map(customRule)[0] ?? { allowed: issue.message } }];
    case "custom":
      return [{ ...base, ...customRule(issue) }];
    default:
      return [{ ...base, allowed: issue.message }];
  }
}

interface SchemaNode { readonly properties?: Record<string, unknown>; readonly items?: unknown; readonly anyOf?: unknown[]; readonly oneOf?: unknown[]; readonly const?: unknown }

/** The schemas that hold at a path: read from the JSON Schema, which sees through defaults and unions. */
function nodesAt(schema: unknown, path: readonly PropertyKey[]): readonly SchemaNode[] {
  if (typeof schema !== "object" || schema === null) return [];
  const node = schema as SchemaNode;
  const branches = node.anyOf ?? node.oneOf;
  if (branches) return branches.flatMap(branch => nodesAt(branch, path));
  const [head, ...rest] = path;
  if (head === undefined) return [node];
  return nodesAt(typeof head === "number" ? node.items : node.properties?.[String(head)], rest);
}

/** True for every shape but those of a union that the value, by a fixed word such as its kind, says that it is not. */
const isMeant = (node: SchemaNode, value: unknown): boolean =>
  Object.entries(node.properties ?? {}).every(([key, property]) => nodesAt(property, []).every(each => each.const === undefined || each.const === at(value, [key])));

const keysOf = (schema: unknown, path: readonly PropertyKey[], value: unknown): readonly string[] =>
  [...new Set(nodesAt(schema, path).filter(node => isMeant(node, value)).flatMap(node => Object.keys(node.properties ?? {})))];

const kindsOf = (schema: unknown, path: readonly PropertyKey[]): readonly string[] =>
  nodesAt(schema, path).flatMap(node => (typeof node.const === "string" ? [node.const] : []));

export type Shaped<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/**
 * Parses `input` by `schema`; every problem's path starts with `name`.
 * @param jsonSchema gives the schema as JSON Schema; asked only when a key is not known.
 */
export function shape<T>(name: string, schema: z.ZodType<T>, input: unknown, jsonSchema: () => unknown): Shaped<T> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return { value: parsed.data };
  const problems = parsed.error.issues.flatMap(issue => explain(issue, input, path => keysOf(jsonSchema(), path, at(input, path)), path => kindsOf(jsonSchema(), path)));
  return { problems: problems.map(problem => ({ ...problem, path: problem.path.startsWith("[") || problem.path === "" ? name + problem.path : `${name}.${problem.path}` })) };
}
