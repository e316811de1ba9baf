/** Kubernetes Secrets keep their content out of the plan, however they are declared. The SDK marks it only where a program uses its own Secret class. */
import { decoded, throughLayers } from "./layers";
import type { PlanObject, PlanValue } from "./plan";
import { isList, isObject, isSecret, isUnknown, SECRET_VALUE } from "./values";

const CONTENT: readonly string[] = ["data", "stringData"];
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
/** A Secret in a text of YAML or JSON, also of JSON within a text of JSON, where every quote has backslashes before it. */
const SECRET_IN_TEXT = /kind\\*["']?\s*:\s*\\*["']?Secret(?:List)?\b/;
const BASE64 = /^[\w+/\s-]{16,}={0,2}$/;

/** A text of base64 as what it encodes (`binaryData`, or a file handed on to a machine); undefined where it has characters that base64 has not. */
export const fromBase64 = (text: string): string | undefined => (BASE64.test(text.trim()) ? decoded(text) : undefined);

const hasSecret = (text: string): boolean => throughLayers(text, each => SECRET_IN_TEXT.test(each) || undefined, each => [fromBase64(each) ?? []].flat()) === true;

function masked(value: PlanValue, inSecret = false): PlanValue {
  if (typeof value === "string") return hasSecret(value) ? SECRET_VALUE : value;
  if (isList(value)) return value.map(each => masked(each, inSecret));
  if (!isObject(value) || isSecret(value) || isUnknown(value)) return value;
  const secret = inSecret || value.kind === "Secret" || value.kind === "SecretList";
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => {
    if (inner === undefined || inner === null) return [key, inner];
    const content = key === LAST_APPLIED || (secret && CONTENT.includes(key));
    // Of what is not known yet there is nothing to tell, as in an engine's own preview.
    const empty = isUnknown(inner) && (inner.predicted === undefined || inner.credentials !== undefined);
    return [key, content && !empty ? SECRET_VALUE : masked(inner, secret && key === "items")];
  }));
}

/** The inputs of a resource as the plan may show them. Only resources of Kubernetes are looked at. */
export const withoutSecretContent = (type: string, inputs: PlanObject): PlanObject => {
  if (!type.startsWith("kubernetes:")) return inputs;
  const shown = masked(inputs, /:Secret(?:Patch|List)?$/.test(type));
  return isObject(shown) ? shown : inputs;
};
