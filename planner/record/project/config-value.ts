/** Configuration values as the Pulumi CLI hands them to a program: every value is a text, objects and lists as JSON with sorted keys (sdk/go/common/resource/config/object.go). */
import { isAlias, isMap, isScalar, isSeq, Scalar, type Node } from "yaml";
import { goNumber, goTime, type Scalar as Plain } from "./go-scalar";
import type { YamlFile } from "../../yaml-file";

/** Stands for what only the holder of the stack's passphrase can read. */
const SECRET_PLACEHOLDER = "offline-secret";

type Data = Plain | readonly Data[] | { readonly [key: string]: Data };

/** A value of the configuration: its text, whether any part of it is encrypted, and the value itself as data. */
export interface ConfigValue { readonly text: string; readonly secret: boolean; readonly data: Data }

function scalar(node: Scalar, file: YamlFile): Plain {
  const { value, source, type } = node;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  if (type === Scalar.PLAIN && source !== undefined && (node.tag === undefined || typeof value === "number")) {
    const known = goTime(source) ?? goNumber(source);
    if (known !== undefined) return known;
  }
  if (typeof value === "number" && !Number.isFinite(value)) throw file.errorAt(node, `${source ?? String(value)} is no value that a configuration can hold`);
  return typeof value === "boolean" || typeof value === "number" || typeof value === "bigint" || typeof value === "string" ? value : null;
}

const isEncrypted = (node: Node): boolean => isMap(node) && node.items.length === 1 && node.has("secure") && typeof node.get("secure") === "string";

/** The key of a mapping. The CLI takes texts only: a number, a date or `true` must stand in quotes. */
export function keyText(key: unknown, file: YamlFile): string {
  if (!isScalar(key)) return String(key);
  const read = scalar(key, file);
  if (typeof read !== "string" || (key.type === Scalar.PLAIN && goTime(key.source ?? "") !== undefined)) throw file.errorAt(key, `the key ${key.source ?? String(read)} is not a text: put it in quotes`);
  return read;
}

interface Read { readonly data: Data; readonly secret: boolean }

const isMergeKey = (key: unknown): boolean => isScalar(key) && key.type === Scalar.PLAIN && key.source === "<<";

/** The entries of a mapping; what it merges in (`<<`) counts less than its own, and the first of several most. */
function entriesOf(node: unknown, file: YamlFile): ReadonlyMap<string, Read> {
  const map = isAlias(node) ? node.resolve(file.document) : node;
  if (isSeq(map)) return new Map([...map.items].reverse().flatMap(item => [...entriesOf(item, file)]));
  if (!isMap(map)) return new Map();
  const [merged, own] = [true, false].map(merge => map.items.filter(({ key }) => isMergeKey(key) === merge));
  return new Map([
    ...(merged ?? []).flatMap(({ value }) => [...entriesOf(value, file)]),
    ...(own ?? []).map(({ key, value }): [string, Read] => [keyText(key, file), readNode(value, file)]),
  ]);
}

function readNode(node: unknown, file: YamlFile): Read {
  if (isAlias(node)) return readNode(node.resolve(file.document), file);
  if (isScalar(node)) return { data: scalar(node, file), secret: false };
  if (isSeq(node)) {
    const items = node.items.map(item => readNode(item, file));
    return { data: items.map(({ data }) => data), secret: items.some(({ secret }) => secret) };
  }
  if (!isMap(node)) return { data: null, secret: false };
  if (isEncrypted(node)) return { data: SECRET_PLACEHOLDER, secret: true };
  const entries = [...entriesOf(node, file)].sort(([a], [b]) => (a < b ? -1 : 1));
  return { data: Object.fromEntries(entries.map(([key, { data }]) => [key, data])), secret: entries.some(([, { secret }]) => secret) };
}

/** Text in JSON, with the characters that Go's encoder writes as escapes. */
const quoted = (text: string): string => JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

function json(data: unknown): string {
  if (typeof data === "string") return quoted(data);
  // Inside of objects the CLI keeps digits up to 63 bits.
  if (typeof data === "bigint") return String(BigInt.asIntN(64, data) === data ? data : Number(data));
  if (Array.isArray(data)) return `[${data.map(json).join(",")}]`;
  if (typeof data !== "object" || data === null) return JSON.stringify(data) ?? "null";
  return `{${Object.entries(data).filter(([, value]) => value !== undefined).map(([key, value]) => `${quoted(key)}:${json(value)}`).join(",")}}`;
}

/** Data as a program gets it. */
export function textOfData(data: unknown): string {
  if (data === null || data === undefined) return "";
  return typeof data === "string" || typeof data === "bigint" ? String(data) : json(data);
}

/** A value that a caller gives in place of the file's: `{ secure: … }` is encrypted, as it would be there; what it says is not read. */
export function givenValue(data: unknown): ConfigValue {
  const encrypted = typeof data === "object" && data !== null && !Array.isArray(data) && Object.keys(data).join() === "secure";
  return encrypted ? { text: SECRET_PLACEHOLDER, secret: true, data: SECRET_PLACEHOLDER } : { text: textOfData(data), secret: false, data: null };
}

/** Reads a value where it stands in a file. Throws PlanError for what the CLI cannot read either. */
export function configValue(node: unknown, file: YamlFile): ConfigValue {
  const { data, secret } = readNode(node, file);
  return { text: textOfData(data), secret, data };
}
