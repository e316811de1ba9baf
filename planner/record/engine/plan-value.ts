/** From the wire to the plan: markers for what is unknown or secret, keys in order, no word about a secret's value. */
import type { PlanObject, PlanValue } from "../../model/plan";
import { describeAsset, type AssetFolder } from "./assets";
import { placeholderIn } from "./placeholder-credentials";
import { isList, isObject, isOfCredentials, isSecret, isUnknown, SIGNATURE_KEY, SIGNATURES, ofCredentials, signatureOf, type WireObject, type WireValue } from "./wire";
import { SECRET_VALUE, UNKNOWN_VALUE } from "../../model/values";

const FLOAT_SIGNATURE = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c";
/** Of all the bits that mean no number, those that the SDK's protobuf library sends. */
const NAN_BITS = "7fffffffffffffff";

const objectOf = (value: WireObject, folder: AssetFolder): PlanObject =>
  Object.fromEntries(Object.keys(value).sort().map(key => [key, planValue(value[key] ?? null, folder)]));

/** A link to another resource: its URN, and its id once it has one. */
function referenceOf({ urn, id }: WireObject, folder: AssetFolder): PlanObject {
  const known = id === undefined ? {} : { id: id === "" ? UNKNOWN_VALUE : planValue(id, folder) };
  return { [SIGNATURE_KEY]: SIGNATURES.resource, ...known, urn: planValue(urn ?? null, folder) };
}

/** A number that JSON has none for (NaN, Infinity), as the engine writes it down: the bits of the double (`SerializePropertyValue`, pkg/resource/stack). */
function specialNumber(value: number): PlanObject {
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(value);
  return { [SIGNATURE_KEY]: FLOAT_SIGNATURE, value: Number.isNaN(value) ? NAN_BITS : bits.toString("hex") };
}

/** What holds credentials outside of its secrets holds them in clear: of what it will be, no more is certain. */
function inClear(value: WireValue): PlanValue | undefined {
  const credentials = placeholderIn(value);
  return credentials && { $unknown: true, predicted: SECRET_VALUE, credentials };
}

/** What is made of credentials and does not hold them is unknown: it is made of what stands for them. */
function outputValue(value: WireObject, folder: AssetFolder): PlanValue {
  if (isOfCredentials(value)) return inClear(value.value) ?? UNKNOWN_VALUE;
  return "value" in value ? planValue(value.value ?? null, folder) : UNKNOWN_VALUE;
}

/** Throws an Error where an asset cannot be read. */
export function planValue(value: WireValue, folder: AssetFolder): PlanValue {
  if (isUnknown(value)) return UNKNOWN_VALUE;
  if (typeof value === "string") return inClear(value) ?? value;
  if (typeof value === "number" && !Number.isFinite(value)) return specialNumber(value);
  if (isList(value)) return value.map(inner => planValue(inner, folder));
  if (!isObject(value)) return value;
  if (isSecret(value)) return SECRET_VALUE;
  switch (signatureOf(value)) {
    case SIGNATURES.output: return outputValue(value, folder);
    case SIGNATURES.resource: return referenceOf(value, folder);
    case SIGNATURES.asset:
    case SIGNATURES.archive: return objectOf(describeAsset(value, folder), folder);
    // A key that is not known makes all of it unknown.
    default: return Object.keys(value).some(isUnknown) ? UNKNOWN_VALUE : objectOf(value, folder);
  }
}

/** The properties of a resource as the plan shows them. Throws as `planValue` does. All of a program's outputs may be one secret: an engine then shows its form, and its value too. */
export function planObject(properties: WireObject, folder: AssetFolder): PlanObject {
  if (isSecret(properties)) return { [SIGNATURE_KEY]: SIGNATURES.secret, value: SECRET_VALUE };
  if (!isOfCredentials(properties)) return objectOf(properties, folder);
  // All of them were made together: which of them the credentials are in is told one by one.
  return isObject(properties.value) ? objectOf(Object.fromEntries(Object.entries(properties.value).map(([key, value]) => [key, ofCredentials(value)])), folder) : {};
}
