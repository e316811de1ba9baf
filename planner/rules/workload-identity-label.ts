import { WORKLOAD_IDENTITY } from "../../facts/role-needs";
import { objectFinder, podSpecsIn, templatePath, type PodSpec } from "../analyses/pod-specs";
import { objectName } from "../analyses/services";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { readAt } from "../model/read";
import { podsFixture } from "./role-fixtures";
import type { FixtureResource, Rule } from "./rule";

const fixture = (label: string): readonly FixtureResource[] => [
  { type: "kubernetes:core/v1:ServiceAccount", inputs: { metadata: { name: "shop", namespace: "shop", annotations: { [WORKLOAD_IDENTITY.annotation]: "c1d2" } } } },
  podsFixture({ serviceAccountName: "shop", containers: [{ name: "shop" }] }, [], { [WORKLOAD_IDENTITY.label]: label }),
];

/** Pods without the label of an account that acts as an identity, as far as they are known to mount nothing that the driver fetches. */
function unlabelled(graph: ResourceGraph): readonly { readonly pod: PodSpec; readonly account: PlanResource }[] {
  const find = objectFinder(graph.where(KINDS.serviceAccount));
  return podSpecsIn(graph).flatMap(pod => {
    const account = pod.account === undefined ? undefined : find(pod.resource, pod.namespace, pod.account);
    const acts = readAt(account?.inputs, "metadata", "annotations", WORKLOAD_IDENTITY.annotation).knowledge !== "absent";
    return account === undefined || !acts || pod.labelsOpen || pod.secretClasses.length > 0 || pod.labels.get(WORKLOAD_IDENTITY.label) === "true" ? [] : [{ pod, account }];
  });
}

/** Pods that mount what a SecretProviderClass fetches need no label: there the driver asks for the token. */
export const workloadIdentityLabel: Rule = {
  id: "workload-identity-label",
  severity: "warning",
  question: "Do the pods of a service account that acts as an Azure identity have the label by which they get its token?",
  fix: `Give the pod template the label ${WORKLOAD_IDENTITY.label}: "true", or take the annotation off the service account.`,
  source: WORKLOAD_IDENTITY.source,
  asOf: WORKLOAD_IDENTITY.asOf,
  check: ({ graph }) => unlabelled(graph).filter(({ pod }) => !pod.secretClassesOpen).map(({ pod: { resource, labels }, account }) => ({
    resource: resource.urn, path: `${templatePath(resource)}.metadata.labels`, message: `its service account ${objectName(account)} acts as an Azure identity, but without the label the webhook gives its pods no token`,
    evidence: { label: labels.get(WORKLOAD_IDENTITY.label) ?? null },
  })),
  undecided: ({ graph }) => unlabelled(graph).filter(({ pod }) => pod.secretClassesOpen).map(({ pod: { resource }, account }) => ({
    resource: resource.urn, path: `${templatePath(resource)}.metadata.labels`,
    message: `whether its pods need the label, as those of service account ${objectName(account)} do: whether they mount what a SecretProviderClass fetches is not known`,
  })),
  fixtures: { breaks: fixture("yes"), nearMiss: fixture("true") },
};
