/** Where the engine's preview and the faithful part of a recorded plan disagree. Both are brought to one form first: unknowns, secrets and order. */
import type { PlanResource, PlanValue, RecordedPlan } from "../../planner/model/plan";
import { isList, isObject, isSecret, isUnknown } from "../../planner/model/values";
import type { PreviewDocument, PreviewStep, ResourceState } from "./documents";

/** The engine's marks in a preview's JSON. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SECRET = "[secret]";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const RESOURCE_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
/** Keys that the SDK adds for the engine alone. */
const INTERNAL = new Set(["__internal", "packageVersion"]);

type Json = unknown;

const isRecord = (value: Json): value is Readonly<Record<string, Json>> => typeof value === "object" && value !== null && !Array.isArray(value);
const sorted = <T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> => Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

function fromPlan(value: PlanValue | undefined): Json {
  if (value === undefined) return undefined;
  if (isList(value)) return value.map(fromPlan);
  if (isUnknown(value)) return UNKNOWN;
  if (isSecret(value)) return SECRET;
  return isObject(value) ? sorted(Object.entries(value).map(([key, inner]) => [key, fromPlan(inner)] as const)) : value;
}

function fromEngine(value: Json): Json {
  if (Array.isArray(value)) return value.map(fromEngine);
  if (!isRecord(value)) return value;
  // A reference to a resource that is not there yet has an empty id.
  const reference = value[SIGNATURE] === RESOURCE_REFERENCE && value.id === "";
  return sorted(Object.entries(value).filter(([key]) => !INTERNAL.has(key)).map(([key, inner]) => [key, reference && key === "id" ? UNKNOWN : fromEngine(inner)] as const));
}

const list = (values: PlanValue | readonly string[] | null | undefined): readonly Json[] => (Array.isArray(values) ? [...values as readonly Json[]].sort() : []);
const lists = (of: Readonly<Record<string, readonly string[] | null>> | undefined): Json => sorted(Object.entries(of ?? {}).map(([key, urns]) => [key, list(urns)] as const));

/** What is compared of a resource, in both forms. */
function described(step: PreviewStep, state: ResourceState): Readonly<Record<string, Json>> {
  return {
    type: state.type, parent: state.parent, custom: state.custom ?? false, provider: state.provider, op: step.op, inputs: fromEngine(state.inputs ?? {}), dependencies: list(state.dependencies),
    propertyDependencies: lists(state.propertyDependencies), protect: state.protect ?? false, retainOnDelete: state.retainOnDelete ?? false, deletedWith: state.deletedWith || undefined,
    ignoreChanges: list(state.ignoreChanges), replaceOnChanges: list(state.replaceOnChanges), hideDiffs: list(state.hideDiff), replaceWith: list(state.replaceWith),
    additionalSecretOutputs: list(state.additionalSecretOutputs), customTimeouts: fromEngine(state.customTimeouts ?? {}), import: state.importID || undefined,
    id: step.op === "read" ? state.id : undefined,
  };
}

function planned(resource: PlanResource): Readonly<Record<string, Json>> {
  const { options, op } = resource;
  return {
    type: resource.type, parent: resource.parent, custom: resource.custom, provider: resource.provider, op, inputs: fromPlan(resource.inputs), dependencies: list(resource.dependencies),
    propertyDependencies: lists(resource.propertyDependencies), protect: options.protect ?? false, retainOnDelete: options.retainOnDelete ?? false, deletedWith: fromPlan(options.deletedWith),
    ignoreChanges: list(options.ignoreChanges), replaceOnChanges: list(options.replaceOnChanges), hideDiffs: list(options.hideDiffs), replaceWith: list(options.replaceWith),
    additionalSecretOutputs: list(options.additionalSecretOutputs), customTimeouts: fromPlan(options.customTimeouts ?? {}), import: fromPlan(options.import),
    id: op === "read" ? fromPlan(resource.id) : undefined,
  };
}

/** True where the plan says the same, or says that it cannot know. */
function admits(engine: Json, plan: Json): boolean {
  if (plan === UNKNOWN) return true;
  if (Array.isArray(engine) && Array.isArray(plan)) return engine.length === plan.length && engine.every((value, index) => admits(value, plan[index]));
  if (isRecord(engine) && isRecord(plan)) return Object.keys(engine).join() === Object.keys(plan).join() && Object.keys(engine).every(key => admits(engine[key], plan[key]));
  return engine === plan;
}

export interface Leniency {
  /** The engine may know values that only something outside the program can tell, such as another stack. */
  readonly unknowns?: boolean;
}

/** One line for each disagreement; none where the plan's faithful part says what the engine says. */
export function differences({ steps }: PreviewDocument, { resources }: Pick<RecordedPlan, "resources">, { unknowns = false }: Leniency = {}): readonly string[] {
  const rest = new Map(resources.filter(({ only }) => only === undefined).map(resource => [resource.urn, resource]));
  const found = steps.flatMap(step => {
    const resource = rest.get(step.urn), state = step.newState;
    rest.delete(step.urn);
    if (resource === undefined || state === undefined) return [`${step.urn}: ${state === undefined ? "has no new state in the engine" : "is not in the plan"}`];
    const [engine, plan] = [described(step, state), planned(resource)];
    return Object.keys(engine).flatMap(key => {
      const [theirs, ours] = [JSON.stringify(engine[key]), JSON.stringify(plan[key])];
      // The engine shows an id in clear also where the program has it from a secret; the plan does not.
      const hidden = key === "id" && plan[key] === SECRET && engine[key] !== undefined;
      return theirs === ours || hidden || (unknowns && key === "inputs" && admits(engine[key], plan[key])) ? [] : [`${step.urn}: ${key}: the engine has ${theirs}, the plan ${ours}`];
    });
  });
  return [...found, ...[...rest.keys()].map(urn => `${urn}: is not in the engine's preview`)];
}
