/** Reading a plan's values without trusting their shape: a plan may come from any program, and any value may not be known yet. */
import type { PlanValue, UnknownValue } from "./plan";
import { isInPart, isList, isObject, isSecret, isUnknown, UNKNOWN_VALUE } from "./values";

/** How a value is known. `predicted`: not to the engine before the resources exist, but certain from the names. */
type Knowledge = "known" | "predicted" | "unknown" | "secret" | "absent";
export interface Reading { readonly knowledge: Knowledge; readonly value?: PlanValue }

export type Path = readonly (string | number)[];

/** A path as messages show it: `a.b[0].c`. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`), "");

/** A value that is not known before the resources exist, and where it stands. */
export interface UnknownPlace { readonly at: Path; readonly unknown: UnknownValue }

/** The unknowns in a value, whether or not they are predicted; not those inside of a prediction, nor in secrets. */
export function unknownsIn(value: PlanValue | undefined, at: Path = []): readonly UnknownPlace[] {
  if (isSecret(value)) return [];
  if (isUnknown(value)) return [{ at, unknown: value }];
  if (isList(value)) return value.flatMap((inner, index) => unknownsIn(inner, [...at, index]));
  return isObject(value) ? Object.entries(value).flatMap(([key, inner]) => unknownsIn(inner, [...at, key])) : [];
}

/** Takes the markers off a value; markers inside it stay. */
function settle(value: PlanValue | undefined, knowledge: "known" | "predicted"): Reading {
  if (value === undefined || value === null) return { knowledge: "absent" };
  if (isSecret(value)) return { knowledge: "secret" };
  if (!isUnknown(value)) return { knowledge, value };
  return value.predicted === undefined ? { knowledge: "unknown" } : settle(value.predicted, "predicted");
}

function child(value: PlanValue | undefined, key: string | number): PlanValue | undefined {
  if (isList(value)) return typeof key === "number" ? value[key] : undefined;
  if (!isObject(value) || typeof key !== "string") return undefined;
  return Object.hasOwn(value, key) ? value[key] : isInPart(value) ? UNKNOWN_VALUE : undefined;
}

/** The value at a path, predicted values included. What lies under an unknown or a secret is itself unknown or secret. */
export function readAt(from: PlanValue | undefined, ...path: Path): Reading {
  let reading = settle(from, "known");
  for (const key of path) {
    if (reading.knowledge !== "known" && reading.knowledge !== "predicted") return reading;
    reading = settle(child(reading.value, key), reading.knowledge);
  }
  return reading;
}

/** True where something is or may be there, but cannot be read before deployment. */
export function isOpen(from: PlanValue | undefined, ...path: Path): boolean {
  const { knowledge } = readAt(from, ...path);
  return knowledge === "unknown" || knowledge === "secret";
}

/** True where the value, or something anywhere in it, cannot be read before deployment. */
export function holdsOpen(from: PlanValue | undefined, ...path: Path): boolean {
  if (isOpen(from, ...path)) return true;
  const { value } = readAt(from, ...path);
  if (isList(value)) return value.some(each => holdsOpen(each));
  return isObject(value) && Object.values(value).some(each => holdsOpen(each));
}

/** A text that is not empty; undefined for anything else. */
export function textAt(from: PlanValue | undefined, ...path: Path): string | undefined {
  const { value } = readAt(from, ...path);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** One of a setting's words, spelled as Azure's type spells it whatever the letter case of the declaration; another text as it is. */
export function wordAt(words: readonly string[], from: PlanValue | undefined, ...path: Path): string | undefined {
  const text = textAt(from, ...path);
  return words.find(word => word.toLowerCase() === text?.toLowerCase()) ?? text;
}

/** Any number, also one that Azure would refuse; undefined for anything else. */
export function numberAt(from: PlanValue | undefined, ...path: Path): number | undefined {
  const { value } = readAt(from, ...path);
  return typeof value === "number" ? value : undefined;
}

/** A whole number of 0 or more; undefined for anything else. */
export function countAt(from: PlanValue | undefined, ...path: Path): number | undefined {
  const { value } = readAt(from, ...path);
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function flagAt(from: PlanValue | undefined, ...path: Path): boolean | undefined {
  const { value } = readAt(from, ...path);
  return typeof value === "boolean" ? value : undefined;
}

/** The elements of a list; none for anything else. */
export function listAt(from: PlanValue | undefined, ...path: Path): readonly PlanValue[] {
  const { value } = readAt(from, ...path);
  return isList(value) ? value : [];
}

/** The texts of a list; elements that are not texts are left out. */
export function textsAt(from: PlanValue | undefined, ...path: Path): readonly string[] {
  return listAt(from, ...path).flatMap(element => textAt(element) ?? []);
}

/** Every text in a value, however deep. */
export function textsWithin(from: PlanValue | undefined): readonly string[] {
  const { value } = readAt(from);
  if (typeof value === "string") return [value];
  if (isList(value)) return value.flatMap(each => textsWithin(each));
  return isObject(value) ? Object.values(value).flatMap(each => textsWithin(each)) : [];
}

/** Own properties of an object; none for anything else. */
export function entriesAt(from: PlanValue | undefined, ...path: Path): readonly (readonly [string, PlanValue | undefined])[] {
  const { value } = readAt(from, ...path);
  return isObject(value) ? Object.entries(value) : [];
}

/** The texts of an object by their key, empty ones too; numbers and switches as Kubernetes would be given them. */
export function textEntriesAt(from: PlanValue | undefined, ...path: Path): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of entriesAt(from, ...path)) {
    const { value: plain } = readAt(value);
    if (typeof plain === "string" || typeof plain === "number" || typeof plain === "boolean") texts.set(key, String(plain));
  }
  return texts;
}

/** True for two texts that differ in letter case at most, as Azure compares names, ids and words; nothing is the same as what is not known. */
export const sameText = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
