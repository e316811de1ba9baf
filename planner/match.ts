/** Compares an expected value with a plan's, deeply and in part: what is not expected does not matter. */
import { isDeepStrictEqual } from "node:util";
import { readAt } from "./model/read";
import type { PlanValue } from "./model/plan";

/** What is expected: a value, a part of an object, a predicate, or a matcher of jest's kind. */
export type Expected = null | boolean | number | string | Predicate | AsymmetricMatcher | readonly Expected[] | ExpectedObject;
export interface ExpectedObject { readonly [key: string]: Expected | undefined }
type Predicate = (value: unknown) => boolean;
interface AsymmetricMatcher { asymmetricMatch: (value: unknown) => boolean; toString: () => string }

export interface Difference {
  /** `spec.ports[0].port`; empty for the whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

const isMatcher = (value: unknown): value is AsymmetricMatcher =>
  typeof value === "object" && value !== null && "asymmetricMatch" in value && typeof value.asymmetricMatch === "function";

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isExpectedList = (value: Expected): value is readonly Expected[] => Array.isArray(value);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

function described(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "function") return value.name === "" ? "a value that the predicate accepts" : `a value that ${value.name} accepts`;
  if (isMatcher(value)) return value.toString();
  return JSON.stringify(value);
}

/** The marker itself is looked for (`{ $unknown: true }`), not the value that is predicted under it. */
const wantsMarker = (expected: Expected): boolean => isObject(expected) && ("$unknown" in expected || "$secret" in expected);

function below(path: string, key: string | number): string {
  return typeof key === "number" ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
}

/** All places where the value is not what is expected. A predicted value counts as its prediction. */
export function differences(expected: Expected, actual: PlanValue | undefined, path = ""): readonly Difference[] {
  const value: unknown = wantsMarker(expected) ? actual : readAt(actual).value ?? actual;
  const differs: readonly Difference[] = [{ path, expected: described(expected), found: described(value) }];
  if (typeof expected === "function") return expected(value) ? [] : differs;
  if (isMatcher(expected)) return expected.asymmetricMatch(value) ? [] : differs;
  if (isExpectedList(expected)) {
    if (!isList(value) || value.length !== expected.length) return differs;
    return expected.flatMap((each, index) => differences(each, value[index] as PlanValue, below(path, index)));
  }
  if (typeof expected === "object" && expected !== null) {
    if (!isObject(value)) return differs;
    return Object.entries(expected).flatMap(([key, each]) =>
      each === undefined ? [] : differences(each, Object.hasOwn(value, key) ? value[key] as PlanValue : undefined, below(path, key)));
  }
  return isDeepStrictEqual(expected, value) ? [] : differs;
}
