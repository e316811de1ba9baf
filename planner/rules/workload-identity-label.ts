import { WORKLOAD_IDENTITY } from "../../facts/role-needs";
import { objectFinder, podSpecsIn, templatePath } from "../analyses/pod-specs";
import { KINDS } from "../model/kinds";
import { readAt } from "../model/read";
import { podsFixture } from "./role-fixtures";
import type { FixtureResource, Rule } from "./rule";

const fixture = (label: string): readonly FixtureResource[] => [
  { type: "kubernetes:core/v1:ServiceAccount", inputs: { metadata: { name: "shop", namespace: "shop", annotations: { [WORKLOAD_IDENTITY.annotation]: "c1d2" } } } },
  podsFixture({ serviceAccountName: "shop", containers: [{ name: "shop" }] }, [], { [WORKLOAD_IDENTITY.label]: label }),
];

/** Pods that mount what a SecretProviderClass fetches need no label: there the driver asks for the token. */
export const workloadIdentityLabel: Rule = {
  id: "workload-identity-label",
  severity: "warning",
  question: "Do the pods of a service account that acts as an Azure identity have the label by which they get its token?",
  fix: `Give the pod template the label ${WORKLOAD_IDENTITY.label}: "true", or take the annotation off the service account.`,
  source: WORKLOAD_IDENTITY.source,
  asOf: WORKLOAD_IDENTITY.asOf,
  check: ({ graph }) => {
    const find = objectFinder(graph.where(KINDS.serviceAccount));
    return podSpecsIn(graph).flatMap(({ resource, namespace, account, labels, labelsOpen, secretClasses }) => {
      const found = account === undefined ? undefined : find(resource, namespace, account);
      const acts = readAt(found?.inputs, "metadata", "annotations", WORKLOAD_IDENTITY.annotation).knowledge !== "absent";
      return found === undefined || !acts || labelsOpen || secretClasses.length > 0 || labels.get(WORKLOAD_IDENTITY.label) === "true" ? [] : [{
        resource: resource.urn, path: `${templatePath(resource)}.metadata.labels`, message: `its service account ${account ?? ""} acts as an Azure identity, but without the label the webhook gives its pods no token`,
        evidence: { label: labels.get(WORKLOAD_IDENTITY.label) ?? null },
      }];
    });
  },
  fixtures: { breaks: fixture("yes"), nearMiss: fixture("true") },
};
