/** One plan from two passes: what an engine says, and beside every unknown in it what is certain already. */
import type { PlanObject, PlanResource, PlanValue } from "../model/plan";
import { isProviderType } from "../model/urn";
import { isList, isObject, isSecret, isUnknown } from "../model/values";

/** True where a value says anything: an unknown that nothing is predicted of, and a list or object of nothing but such, does not. */
function says(value: PlanValue): boolean {
  if (isUnknown(value)) return value.predicted !== undefined;
  if (isList(value)) return value.length === 0 || value.some(says);
  if (!isObject(value)) return true;
  const inner = Object.values(value);
  return inner.length === 0 || inner.some(part => part !== undefined && says(part));
}

/** The faithful value, with predictions where it is unknown. Secrets stay secrets. */
export function mergeValue(faithful: PlanValue, predicted: PlanValue | undefined): PlanValue {
  if (predicted === undefined || isSecret(faithful)) return faithful;
  if (isUnknown(faithful)) {
    // Of credentials both passes know as much, where both get to see them.
    if (faithful.predicted !== undefined || !says(predicted)) return faithful;
    return isUnknown(predicted) ? predicted : { $unknown: true, predicted };
  }
  if (isList(faithful)) return isList(predicted) && predicted.length === faithful.length ? faithful.map((value, index) => mergeValue(value, predicted[index])) : faithful;
  return isObject(faithful) && isObject(predicted) ? mergeObject(faithful, predicted) : faithful;
}

/** Property by property; the faithful pass says which there are. */
export function mergeObject(faithful: PlanObject, predicted: PlanObject): PlanObject {
  return Object.fromEntries(Object.entries(faithful).map(([key, value]) => [key, value === undefined ? value : mergeValue(value, predicted[key])]));
}

/**
 * What a provider waits for beside what the faithful pass says: while its arguments are not known, the SDK drops what they are made of, which `up` has. Only the predicting pass, where they are
 * known, can tell.
 */
function predictedDependencies(faithful: PlanResource, predicted: PlanResource): readonly string[] {
  const known = new Set(faithful.dependencies);
  return isProviderType(faithful.type) ? predicted.dependencies.filter(urn => !known.has(urn)) : [];
}

function mergeResource(faithful: PlanResource, predicted: PlanResource): PlanResource {
  const dependencies = predictedDependencies(faithful, predicted);
  return {
    ...faithful,
    ...(dependencies.length === 0 ? {} : { predictedDependencies: dependencies }),
    ...(faithful.id === undefined ? {} : { id: mergeValue(faithful.id, predicted.id) }),
    inputs: mergeObject(faithful.inputs, predicted.inputs),
    ...(faithful.outputs === undefined ? {} : { outputs: mergeObject(faithful.outputs, predicted.outputs ?? {}) }),
  };
}

const byUrn = (a: PlanResource, b: PlanResource): number => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0);

/** Resources of both passes, sorted by URN. What only the predicting pass reaches is marked. */
export function mergeResources(faithful: readonly PlanResource[], predicted: readonly PlanResource[]): readonly PlanResource[] {
  const predictions = new Map(predicted.map(resource => [resource.urn, resource]));
  const merged = faithful.map(resource => {
    const prediction = predictions.get(resource.urn);
    predictions.delete(resource.urn);
    return prediction === undefined ? resource : mergeResource(resource, prediction);
  });
  return [...merged, ...[...predictions.values()].map((resource): PlanResource => ({ ...resource, only: "predicted" }))].sort(byUrn);
}
