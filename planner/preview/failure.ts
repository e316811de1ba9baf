/** A preview that failed is no plan: why, in the engine's own words, with no secret in them. */
import { stripVTControlCharacters } from "node:util";
import { PlanError } from "../model/plan-error";
import { redactor, type SecretText } from "../model/redact";
import { SIGNATURE_KEY, SIGNATURES } from "../model/signatures";
import { unsignedSecrets } from "./failure-secrets";
import { isList, isObject, type Json, type Node } from "./node";

/** Half of a character, which cannot be encoded. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Every value of a document, however deep. */
function* valuesIn(document: Json): Generator<Json> {
  const waiting: Json[] = [document];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    if (isList(next)) for (const inner of next) waiting.push(inner);
    else if (isObject(next)) for (const inner of Object.values(next)) waiting.push(inner);
  }
}

/** What a secret in clear holds: JSON in a text. */
function plainValue(plaintext: string): Json {
  try {
    return JSON.parse(plaintext) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return plaintext;
    throw error;
  }
}

const isSecret = (value: Json): value is { readonly [key: string]: Json } =>
  isObject(value) && Object.hasOwn(value, SIGNATURE_KEY) && (value[SIGNATURE_KEY] === SIGNATURES.secret || (value[SIGNATURE_KEY] === SIGNATURES.output && value.secret === true));

/** The texts and numbers of every secret of the document that is in clear. */
function* secretsIn(document: Json): Generator<SecretText> {
  for (const value of valuesIn(document)) {
    if (!isSecret(value)) continue;
    const held = [value.value ?? null, typeof value.plaintext === "string" ? plainValue(value.plaintext) : null];
    for (const inner of valuesIn(held)) {
      if (typeof inner === "string") yield inner.replace(LONE_SURROGATE, "\ufffd");
      if (typeof inner === "number") yield inner;
    }
  }
}

/** Throws PlanError where the engine reported an error, or says itself that the preview cannot be relied on. */
export function assertSucceeded(document: Node, file: string): void {
  const errors = document.get("diagnostics").items().filter(diagnostic => diagnostic.get("severity").text() === "error");
  const corrupt = document.get("maybeCorrupt").flag();
  if (errors.length === 0 && !corrupt) return;
  const unsigned = [...unsignedSecrets(document)].map(text => (typeof text === "string" ? text.replace(LONE_SURROGATE, "\ufffd") : text));
  const redact = redactor([...secretsIn(document.value ?? null), ...unsigned]);
  const messages = errors.map(diagnostic => {
    const message = redact(stripVTControlCharacters(diagnostic.get("message").text() ?? "").replace(LONE_SURROGATE, "\ufffd"));
    const urn = diagnostic.get("urn").text();
    return `${message.trim().replace(/^error: /, "")}${urn === undefined ? "" : ` (${redact(urn)})`}`;
  });
  const reason = corrupt ? ["the engine says that what it read may be corrupt (maybeCorrupt)"] : [];
  throw new PlanError(["the preview failed, so there is no plan", ...reason, ...new Set(messages)].join("\n  "), { file });
}
