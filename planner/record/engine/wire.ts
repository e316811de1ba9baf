/** Values as the Pulumi SDK sends them, with what is unknown or secret marked. */
import { SIGNATURE_KEY, SIGNATURES, UNKNOWN } from "../../model/signatures";

export type WireValue = null | boolean | number | string | readonly WireValue[] | WireObject;
export interface WireObject { readonly [key: string]: WireValue }

export { SIGNATURE_KEY, SIGNATURES, UNKNOWN };

export const isList = (value: WireValue | undefined): value is readonly WireValue[] => Array.isArray(value);
export const isObject = (value: WireValue | undefined): value is WireObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** True for what is not known, and for a text with something in it that is not: a program builds one of the result of a function that was not answered. */
export const isUnknown = (value: WireValue | undefined): boolean => typeof value === "string" && value.includes(UNKNOWN);

/** The text of a value that is one, and is known. */
export const textOf = (value: WireValue | undefined): string | undefined => (typeof value === "string" && !isUnknown(value) ? value : undefined);

/** What an object is signed as; undefined for a plain value. */
export function signatureOf(value: WireValue): string | undefined {
  if (!isObject(value)) return undefined;
  const signature = value[SIGNATURE_KEY];
  return typeof signature === "string" ? signature : undefined;
}

export const secret = (value: WireValue): WireObject => ({ [SIGNATURE_KEY]: SIGNATURES.secret, value });
export const isSecret = (value: WireValue): boolean => {
  const signature = signatureOf(value);
  return signature === SIGNATURES.secret || (signature === SIGNATURES.output && isObject(value) && value.secret === true);
};

/** Stands among the dependencies of everything that is made of a cluster's credentials; no resource has it. */
export const CREDENTIALS_URN = "urn:pulumi:offline::offline::offline:index:Credentials::credentials";

/** A value that is made of a cluster's credentials, and not marked secret: only the plan gets to see it as it is. */
interface OfCredentials extends WireObject { readonly value: WireValue }

export const isOfCredentials = (value: WireValue): value is OfCredentials =>
  signatureOf(value) === SIGNATURES.output && isObject(value) && "value" in value && value.secret !== true && isList(value.dependencies) && value.dependencies.includes(CREDENTIALS_URN);
export const ofCredentials = (value: WireValue): OfCredentials => ({ [SIGNATURE_KEY]: SIGNATURES.output, value, dependencies: [CREDENTIALS_URN] });

const mapObject = (value: WireObject, change: (inner: WireValue) => WireValue): WireObject =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));

/** True where the value is unknown or holds something that is, also inside a secret. */
export function holdsUnknown(value: WireValue): boolean {
  if (isList(value)) return value.some(holdsUnknown);
  if (!isObject(value)) return isUnknown(value);
  if (signatureOf(value) === SIGNATURES.output && !("value" in value)) return true;
  return Object.values(value).some(holdsUnknown);
}

/** With all that is made of credentials unknown, as a program gets it back; the very same where there is none. */
export function withoutCredentials(properties: WireObject): WireObject {
  const holds = (value: WireValue): boolean => isOfCredentials(value) || (isList(value) ? value.some(holds) : isObject(value) && Object.values(value).some(holds));
  const unknown = (value: WireValue): WireValue => {
    if (isOfCredentials(value)) return UNKNOWN;
    return isList(value) ? value.map(unknown) : isObject(value) ? mapObject(value, unknown) : value;
  };
  return holds(properties) ? mapObject(properties, unknown) : properties;
}

/** Output values, which carry dependencies, become what they hold, a secret, or unknown: what a provider or a program gets to see. What is made of credentials stays as it is. */
export function withoutOutputs(value: WireValue): WireValue {
  if (isList(value)) return value.map(withoutOutputs);
  if (!isObject(value) || isOfCredentials(value)) return value;
  if (signatureOf(value) !== SIGNATURES.output) return mapObject(value, withoutOutputs);
  const held = "value" in value ? withoutOutputs(value.value ?? null) : UNKNOWN;
  return value.secret === true ? secret(held) : held;
}

/** URNs that the output values inside a value depend on. */
export function dependenciesOf(value: WireValue, into = new Set<string>()): Set<string> {
  if (isList(value)) for (const inner of value) dependenciesOf(inner, into);
  if (!isObject(value)) return into;
  if (signatureOf(value) === SIGNATURES.output && isList(value.dependencies)) {
    for (const urn of value.dependencies) if (typeof urn === "string" && urn !== CREDENTIALS_URN) into.add(urn);
  }
  for (const inner of Object.values(value)) dependenciesOf(inner, into);
  return into;
}

/** Secrets and unknowns as output values, the form in which a transform gets its properties. */
export function withOutputs(value: WireValue): WireValue {
  if (isUnknown(value)) return { [SIGNATURE_KEY]: SIGNATURES.output };
  if (isList(value)) return value.map(withOutputs);
  if (!isObject(value)) return value;
  if (signatureOf(value) !== SIGNATURES.secret) return mapObject(value, withOutputs);
  return { [SIGNATURE_KEY]: SIGNATURES.output, value: withOutputs(value.value ?? null), secret: true };
}

/** A value as an output value that depends on `urns` also; the value itself where it already does. */
export function dependingOn(value: WireValue, urns: readonly string[]): WireValue {
  const known = dependenciesOf(value);
  if (urns.every(urn => known.has(urn))) return value;
  const output = signatureOf(value) === SIGNATURES.output && isObject(value) ? value : { [SIGNATURE_KEY]: SIGNATURES.output, value };
  const before = isList(output.dependencies) ? output.dependencies : [];
  return { ...output, dependencies: [...new Set([...before, ...urns])] };
}
