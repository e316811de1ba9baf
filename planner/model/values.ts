/** What kind of value a value of the plan is. */
import type { PlanObject, PlanValue, SecretValue, UnknownValue } from "./plan";

/** The two marks. */
export const UNKNOWN_VALUE = { $unknown: true } as const;
export const SECRET_VALUE = { $secret: true } as const;

export const isList = (value: PlanValue | undefined): value is readonly PlanValue[] => Array.isArray(value);

/** Markers are objects too. */
export const isObject = (value: PlanValue | undefined): value is PlanObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** Not known before the resources exist; `predicted` where it is certain all the same. */
export const isUnknown = (value: PlanValue | undefined): value is UnknownValue => isObject(value) && value.$unknown === true;

export const isSecret = (value: PlanValue | undefined): value is SecretValue => isObject(value) && value.$secret === true;

/** Marks an object of which only a part is said. A symbol: no key of a program's can be it, and no view shows it. */
const IN_PART: unique symbol = Symbol("in part");

/** The object with every key that it has not taken for one that is not known. */
export const inPart = (value: PlanObject): PlanObject => Object.assign({ [IN_PART]: true }, value);

export const isInPart = (value: PlanObject): boolean => Object.hasOwn(value, IN_PART);
