import { CALENDAR_MINORS, parseVersion } from "../../facts/kubernetes-versions";
import { REMOVED_APIS_SOURCE, removedApi } from "../../facts/removed-kubernetes-apis";
import { clusterFinder } from "../analyses/clusters";
import type { PlanResource } from "../model/plan";
import type { FixtureResource, Rule, Subject } from "./rule";

const fixture = (kubernetesVersion: string, type: string): readonly FixtureResource[] => [
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", kubernetesVersion } },
  { type, inputs: { metadata: { name: "example", namespace: "example" } } },
];

const minorOf = (version: string): number | undefined => parseVersion(version)?.minor;

/** Objects of a version that Kubernetes has taken away, and whether their cluster serves it. */
function removed({ graph, analyses }: Subject) {
  const clusterOf = clusterFinder(graph, analyses.clusters);
  return graph.resources.flatMap((resource: PlanResource) => {
    const api = removedApi(resource.type);
    if (api === undefined) return [];
    const version = clusterOf(resource)?.kubernetesVersion, since = minorOf(api.removedIn) ?? 0;
    const minor = version === undefined ? undefined : minorOf(version);
    return [{ resource, api, version, served: minor !== undefined ? minor < since : since <= CALENDAR_MINORS.oldest ? false : undefined }];
  });
}

export const removedKubernetesApi: Rule = {
  id: "removed-kubernetes-api",
  severity: "error",
  question: "Is a Kubernetes object declared in a version of its API that the cluster does not serve any more?",
  fix: "Declare it in the API that has taken its place.",
  ...REMOVED_APIS_SOURCE,
  check: subject => removed(subject).filter(({ served }) => served === false).map(({ resource, api: { apiVersion, removedIn, successor }, version }) => ({
    resource: resource.urn, path: "type", message: `Kubernetes serves ${apiVersion} no more since ${removedIn}${version === undefined ? "" : `, and the cluster has ${version}`}; its place has ${successor}`,
    evidence: { apiVersion, removedIn, successor, ...(version !== undefined && { kubernetesVersion: version }) }, fix: `Declare it in ${successor}.`,
  })),
  undecided: subject => removed(subject).filter(({ served }) => served === undefined).map(({ resource, api: { apiVersion, removedIn } }) => ({
    resource: resource.urn, path: "type", message: `Kubernetes serves ${apiVersion} no more since ${removedIn}, and the cluster's version is not known`,
  })),
  fixtures: {
    breaks: fixture("1.36", "kubernetes:policy/v1beta1:PodDisruptionBudget"),
    nearMiss: [...fixture("1.31", "kubernetes:flowcontrol.apiserver.k8s.io/v1beta3:FlowSchema"), { type: "kubernetes:policy/v1:PodDisruptionBudget", inputs: { metadata: { name: "other" } } }],
  },
};
