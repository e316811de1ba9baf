/** From the wire to the plan: markers for what is unknown or secret, keys in order, no word about a secret's value. */
import type { PlanObject, PlanValue } from "../../model/plan";
import { describeAsset, type AssetFolder } from "./assets";
import { isList, isObject, isSecret, SIGNATURE_KEY, SIGNATURES, signatureOf, UNKNOWN, type WireObject, type WireValue } from "./wire";

export const UNKNOWN_VALUE = { $unknown: true } as const;
const SECRET_VALUE = { $secret: true } as const;

function objectOf(value: WireObject, folder: AssetFolder): PlanObject {
  const result: Record<string, PlanValue> = {};
  for (const key of Object.keys(value).sort()) result[key] = planValue(value[key] ?? null, folder);
  return result;
}

/** A link to another resource: its URN, and its id once it has one. */
function referenceOf({ urn, id }: WireObject, folder: AssetFolder): PlanObject {
  const known = id === undefined ? {} : { id: id === "" ? UNKNOWN_VALUE : planValue(id, folder) };
  return { [SIGNATURE_KEY]: SIGNATURES.resource, ...known, urn: planValue(urn ?? null, folder) };
}

/** Throws an Error where an asset cannot be read. */
export function planValue(value: WireValue, folder: AssetFolder): PlanValue {
  if (value === UNKNOWN) return UNKNOWN_VALUE;
  if (isList(value)) return value.map(inner => planValue(inner, folder));
  if (!isObject(value)) return value;
  if (isSecret(value)) return SECRET_VALUE;
  switch (signatureOf(value)) {
    case SIGNATURES.output: return "value" in value ? planValue(value.value ?? null, folder) : UNKNOWN_VALUE;
    case SIGNATURES.resource: return referenceOf(value, folder);
    case SIGNATURES.asset:
    case SIGNATURES.archive: return objectOf(describeAsset(value, folder), folder);
    default: return objectOf(value, folder);
  }
}

/** The properties of a resource as the plan shows them. Throws as `planValue` does. */
export const planObject = (properties: WireObject, folder: AssetFolder): PlanObject => objectOf(properties, folder);
