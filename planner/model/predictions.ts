/**
 * What a preview calls unknown and names alone decide all the same: the ids of resources that are to be made, and inputs that by type and
 * dependencies refer to one other resource: they are taken for its id or name as it is. A program may have made another name of it, which a plan alone does not show; the recorder's predicting pass,
 * which runs the program, needs no such assumption.
 */
import { armNames } from "../../facts/arm-ids";
import { physicalIdentity, type ProviderSettings } from "../../facts/physical-identity";
import { isUnderstood, kindOf, referencesOf, type Reference } from "../../facts/references";
import { ResourceGraph } from "./graph";
import { inOrder } from "./order";
import type { PlanObject, PlanResource, PlanValue } from "./plan";
import { isOpen, textAt } from "./read";
import { isList, isObject, isSecret, isUnknown } from "./values";

const knownPart = (value: PlanValue | undefined): unknown => {
  if (value === undefined || isSecret(value)) return undefined;
  if (isUnknown(value)) return value.predicted === undefined ? undefined : knownPart(value.predicted);
  if (isList(value)) return value.map(knownPart);
  return isObject(value) ? knownInputs(value) : value;
};

/** What is known or predicted and no secret; the rest is undefined. */
const knownInputs = (inputs: PlanObject): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, knownPart(value)]));

/** The value with its unknown parts at a path filled in. */
export function filled(value: PlanValue, [step, ...more]: readonly string[], predicted: string): PlanValue {
  if (step === undefined) return isUnknown(value) && value.predicted === undefined ? { $unknown: true, predicted } : value;
  if (isSecret(value) || isUnknown(value)) return value;
  if (step === "[]") return isList(value) ? value.map(each => filled(each, more, predicted)) : value;
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inner !== undefined && (step === "*" || step === key) ? filled(inner, more, predicted) : inner]));
}

/** The one resource that a property can refer to, of those that it depends on; undefined where there is none or more than one. */
export function referredTo({ to, rivals }: Reference, causes: readonly (PlanResource | undefined)[]): PlanResource | undefined {
  // What is not in the plan, a component's or a stack's outputs, and types that nothing is known of, may give anything.
  if (causes.some(cause => cause === undefined || !cause.custom || !isUnderstood(cause.type))) return undefined;
  const among = (kinds: readonly string[]) => causes.flatMap(cause => (cause !== undefined && kinds.includes(kindOf(cause.type) ?? "") ? [cause] : []));
  const [only, ...others] = among(to);
  return others.length > 0 || among(rivals).length > 0 ? undefined : only;
}

class Predictions {
  readonly #done = new Map<string, PlanResource>();
  /** Subscriptions of what stands already, by provider reference. */
  readonly #subscriptions = new Map<string, Set<string>>();

  constructor(private readonly graph: ResourceGraph, private readonly configured: string | undefined) {
    for (const { id, provider } of graph.resources) {
      const subscription = /^\/subscriptions\/([^/]+)\//i.exec(typeof id === "string" ? id : "")?.[1];
      if (subscription === undefined || provider === undefined) continue;
      const known = this.#subscriptions.get(provider);
      if (known) known.add(subscription);
      else this.#subscriptions.set(provider, new Set([subscription]));
    }
  }

  /** Resources are asked for after those that they depend on. */
  predict(resource: PlanResource): PlanResource {
    const inputs = this.#inputsOf(resource);
    const id = resource.custom && isUnknown(resource.id) ? this.#idOf({ ...resource, inputs }) : undefined;
    const done = { ...resource, inputs, ...(id === undefined ? {} : { id: { $unknown: true as const, predicted: id } }) };
    this.#done.set(resource.urn, done);
    return done;
  }

  #inputsOf({ type, inputs, propertyDependencies }: PlanResource): PlanObject {
    return referencesOf(type).reduce<PlanObject>((changed, [property, reference]) => {
      const value = Object.hasOwn(changed, property) ? changed[property] : undefined;
      const predicted = value === undefined ? undefined : this.#referred(reference, propertyDependencies[property] ?? []);
      return value === undefined || predicted === undefined ? changed : { ...changed, [property]: filled(value, reference.below, predicted) };
    }, inputs);
  }

  /** The id or name of the one resource that a property can refer to. */
  #referred(reference: Reference, urns: readonly string[]): string | undefined {
    const only = referredTo(reference, urns.map(urn => this.#done.get(urn)));
    return only && (reference.gives === "id" ? textAt(only.id) : nameOf(only));
  }

  #idOf(resource: PlanResource): string | undefined {
    const settings = this.#settingsOf(resource);
    return settings && physicalIdentity(resource.type, knownInputs(resource.inputs), settings)?.id;
  }

  /** Undefined where the provider's own configuration is not known. */
  #settingsOf(resource: PlanResource): ProviderSettings | undefined {
    const provider = this.graph.providerOf(resource)?.inputs;
    if (isOpen(provider, "subscriptionId") || isOpen(provider, "namespace")) return undefined;
    const seen = this.#subscriptions.get(resource.provider ?? "");
    const inUse = seen?.size === 1 ? [...seen][0] : undefined;
    return { subscription: textAt(provider, "subscriptionId") ?? inUse ?? this.configured, namespace: textAt(provider, "namespace") };
  }
}

/** The name that the resource will have, which its own inputs give. */
function nameOf({ type, inputs }: PlanResource): string | undefined {
  if (type.startsWith("kubernetes:")) return textAt(inputs, "metadata", "name");
  const input = armNames(type).at(-1);
  return input === undefined ? undefined : textAt(inputs, input);
}

/**
 * The resources with what follows from names and references beside their unknowns: `{ $unknown: true, predicted }`. Pure; the order stays.
 * @param subscription the one from the configuration, if any; that of what stands already, or of the provider, comes first
 */
export function withPredictions(resources: readonly PlanResource[], subscription?: string): readonly PlanResource[] {
  const predictions = new Predictions(new ResourceGraph(resources), subscription);
  const done = new Map(inOrder(resources).map(resource => [resource.urn, predictions.predict(resource)]));
  return resources.map(resource => done.get(resource.urn) ?? resource);
}
