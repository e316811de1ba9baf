/** The Kubernetes objects of a plan as what they are, and as YAML for `kubectl apply` or a repository from which a cluster is kept. */
import { ResourceGraph } from "../model/graph";
import type { Plan, PlanResource, PlanValue } from "../model/plan";
import { entriesAt, isOpen, textAt } from "../model/read";
import { isProviderType, packageOf } from "../model/urn";
import { printable } from "./text/line";
import { plural } from "./text/plural";
import { SOURCES } from "./text/title";
import { Filling, Variables } from "./manifests/filling";
import { apiVersionOf, kindOf, reasonToLeaveOut } from "./manifests/left-out";
import type { JsonObject, LeftOut, ManifestObject, Manifests } from "./manifests/manifest";
import { definedKind, groupKind, isCustomKind, scopeOf } from "./manifests/namespaces";
import { noticesOf, objectName } from "./manifests/notices";
import { inApplyOrder } from "./manifests/order";
import { providerKey, providerName, providerOf } from "./manifests/providers";
import { textsIn } from "./manifests/texts";
import { isWellFormed, toYaml } from "./manifests/yaml";

export interface ManifestOptions {
  /** Logical name or URN of the Kubernetes provider whose objects are wanted; needed where the plan has objects of several. */
  readonly provider?: string;
}

interface Context {
  readonly plan: Plan;
  readonly graph: ResourceGraph;
  readonly variables: Variables;
  readonly definitions: readonly PlanResource[];
}

const isOfKubernetes = ({ type, remote }: PlanResource): boolean => remote === true || (!isProviderType(type) && packageOf(type) === "kubernetes");

const FIRST_KEYS: readonly string[] = ["name", "namespace"];

/** The namespace that a provider gives to objects without one: a text, or one that is not known yet. */
function namespaceOf(provider: PlanResource | undefined): PlanValue | undefined {
  return isOpen(provider?.inputs, "namespace") || textAt(provider?.inputs, "namespace") !== undefined ? provider?.inputs.namespace : undefined;
}

/** The object's metadata, its name first, with the provider's namespace where it names none. */
function metadataOf(resource: PlanResource, apiVersion: string, kind: string, filling: Filling, { graph, definitions }: Context): { readonly metadata: JsonObject; readonly remarks: readonly string[] } {
  const given = new Map<string, PlanValue>();
  for (const [key, value] of entriesAt(resource.inputs, "metadata")) if (value !== undefined && value !== null && !(key === "namespace" && value === "")) given.set(key, value);
  const scope = scopeOf(resource, apiVersion, kind, definitions);
  const lent = given.has("namespace") || scope === "cluster" ? undefined : namespaceOf(graph.providerOf(resource));
  if (lent !== undefined) given.set("namespace", lent);
  const keys = [...FIRST_KEYS.filter(key => given.has(key)), ...[...given.keys()].filter(key => !FIRST_KEYS.includes(key))];
  const metadata = Object.fromEntries(keys.map(key => [key, filling.field(key, given.get(key) ?? null, "metadata")]));
  const assumed = scope === "assumed-namespace" ? ", if objects of its kind have one at all, which the plan does not say" : "";
  return { metadata, remarks: lent === undefined ? [] : [`namespace: that of the provider${assumed}`] };
}

/** Keys that begin with `__` are the provider's own notes in older states. */
function objectOf(resource: PlanResource, context: Context): ManifestObject {
  const apiVersion = apiVersionOf(resource) ?? "", kind = kindOf(resource) ?? "";
  const filling = new Filling(resource.urn, [kind, resource.name], context.plan.source, context.variables);
  const { metadata, remarks } = metadataOf(resource, apiVersion, kind, filling, context);
  const rest = Object.entries(resource.inputs).flatMap(([key, value]) =>
    (value === undefined || ["apiVersion", "kind", "metadata"].includes(key) || key.startsWith("__") ? [] : [[key, filling.field(key, value)] as const]));
  return {
    resource: resource.urn, object: { apiVersion, kind, metadata, ...Object.fromEntries(rest) }, predicted: filling.predicted, placeholders: filling.placeholders,
    remarks: [...remarks, ...(resource.only === undefined ? [] : ["made inside apply: that there is such an object is itself predicted"])],
  };
}

/** `example.com Widget`, of an object in the stream. */
const ownKind = ({ object: { apiVersion, kind } }: ManifestObject): string => groupKind(apiVersion.includes("/") ? apiVersion.split("/")[0] ?? "" : "", kind);

