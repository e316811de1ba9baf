/** A plan that was read from the engine's preview against the plan that was recorded of the same program. */
import type { PlanObject, PlanResource, PlanValue, RecordedPlan } from "../../planner/model/plan";
import { isList, isObject, isUnknown } from "../../planner/model/values";

interface Prediction { readonly path: string; readonly predicted: PlanValue }

/** What the engine does not keep in its state is in no preview. */
const NOT_KEPT = new Set(["deleteBeforeReplace", "aliases"]);

const asValue = ({ urn, type, name, parent, custom, provider, id, inputs, dependencies, propertyDependencies, options, op }: PlanResource): PlanObject => ({
  urn, type, name, parent, custom, provider, id, inputs, dependencies, propertyDependencies, op, options: Object.fromEntries(Object.entries(options).filter(([key]) => !NOT_KEPT.has(key))),
});

/** Without what is predicted, keys in order. */
function faithful(value: PlanValue | undefined): unknown {
  if (value === undefined || value === null) return value;
  if (isUnknown(value)) return { $unknown: true };
  if (isList(value)) return value.map(faithful);
  return isObject(value) ? Object.fromEntries(Object.keys(value).sort().map(key => [key, faithful(value[key])])) : value;
}

function predictions(value: PlanValue | undefined, path: string): readonly Prediction[] {
  if (value === undefined || value === null) return [];
  if (isUnknown(value)) return value.predicted === undefined ? [] : [{ path, predicted: value.predicted }];
  if (isList(value)) return value.flatMap((inner, index) => predictions(inner, `${path}[${index}]`));
  return isObject(value) ? Object.entries(value).flatMap(([key, inner]) => predictions(inner, `${path}.${key}`)) : [];
}

const all = ({ resources }: RecordedPlan): ReadonlyMap<string, string> =>
  new Map(resources.flatMap(resource => predictions(asValue(resource), resource.urn)).map(({ path, predicted }) => [path, JSON.stringify(predicted)]));

export interface Sameness {
  /** Resources that the two plans do not describe alike. */
  readonly different: readonly string[];
  /** Predictions that the recorded plan does not make, or makes otherwise. */
  readonly wrong: readonly string[];
  /** Values that both predict. */
  readonly predicted: number;
}

export function sameness(read: RecordedPlan, recorded: RecordedPlan): Sameness {
  const described = ({ resources }: RecordedPlan): ReadonlyMap<string, string> =>
    new Map(resources.filter(({ only }) => only === undefined).map(resource => [resource.urn, JSON.stringify(faithful(asValue(resource)))]));
  const [theirs, ours] = [described(read), described(recorded)];
  const [made, known] = [all(read), all(recorded)];
  const wrong = [...made].filter(([path, value]) => known.get(path) !== value).map(([path, value]) => `${path}: ${value}, recorded ${known.get(path)}`);
  return {
    different: [...new Set([...theirs.keys(), ...ours.keys()])].filter(urn => theirs.get(urn) !== ours.get(urn)).map(urn => `${urn}: ${theirs.get(urn)}, recorded ${ours.get(urn)}`),
    wrong, predicted: made.size - wrong.length,
  };
}
