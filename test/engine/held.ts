/** What was predicted against what then is: the values of a state that was deployed. */
import type { PlanValue, RecordedPlan } from "../../planner/model/plan";
import { isList, isObject, isSecret, isUnknown } from "../../planner/model/values";
import type { Deployment, PendingOperation, ResourceState } from "./documents";
import type { Cloud } from "./stand-in/cloud";

export interface Held {
  /** Predicted values that were compared. */
  readonly compared: number;
  readonly mistakes: readonly string[];
}

interface Comparison { readonly path: string; readonly predicted: PlanValue; readonly actual: unknown }

const child = (value: unknown, key: string | number): unknown => (typeof value === "object" && value !== null ? (value as Readonly<Record<string | number, unknown>>)[key] : undefined);

/** Every predicted leaf with what stands in its place. Secrets are encrypted in a state: there is nothing to compare. */
function comparisons(value: PlanValue | undefined, actual: unknown, path: string, predicted = false): readonly Comparison[] {
  if (value === undefined || isSecret(value)) return [];
  if (isUnknown(value)) return value.predicted === undefined ? [] : comparisons(value.predicted, actual, path, true);
  if (isList(value)) return value.flatMap((inner, index) => comparisons(inner, child(actual, index), `${path}[${index}]`, predicted));
  if (isObject(value)) return Object.entries(value).flatMap(([key, inner]) => comparisons(inner, child(actual, key), `${path}.${key}`, predicted));
  return predicted ? [{ path, predicted: value, actual }] : [];
}

export const resourcesOf = (state: Deployment): readonly ResourceState[] => state.deployment.resources ?? [];
export const pendingOf = (state: Deployment): readonly PendingOperation[] => state.deployment.pending_operations ?? [];

/** Holds every prediction of a plan against the state of its deployment. */
export function held({ resources, outputs }: RecordedPlan, state: Deployment): Held {
  const states = new Map(resourcesOf(state).map(each => [each.urn, each]));
  const stack = resourcesOf(state).find(({ type }) => type === "pulumi:pulumi:Stack");
  const missing = resources.filter(({ urn }) => !states.has(urn)).map(({ urn }) => `${urn} is not in the state`);
  const values = resources.flatMap(({ urn, id, inputs, outputs: registered }) => {
    const there = states.get(urn);
    return there === undefined ? [] : [
      ...comparisons(id, there.id, `${urn} id`), ...comparisons(inputs, there.inputs, `${urn} inputs`), ...comparisons(registered, there.outputs, `${urn} outputs`),
    ];
  });
  const all = [...values, ...comparisons(outputs, stack?.outputs, "stack outputs")];
  const wrong = all.filter(({ predicted, actual }) => predicted !== actual).map(({ path, predicted, actual }) => `${path}: predicted ${JSON.stringify(predicted)}, is ${JSON.stringify(actual)}`);
  return { compared: all.length, mistakes: [...missing, ...wrong] };
}

/** What Pulumi's state and the cloud disagree on: resources that only one of them has. */
export function inconsistencies(state: Deployment, cloud: Cloud): readonly string[] {
  const managed = resourcesOf(state).filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
  const known = new Set(managed.map(({ type, id }) => `${type} ${id}`));
  const there = new Set(cloud.held.map(({ type, id }) => `${type} ${id.slice(id.indexOf(" ") + 1)}`));
  return [...[...known].filter(each => !there.has(each)).map(each => `${each} is in the state only`), ...[...there].filter(each => !known.has(each)).map(each => `${each} is in the cloud only`)];
}
