import { selectorMatches, type Match } from "../analyses/label-selector";
import { objectName } from "../analyses/services";
import { workloadsIn } from "../analyses/workloads";
import { partsOf } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { readAt } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

const fixture = (app: string): readonly FixtureResource[] => [{ type: "kubernetes:apps/v1:Deployment", inputs: {
  metadata: { name: "example", namespace: "example" }, spec: { selector: { matchLabels: { app: "example" } }, template: { metadata: { labels: { app } }, spec: { containers: [] } } },
} }];

/** Workloads that say whom they select, and whether it is their own pods. */
const selecting = ({ graph }: Subject): readonly { readonly resource: PlanResource; readonly match: Match }[] =>
  workloadsIn(graph).filter(({ resource }) => readAt(resource.inputs, "spec", "selector").knowledge !== "absent")
    .map(workload => ({ resource: workload.resource, match: selectorMatches(workload.resource.inputs, ["spec", "selector"], workload) }));

const named = (resource: PlanResource): string => `${partsOf(resource.type).name} ${objectName(resource)}`;

export const workloadSelector: Rule = {
  id: "workload-selector",
  severity: "error",
  question: "Does a workload select other pods than those that its template makes?",
  fix: "Give the template the labels of the selector. The selector itself cannot be changed once the workload stands.",
  source: "Kubernetes API reference, DeploymentSpec.selector: it must match the pod template's labels",
  asOf: "2026-08-21",
  check: subject => selecting(subject).filter(({ match }) => match === "no").map(({ resource }) => ({
    resource: resource.urn, path: "inputs.spec.selector", message: `Kubernetes refuses ${named(resource)}: its selector does not match the labels of its own pod template`, evidence: {},
  })),
  undecided: subject => selecting(subject).filter(({ match }) => match === "open").map(({ resource }) => ({
    resource: resource.urn, path: "inputs.spec.selector", message: `whether the selector of ${named(resource)} matches its pod template is not known`,
  })),
  fixtures: { breaks: fixture("another"), nearMiss: fixture("example") },
};
