/** Where Kubernetes objects go: the cluster and the namespace that their provider stands for. Two providers for one cluster reach the same objects. */
import { ResourceGraph } from "../model/graph";
import type { PlanResource } from "../model/plan";
import { isOpen, readAt, textAt } from "../model/read";
import { withStandIns } from "../model/stand-in-names";
import { isObject } from "../model/values";
import { clusterFinder, clustersIn } from "./clusters";
import type { Match } from "./label-selector";
import { knownName, nameDoubt, namespaceOf, objectName } from "./services";

const CLUSTER = "cluster:";

/** Whether two objects are in one cluster: `open` where their providers are two, and which cluster one of them is for is not known. */
export function sameCluster(a: Pick<PlanResource, "provider">, b: Pick<PlanResource, "provider">): Match {
  if (a.provider === b.provider) return "yes";
  return [a, b].every(({ provider }) => provider?.startsWith(CLUSTER)) ? "no" : "open";
}

/** Why two objects may be in one cluster, though the plan cannot tell. */
export const clusterDoubt = (object: PlanResource): string => `whether ${objectName(object)}, which has another provider, is in the same cluster is not known`;

/** Why an object may be the one that another names; undefined where it is known to be it or not to be. @param from the one that names it */
export function objectDoubt(object: PlanResource, from: PlanResource, namespace: string, name: string): string | undefined {
  const same = sameCluster(object, from);
  if (same === "no") return undefined;
  const doubt = nameDoubt(object, namespace, name);
  if (same === "yes") return doubt;
  return doubt !== undefined || (knownName(object) === name && namespaceOf(object) === namespace) ? clusterDoubt(object) : undefined;
}

/** The provider's namespace is that of objects which name none. Source: pulumi.com/registry, kubernetes.Provider, `namespace`, as of 2026-08-21. */
function inNamespace(inputs: PlanResource["inputs"], provider: PlanResource | undefined): PlanResource["inputs"] {
  const given = isOpen(provider?.inputs, "namespace") || textAt(provider?.inputs, "namespace") !== undefined ? provider?.inputs.namespace : undefined;
  if (given === undefined || isOpen(inputs, "metadata", "namespace") || textAt(inputs, "metadata", "namespace") !== undefined) return inputs;
  const { value: metadata } = readAt(inputs, "metadata");
  return { ...inputs, metadata: { ...(isObject(metadata) && metadata), namespace: given } };
}

/** The cluster that an object's provider comes from: what the provider does not depend on, it need not be for, even if it is the only one. */
function sourceFinder(graph: ResourceGraph): (resource: PlanResource) => string | undefined {
  const find = clusterFinder(graph, clustersIn(graph));
  const sources = new Map<string | undefined, string | undefined>();
  return resource => {
    if (!sources.has(resource.provider)) {
      const [provider, cluster] = [graph.providerOf(resource), find(resource)];
      sources.set(resource.provider, provider && cluster && graph.dependsOn(provider.urn, cluster.resource) ? cluster.resource : undefined);
    }
    return sources.get(resource.provider);
  };
}

/**
 * The graph with every Kubernetes object where it goes: `provider` names its cluster, where that is known, and `metadata.namespace` is filled in from the provider; what Pulumi names has a stand-in for its name.
 * Who the provider is, the graph still says.
 */
export function placed(graph: ResourceGraph): ResourceGraph {
  const sourceOf = sourceFinder(graph);
  return new ResourceGraph(withStandIns(graph.resources.map(resource => {
    if (!resource.custom || !resource.type.startsWith("kubernetes:")) return resource;
    const cluster = sourceOf(resource);
    return { ...resource, ...(cluster !== undefined && { provider: `${CLUSTER}${cluster}` }), inputs: inNamespace(resource.inputs, graph.providerOf(resource)) };
  })), graph);
}
