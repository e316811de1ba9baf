import { refusalOf, selectsItsOwn } from "../analyses/absent-pods";
import { workloadsIn } from "../analyses/workloads";
import type { FixtureResource, Rule } from "./rule";

const fixture = (app: string): readonly FixtureResource[] => [{ type: "kubernetes:apps/v1:Deployment", inputs: {
  metadata: { name: "example", namespace: "example" }, spec: { selector: { matchLabels: { app: "example" } }, template: { metadata: { labels: { app } }, spec: { containers: [] } } },
} }];

export const workloadSelector: Rule = {
  id: "workload-selector",
  severity: "error",
  question: "Does a workload select other pods than those that its template makes?",
  fix: "Give the template the labels of the selector. The selector itself cannot be changed once the workload stands.",
  source: "Kubernetes API reference, DeploymentSpec.selector: it must match the pod template's labels",
  asOf: "2026-08-21",
  check: ({ graph }) => workloadsIn(graph).flatMap(workload => {
    const message = refusalOf(workload);
    return message === undefined ? [] : [{ resource: workload.resource.urn, path: "inputs.spec.selector", message, evidence: {} }];
  }),
  undecided: ({ graph }) => workloadsIn(graph).filter(workload => selectsItsOwn(workload) === "open").map(({ resource, kind, name }) => ({
    resource: resource.urn, path: "inputs.spec.selector", message: `whether the selector of ${kind} ${name} matches its pod template is not known`,
  })),
  fixtures: { breaks: fixture("another"), nearMiss: fixture("example") },
};
