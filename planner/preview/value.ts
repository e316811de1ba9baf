/** From the engine's JSON to the plan: markers for what is unknown or secret, keys in order, no word about a secret's value. */
import { basename } from "node:path/posix";
import { SIGNATURE_KEY, SIGNATURES, UNKNOWNS } from "../model/signatures";
import type { PlanObject, PlanValue } from "../model/plan";
import { isList, isObject, type Json, type JsonObject, type Node } from "./node";
import { SECRET_VALUE, UNKNOWN_VALUE } from "../model/values";


/** What the engine writes in a preview in place of a secret. */
const BLINDED = "[secret]";

/** Levels of lists and objects that a value may have. Kubernetes' own schemas, the deepest that people write, have some dozens. */
const DEEPEST = 500;

class TooDeep extends Error {}

const signatureOf = (value: JsonObject): Json | undefined => (Object.hasOwn(value, SIGNATURE_KEY) ? value[SIGNATURE_KEY] : undefined);

/** The keys that a marker of the plan has: an object of the program with one of them would be taken for the marker. */
const MARKERS: readonly string[] = ["$unknown", "$secret"];

/** No path of a machine is in a plan: of one that is not from the project's folder, the last part. */
const shownPath = (path: string): string => (/^(?:\/|\\\\|[A-Za-z]:[\\/])/.test(path) ? `…/${basename(path.replaceAll("\\", "/"))}` : path);

function assetOf(value: JsonObject, depth: number): PlanObject {
  const plain = objectOf(value, depth);
  return typeof plain.path === "string" ? { ...plain, path: shownPath(plain.path) } : plain;
}

/** A link to another resource: its URN, and its id once it has one. */
function referenceOf(value: JsonObject, depth: number): PlanObject {
  const { urn, id } = objectOf(value, depth);
  return { [SIGNATURE_KEY]: SIGNATURES.resource, ...(id === undefined ? {} : { id: id === "" ? UNKNOWN_VALUE : id }), urn: urn ?? null };
}

/** An output value holds what it holds; without a value it is not known. */
function outputOf(value: JsonObject, depth: number): PlanValue {
  if (value.secret === true) return SECRET_VALUE;
  return Object.hasOwn(value, "value") ? valueOf(value.value ?? null, depth + 1) : UNKNOWN_VALUE;
}

function objectOf(value: JsonObject, depth: number): PlanObject {
  // `fromEntries` makes a key `__proto__` a property like any other; an assignment would not.
  return Object.fromEntries(Object.keys(value).sort().map(key => [MARKERS.includes(key) ? `\\${key}` : key, valueOf(value[key] ?? null, depth + 1)]));
}

function valueOf(value: Json, depth: number): PlanValue {
  if (depth > DEEPEST) throw new TooDeep();
  if (typeof value === "string") return UNKNOWNS.has(value) ? UNKNOWN_VALUE : value === BLINDED ? SECRET_VALUE : value;
  if (isList(value)) return value.map(inner => valueOf(inner, depth + 1));
  if (!isObject(value)) return value;
  switch (signatureOf(value)) {
    // Whether it is encrypted or in clear: what it is stays where it is.
    case SIGNATURES.secret: return SECRET_VALUE;
    case SIGNATURES.output: return outputOf(value, depth);
    case SIGNATURES.resource: return referenceOf(value, depth);
    case SIGNATURES.asset:
    case SIGNATURES.archive: return assetOf(value, depth);
    default: return objectOf(value, depth);
  }
}

/** Throws PlanError where a value is nested too deeply to be read. */
function guarded<T>(node: Node, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TooDeep) return node.fail(`no more than ${DEEPEST} levels of lists and objects`, "more");
    throw error;
  }
}

/** A value as the plan shows it. Throws PlanError where it is nested too deeply. */
export const planValue = (node: Node): PlanValue => guarded(node, () => valueOf(node.value ?? null, 0));

const isSecretForm = (value: JsonObject): boolean => signatureOf(value) === SIGNATURES.secret || (signatureOf(value) === SIGNATURES.output && value.secret === true);

/**
 * The properties of a resource as the plan shows them. All of them may be one secret: its form is shown then, as of a program that is run, and nothing that it holds.
 * Throws PlanError where there are none but something else, or they are nested too deeply.
 */
export const planObject = (node: Node): PlanObject => guarded(node, () => {
  const properties = node.object();
  return isSecretForm(properties) ? { [SIGNATURE_KEY]: SIGNATURES.secret, value: SECRET_VALUE } : objectOf(properties, 0);
});