/** Whether an object has something like a placeholder that is its own, as the settings of many a server have. */
function hasOwnVariables({ object, placeholders }: ManifestObject): boolean {
  const ours = new Set(placeholders.map(({ variable }) => `\${${variable}}`));
  return textsIn(object).some(text => (text.match(/\$\{[^}]*\}?/g) ?? []).some(each => !ours.has(each)));
}

function remarksOn(plan: Plan, declared: readonly PlanResource[], objects: readonly ManifestObject[]): readonly string[] {
  const defined = new Set(declared.filter(isCustomKind).map(definedKind));
  const names = new Set<string>();
  const twice = objects.filter(object => names.size === names.add(`${ownKind(object)} ${objectName(object)}`).size).map(objectName);
  const ownVariables = objects.some(({ placeholders }) => placeholders.length > 0) ? objects.filter(hasOwnVariables).map(objectName) : [];
  const broken = objects.filter(({ object }) => !textsIn(object).every(isWellFormed)).map(objectName);
  return [
    ...(plan.omitted === undefined ? [] : [`not the whole stack: ${plural(plan.omitted, "unchanged resource")} not in the preview (pulumi preview --json --show-sames lists them); never prune by this stream`]),
    ...(objects.some(object => defined.has(ownKind(object))) ? ["kinds and objects of them: kubectl looks up all kinds first, so apply the stream a second time"] : []),
    ...(twice.length === 0 ? [] : [`declared more than once, the last one stays: ${[...new Set(twice)].join(", ")}`]),
    ...(ownVariables.length === 0 ? [] : [`variables of their own in braces, which must stay as they are: ${ownVariables.join(", ")}`]),
    ...(broken.length === 0 ? [] : [`halves of characters, which no file can hold, written as U+FFFD: ${broken.join(", ")}`]),
  ];
}

/**
 * The objects that the plan puts into one cluster, in the order in which they can be applied, and what of the plan cannot be among them.
 * @throws PlanError where the plan has objects of several Kubernetes providers and none is chosen, or none of the chosen one
 */
export function manifestsOf(plan: Plan, { provider }: ManifestOptions = {}): Manifests {
  const graph = new ResourceGraph(plan.resources);
  const candidates = inApplyOrder(plan.resources).filter(isOfKubernetes).map(resource => ({ resource, reason: reasonToLeaveOut(resource, graph.childrenOf(resource.urn).length > 0) }));
  const objects = candidates.flatMap(({ resource, reason }) => (resource.custom && reason === undefined && resource.op !== "discard" ? [resource] : []));
  const key = providerOf(objects.map(providerKey), provider);
  const isWanted = (resource: PlanResource): boolean => key === undefined || provider === undefined || !resource.custom || providerKey(resource) === key;
  const wanted = objects.filter(isWanted);
  const leftOut = candidates.flatMap(({ resource, reason }): readonly LeftOut[] =>
    (reason === undefined || !isWanted(resource) ? [] : [{ resource: resource.urn, type: resource.type, name: resource.name, reason }]));
  const context: Context = { plan, graph, variables: new Variables(plan), definitions: plan.resources.filter(isCustomKind) };
  const manifests = wanted.map(resource => objectOf(resource, context));
  return {
    project: plan.project, stack: plan.stack, source: plan.source,
    ...(key === undefined ? {} : { provider: providerName(key) }),
    objects: manifests, placeholders: manifests.flatMap(({ placeholders }) => placeholders), leftOut, remarks: remarksOn(plan, wanted, manifests),
  };
}

const comment = (lines: readonly string[]): string => lines.map(line => `# ${printable(line)}`.trimEnd()).join("\n");

function headOf(manifests: Manifests): string {
  const { project, stack, source, provider, objects } = manifests;
  const where = provider === undefined ? "" : ` of the provider ${provider}`;
  return comment([`${project} · ${stack}, ${SOURCES[source]}: ${objects.length === 0 ? "no Kubernetes object" : plural(objects.length, "Kubernetes object")}${where}`, ...noticesOf(manifests)]);
}

function documentOf({ resource, object, predicted, placeholders, remarks }: ManifestObject): string {
  const bare = new Set(placeholders.filter(({ isWhole }) => isWhole).map(({ variable }) => `\${${variable}}`));
  const lines = [resource, ...remarks, ...(predicted.length === 0 ? [] : [`predicted: ${predicted.join(", ")}`])];
  return `---\n${comment(lines)}\n${toYaml(object, bare)}`;
}

/** The stream: a head that says what it is and what is missing, then a document an object. */
export const toManifests = (manifests: Manifests): string => `${headOf(manifests)}\n${manifests.objects.map(documentOf).join("")}`;

export { noticesOf } from "./manifests/notices";
