import { ABANDONED_SOFTWARE } from "../../facts/abandoned-software";
import type { PlanResource } from "../model/plan";
import { textAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const release = (chart: string): FixtureResource => ({ type: "kubernetes:helm.sh/v3:Release", inputs: { chart, repositoryOpts: { repo: "https://example.org/charts" } } });
const object = (group: string): FixtureResource => ({ type: `kubernetes:${group}/v1:AzureIdentity`, inputs: { metadata: { name: "example" } } });

const IS_CHART = /^kubernetes:helm\.sh\/v\d:(?:Release|Chart)$/;

/** The chart's own name: `ingress-nginx` of `stable/ingress-nginx`, of `oci://example.org/charts/ingress-nginx` and of an archive `…/ingress-nginx-4.0.1.tgz`. */
const chartOf = ({ inputs }: PlanResource): string | undefined => textAt(inputs, "chart")?.split("/").at(-1)?.replace(/-\d+\.\d+\.\d+.*\.tgz$/, "");

const softwareOf = (resource: PlanResource) =>
  (IS_CHART.test(resource.type) ? ABANDONED_SOFTWARE.find(({ chart }) => chart === chartOf(resource)) : ABANDONED_SOFTWARE.find(({ group }) => group !== undefined && resource.type.startsWith(`kubernetes:${group}/`)));

export const abandonedSoftware: Rule = {
  id: "abandoned-software",
  severity: "warning",
  question: "Is something installed into a cluster that its makers maintain no more?",
  fix: "Plan the move to its successor.",
  source: ABANDONED_SOFTWARE.map(({ source }) => source).join("; "),
  asOf: "2026-08-21",
  check: ({ graph }) => graph.resources.flatMap(resource => {
    const software = softwareOf(resource);
    const isChart = IS_CHART.test(resource.type);
    return software === undefined ? [] : [{
      resource: resource.urn, path: isChart ? "inputs.chart" : "type", evidence: { software: software.what, ended: software.date, successor: software.successor },
      message: `${resource.name} ${isChart ? "installs" : "is an object of"} ${software.what}, which nobody maintains since ${software.date}: no fault of its security is mended any more`, fix: `Move to ${software.successor}.`,
    }];
  }),
  fixtures: { breaks: [release("ingress-nginx"), object("aadpodidentity.k8s.io")], nearMiss: [release("nginx-ingress"), object("example.org")] },
};
