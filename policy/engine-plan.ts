/** From what the engine shows a policy pack to the plan that rules read. */
import { withoutSecretContent } from "../planner/model/kubernetes-secrets";
import { FORMAT_VERSION, type PlanObject, type PlanResource, type PlanValue, type RecordedPlan } from "../planner/model/plan";
import { withPredictions } from "../planner/model/predictions";
import { UNKNOWN } from "../planner/model/signatures";
import { isProviderType, partsOfUrn } from "../planner/model/urn";
import { planObject, type EngineProperties } from "./engine-values";
import { SECRET_VALUE, UNKNOWN_VALUE } from "../planner/model/values";

interface Named { readonly urn: string }

/** A resource as a stack validation is shown it: the part of `PolicyResource` that a plan is made of. */
export interface EngineResource extends Named {
  readonly type: string;
  readonly name: string;
  /** Outputs, of which a preview knows what the provider tells of a resource that is not there yet. */
  readonly props: EngineProperties;
  readonly opts: {
    readonly parent?: string;
    readonly protect: boolean;
    readonly ignoreChanges: readonly string[];
    readonly additionalSecretOutputs: readonly string[];
    readonly deleteBeforeReplace?: boolean;
  };
  readonly provider?: Named;
  readonly dependencies: readonly Named[];
  readonly propertyDependencies: Readonly<Record<string, readonly Named[]>>;
}


const urns = (resources: readonly Named[]): readonly string[] => resources.map(({ urn }) => urn).sort();

/** As the engine names those that it makes for resources without a provider of their own, by version and address of the plugin; they are no step of a plan. */
const DEFAULT_PROVIDER = /^default(?:_\d+_\d+_\d+\w*)?(?:_[^/]+\/.*)?$/;
const isDefaultProvider = ({ type, name }: EngineResource): boolean => isProviderType(type) && DEFAULT_PROVIDER.test(name);

function optionsOf({ protect, ignoreChanges, additionalSecretOutputs, deleteBeforeReplace }: EngineResource["opts"]): PlanObject {
  return {
    ...(additionalSecretOutputs.length > 0 && { additionalSecretOutputs }),
    ...(deleteBeforeReplace === true && { deleteBeforeReplace }),
    ...(ignoreChanges.length > 0 && { ignoreChanges }),
    ...(protect && { protect }),
  };
}

/** Outputs that the program calls secret, whatever the provider says. */
const withSecretOutputs = (properties: PlanObject, names: readonly string[]): PlanObject =>
  Object.fromEntries(Object.entries(properties).map(([key, value]): [string, PlanValue | undefined] => [key, names.includes(key) ? SECRET_VALUE : value]));

function planResource(resource: EngineResource, declared: EngineProperties | undefined): PlanResource {
  const { urn, type, name, props, opts, provider, dependencies, propertyDependencies } = resource;
  const custom = provider !== undefined || isProviderType(type);
  const inputs = declared === undefined ? withSecretOutputs(planObject(props), opts.additionalSecretOutputs) : planObject(declared);
  return {
    urn,
    type,
    name,
    ...(opts.parent !== undefined && { parent: opts.parent }),
    custom,
    // Policies are told neither the ids of resources nor that of their provider.
    ...(custom && { id: UNKNOWN_VALUE }),
    ...(provider && { provider: `${provider.urn}::${UNKNOWN}` }),
    inputs: withoutSecretContent(type, inputs),
    dependencies: urns(dependencies),
    propertyDependencies: Object.fromEntries(Object.entries(propertyDependencies).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, on]) => [key, urns(on)])),
    options: optionsOf(opts),
    // Policies are not told what the engine will do. What was not declared in this run is looked up or left as it is.
    op: declared === undefined ? "same" : "create",
  };
}

/**
 * The plan of what the engine has seen, with what names alone decide beside the unknowns. `declared` holds the inputs by URN, as resource validations were shown them: outputs, which is all that a stack validation
 * is shown, lack what a provider does not give back (resource groups and names, for Azure Native) and, in a first preview, everything in a cluster that is not there yet.
 */
export function enginePlan(resources: readonly EngineResource[], declared: ReadonlyMap<string, EngineProperties>): RecordedPlan {
  const { project, stack } = partsOfUrn(resources[0]?.urn ?? "") ?? { project: "", stack: "" };
  const planned = resources.filter(resource => !isDefaultProvider(resource)).map(resource => planResource(resource, declared.get(resource.urn)));
  return {
    formatVersion: FORMAT_VERSION, project, stack, source: "preview",
    resources: withPredictions(planned.sort((a, b) => (a.urn < b.urn ? -1 : 1))),
    outputs: {}, notes: [],
  };
}
