/** What a message of a failed preview may repeat although the file does not sign it as a secret: the content of Kubernetes Secrets, and the configuration. */
import { fromBase64, withoutSecretContent } from "../model/kubernetes-secrets";
import type { PlanValue } from "../model/plan";
import type { SecretText } from "../model/redact";
import { partsOfUrn } from "../model/urn";
import { isList, isObject, isSecret } from "../model/values";
import type { Node } from "./node";
import { planValue } from "./value";

/** Fewer characters of the configuration are a word like any other: a size, an environment. */
const SHORTEST_SETTING = 8;

/** `key: value` of YAML or JSON: in double quotes (which have backslashes before them where JSON stands within JSON), in single ones, or in none. */
const ENTRY = /(?<![\w./-])([\w./-]{1,253})\\*["']?[ \t]*:[ \t]*\\*(?:"([^"\\\n]+)|'([^'\n]+)|([^\s"'{}[\],\\][^\n,}]*))/g;
/** Keys of a manifest that say what it is, and nothing of its content. */
const TELLING: readonly string[] = ["apiVersion", "kind", "name", "namespace", "type"];

function* entriesOf(manifest: string): Generator<string> {
  for (const [, key = "", ...quoted] of manifest.matchAll(ENTRY)) {
    const value = quoted.find(each => each !== undefined);
    if (value !== undefined && !TELLING.includes(key)) yield value.trim();
  }
}

function* textsIn(value: PlanValue): Generator<SecretText> {
  if (typeof value === "number") yield value;
  else if (typeof value === "string") {
    const decoded = fromBase64(value);
    yield value;
    for (const manifest of decoded === undefined ? [value] : [value, decoded]) {
      for (const entry of entriesOf(manifest)) {
        yield entry;
        const inner = fromBase64(entry);
        if (inner !== undefined) yield inner;
      }
    }
  } else if (isList(value)) for (const inner of value) yield* textsIn(inner);
  else if (isObject(value)) for (const inner of Object.values(value)) if (inner !== undefined) yield* textsIn(inner);
}

/** What one value says and the same value with its secrets hidden does not. */
function* hidden(value: PlanValue, shown: PlanValue | undefined): Generator<SecretText> {
  if (isSecret(shown)) yield* textsIn(value);
  else if (isList(value) && isList(shown)) for (const [index, inner] of value.entries()) yield* hidden(inner, shown[index]);
  else if (isObject(value) && isObject(shown)) for (const [key, inner] of Object.entries(value)) if (inner !== undefined) yield* hidden(inner, shown[key]);
}

function* kubernetesContent(document: Node): Generator<SecretText> {
  for (const step of document.get("steps").items()) {
    const urn = step.get("urn").value;
    const type = typeof urn === "string" ? partsOfUrn(urn)?.type : undefined;
    if (type === undefined) continue;
    for (const state of [step.get("oldState"), step.get("newState")]) {
      for (const properties of [planValue(state.get("inputs")), planValue(state.get("outputs"))]) {
        if (isObject(properties)) yield* hidden(properties, withoutSecretContent(type, properties));
      }
    }
  }
}

function* settings(document: Node): Generator<SecretText> {
  const config = planValue(document.get("config"));
  if (!isObject(config)) return;
  for (const value of Object.values(config)) if (typeof value === "string" && value.length >= SHORTEST_SETTING) yield value;
}

/** Throws PlanError where properties or the configuration are nested too deeply. */
export function* unsignedSecrets(document: Node): Generator<SecretText> {
  yield* kubernetesContent(document);
  yield* settings(document);
}
