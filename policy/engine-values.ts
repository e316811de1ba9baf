/** From the values that the SDK hands to policies to values of the plan. */
import { Secret, UnknownValueError } from "@pulumi/policy";
import type { PlanObject, PlanValue } from "../planner/model/plan";
import { SECRET_VALUE, UNKNOWN_VALUE } from "../planner/model/values";


/** Properties as the SDK wraps them: to read one that is not known throws an `UnknownValueError`. */
export type EngineProperties = Readonly<Record<string, unknown>>;

/** A field of an object or list. A secret is seen in the descriptor, which no wrapper hides; what it holds is not looked at. */
function fieldOf(holder: EngineProperties, key: string): PlanValue | undefined {
  if (Object.getOwnPropertyDescriptor(holder, key)?.value instanceof Secret) return SECRET_VALUE;
  try {
    return planValue(holder[key]);
  } catch (error) {
    if (error instanceof UnknownValueError) return UNKNOWN_VALUE;
    throw error;
  }
}

function isHolder(value: unknown): value is EngineProperties {
  return typeof value === "object" && value !== null;
}

/** What is no data (a function, a promise in an archive) has no place in a plan. */
function planValue(value: unknown): PlanValue | undefined {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string") return value;
  if (!isHolder(value)) return undefined;
  return Array.isArray(value) ? Array.from({ length: value.length }, (_, index) => fieldOf(value, String(index)) ?? null) : planObject(value);
}

/** The properties of a resource with markers for what is unknown or secret, keys in order. */
export function planObject(properties: EngineProperties): PlanObject {
  return Object.fromEntries(Object.keys(properties).sort().flatMap(key => {
    const value = fieldOf(properties, key);
    return value === undefined ? [] : [[key, value]];
  }));
}
