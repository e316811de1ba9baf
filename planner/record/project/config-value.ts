/**
 * Configuration values as the Pulumi CLI hands them to a program: every value is a text, objects and lists as JSON with sorted keys.
 * The CLI reads YAML with Go's yaml.v3, which knows dates and leading-zero octals (sdk/go/common/resource/config/object.go).
 */
import { isAlias, isMap, isScalar, isSeq, Scalar, type Document, type Node } from "yaml";

/** Stands for what only the holder of the stack's passphrase can read. */
const SECRET_PLACEHOLDER = "offline-secret";

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** A value of the configuration: its text, whether any part of it is encrypted, and the value itself as data. */
export interface ConfigValue { readonly text: string; readonly secret: boolean; readonly data: Plain }

/** A date, or a time in UTC, as Go writes it; undefined for other texts. */
function goTime(written: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d:\d\d)Z?)?$/.exec(written);
  return match === null ? undefined : `${match[1]} ${match[2] ?? "00:00:00"} +0000 UTC`;
}

function scalar(node: Scalar): Plain {
  const { value, source, type } = node;
  if (type === Scalar.PLAIN && source !== undefined) {
    if (/^0[0-7]+$/.test(source)) return parseInt(source, 8);
    const time = goTime(source);
    if (time !== undefined) return time;
  }
  return typeof value === "boolean" || typeof value === "number" || typeof value === "string" ? value : null;
}

const isEncrypted = (node: Node): boolean => isMap(node) && node.items.length === 1 && node.has("secure") && typeof node.get("secure") === "string";

interface Read { readonly data: Plain; readonly secret: boolean }

function readNode(node: unknown, document: Document | undefined): Read {
  if (isAlias(node)) return readNode(document === undefined ? undefined : node.resolve(document), document);
  if (isScalar(node)) return { data: scalar(node), secret: false };
  if (isSeq(node)) {
    const items = node.items.map(item => readNode(item, document));
    return { data: items.map(({ data }) => data), secret: items.some(({ secret }) => secret) };
  }
  if (!isMap(node)) return { data: null, secret: false };
  if (isEncrypted(node)) return { data: SECRET_PLACEHOLDER, secret: true };
  const entries = node.items.map(({ key, value }): [string, Read] => [String(isScalar(key) ? key.value : key), readNode(value, document)]);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return { data: Object.fromEntries(entries.map(([key, { data }]) => [key, data])), secret: entries.some(([, { secret }]) => secret) };
}

/** Data as a program gets it. */
export function textOfData(data: unknown): string {
  if (data === null || data === undefined) return "";
  return typeof data === "string" ? data : JSON.stringify(data);
}

/** Reads a value where it stands in a file. */
export function configValue(node: unknown, document?: Document): ConfigValue {
  const { data, secret } = readNode(node, document);
  const written = isScalar(node) && node.type === Scalar.PLAIN && typeof node.value === "number" ? node.source : undefined;
  // Whole numbers that a double cannot hold keep their digits.
  return { text: written !== undefined && /^[1-9]\d*$/.test(written) ? written : textOfData(data), secret, data };
}
