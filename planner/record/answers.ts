/** What the two passes answer in place of Azure's and Kubernetes' providers, drawn from `facts/`. */
import { NO_SUBSCRIPTION } from "../../facts/arm-ids";
import { hasAutoLocation } from "../../facts/auto-location";
import { physicalIdentity } from "../../facts/physical-identity";
import type { Answer, Answerer, Prediction } from "./engine/answerer";
import { withFilledIn } from "./filled-in";
import { placeholderText } from "./engine/placeholder-credentials";
import { isList, isObject, isOfCredentials, isSecret, isUnknown, textOf, withoutOutputs, type WireObject, type WireValue } from "./engine/wire";

/** Which of the two passes: what an engine says, or also what is certain before anything exists. */
export type Pass = "faithful" | "predicting";

export interface AnswerSettings {
  readonly pass: Pass;
  /** The subscription from the configuration, if any. */
  readonly subscription?: string;
  /** The region from the configuration, if any. */
  readonly location?: string;
  /** Reads a text of several YAML documents. */
  readonly parseYaml: (text: string) => readonly unknown[];
}

/** What is known and no secret; the rest is undefined. */
function knownPart(value: WireValue): unknown {
  const plain = withoutOutputs(value);
  if (isUnknown(plain) || isSecret(plain) || isOfCredentials(plain)) return undefined;
  if (isList(plain)) return plain.map(knownPart);
  return isObject(plain) ? knownProperties(plain) : plain;
}

const knownProperties = (properties: WireObject): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, knownPart(value)]));

const isEntry = (document: unknown): document is { readonly kind: unknown; readonly items?: unknown } =>
  typeof document === "object" && document !== null && "kind" in document;

/** A list of objects counts as the objects in it. */
function flattened(document: unknown): readonly unknown[] {
  if (!isEntry(document)) return [];
  return typeof document.kind === "string" && document.kind.endsWith("List") && Array.isArray(document.items) ? document.items : [document];
}

function decodedYaml(text: string, parseYaml: AnswerSettings["parseYaml"]): Answer {
  const objects = parseYaml(text).flatMap(flattened);
  return { result: { result: JSON.parse(JSON.stringify(objects)) as readonly WireObject[] } };
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Certificates are no secret: the mark of credentials is not in them. */
const CERTIFICATE = base64("certificate-not-known-yet");

/** In the shape of the real one, so that code that reads it runs; it leads nowhere. */
function kubeconfig(user: string, text: string): string {
  const cluster = "cluster-not-known-yet";
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: cluster, cluster: { "certificate-authority-data": CERTIFICATE, server: "https://offline.invalid:443" } }],
    users: [{ name: user, user: { "client-certificate-data": CERTIFICATE, "client-key-data": base64(text), token: text } }],
    contexts: [{ name: cluster, context: { cluster, user } }],
    "current-context": cluster,
  });
}

/** Whose credentials a function gives; undefined for one that gives none. */
export function credentialsUser(token: string): string | undefined {
  const [, of] = /^azure-native(?:_\w+)?:containerservice(?:\/\w+)?:listManagedCluster(\w*)Credentials$/.exec(token) ?? [];
  return of === undefined ? undefined : `cluster${of}`;
}

function invoke(token: string, args: WireObject, { subscription, parseYaml }: AnswerSettings): Answer | undefined {
  if (token === "kubernetes:yaml:decode" && !isUnknown(args.text)) return decodedYaml(textOf(args.text) ?? "", parseYaml);
  if (/^azure-native:authorization(?:\/\w+)?:getClientConfig$/.test(token)) {
    const ids = { clientId: NO_SUBSCRIPTION, objectId: NO_SUBSCRIPTION, tenantId: NO_SUBSCRIPTION, subscriptionId: subscription ?? NO_SUBSCRIPTION };
    return { result: ids, note: "tenant and subscription ids are placeholders" };
  }
  const user = credentialsUser(token);
  if (user === undefined) return undefined;
  const cluster = textOf(args.resourceName);
  const text = placeholderText({ user, ...(cluster === undefined ? {} : { cluster }) });
  // Azure Native marks nothing of it as secret.
  return { result: { kubeconfigs: [{ name: user, value: base64(kubeconfig(user, text)) }] }, note: "credentials are not known offline; the kubeconfig is a placeholder" };
}

/** What a look-up will find is called as the look-up says; its id follows from that. `azure-native:network:getSubnet` looks for an `azure-native:network:Subnet`. */
function lookedUp(token: string, args: WireObject, subscription: string | undefined): Answer | undefined {
  const match = /^(azure-native:[\w/]+:)get(\w+)$/.exec(token);
  const found = match === null ? undefined : predict(`${match[1]}${match[2]}`, args, undefined, subscription);
  return found === undefined ? undefined : { result: { id: found.id, ...found.outputs }, inPart: true };
}

/** Whether a provider is configured with something that is secret or not known: what were predicted without it would be wrong. */
const isWithheld = (value: WireValue | undefined): boolean => value !== undefined && value !== null && textOf(value) === undefined;

function predict(type: string, inputs: WireObject, provider: WireObject | undefined, subscription: string | undefined): Prediction | undefined {
  if (isWithheld(provider?.subscriptionId) || isWithheld(provider?.namespace)) return undefined;
  return physicalIdentity(type, knownProperties(inputs), { subscription: textOf(provider?.subscriptionId) ?? subscription, namespace: textOf(provider?.namespace) });
}

/** The outputs with the region that the provider fills in. The faithful pass leaves it open, so that what the program makes of it is a prediction. */
function located(type: string, outputs: WireObject, provider: WireObject | undefined, configured: string | undefined): WireObject {
  const location = provider === undefined ? configured : textOf(provider.location);
  return location === undefined || location === "" || !hasAutoLocation(type) || (outputs.location ?? undefined) !== undefined ? outputs : { ...outputs, location };
}

/** The answerer of a pass. Functions are answered alike in both; ids, also of what is looked up, and the objects of unconfigured providers only in the predicting one. */
export function answererOf(settings: AnswerSettings): Answerer {
  const predicting = settings.pass === "predicting";
  return {
    echoesUnconfigured: predicting,
    predict: ({ type, inputs, provider }) => (predicting ? predict(type, inputs, provider, settings.subscription) : undefined),
    complete: ({ type, provider }, outputs, id) => withFilledIn(type, predicting ? located(type, outputs, provider, settings.location) : outputs, id),
    invoke: (token, args) => invoke(token, args, settings) ?? (predicting ? lookedUp(token, args, settings.subscription) : undefined),
  };
}
