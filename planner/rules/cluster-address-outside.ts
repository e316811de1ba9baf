import { cidrContains, parseCidr, parseHost } from "../../facts/cidrs";
import { clusterFinder } from "../analyses/clusters";
import { servicesIn } from "../analyses/services";
import type { PlanObject } from "../model/plan";
import { clusterFixture } from "./address-fixtures";
import type { FixtureResource, Rule, Subject } from "./rule";

const service = (spec: PlanObject): FixtureResource => ({ type: "kubernetes:core/v1:Service", inputs: { metadata: { name: "example" }, spec: { ports: [{ port: 80 }], ...spec } } });

/** From Kubernetes 1.33 on, an object of its own gives a cluster more ranges. */
const MORE_RANGES = /^kubernetes:networking\.k8s\.io\/v\w+:ServiceCIDR(?:List|Patch)?$/;

/** Services whose address is no address of their cluster's range. Of IPv6 the plan has no range. */
function outside({ graph, analyses }: Subject) {
  if (graph.resources.some(({ type }) => MORE_RANGES.test(type))) return [];
  const clusterOf = clusterFinder(graph, analyses.clusters);
  return servicesIn(graph).flatMap(({ resource, name, clusterAddress }) => {
    const prefix = clusterOf(resource)?.serviceRange?.prefix;
    const range = prefix === undefined ? undefined : parseCidr(prefix);
    const address = clusterAddress === undefined ? undefined : parseHost(clusterAddress);
    return prefix === undefined || !range || !address || address.family !== range.family || cidrContains(range, address) ? [] : [{ resource, name, clusterAddress: clusterAddress ?? "", prefix }];
  });
}

export const clusterAddressOutside: Rule = {
  id: "cluster-address-outside",
  severity: "error",
  question: "Does a Service ask for a cluster address that is outside of the cluster's service range?",
  fix: "Leave clusterIP out, or take an address of the service range.",
  source: "Kubernetes, Service, choosing your own IP address (the API server answers 422); kubernetes/kubernetes#37829",
  asOf: "2026-08-21",
  check: subject => outside(subject).map(({ resource, name, clusterAddress, prefix }) => ({
    resource: resource.urn, path: "inputs.spec.clusterIP", message: `Service ${name} asks for ${clusterAddress}, which is outside of the service range ${prefix}`, evidence: { clusterIP: clusterAddress, serviceRange: prefix },
  })),
  fixtures: { breaks: [clusterFixture({}), service({ clusterIP: "10.0.0.50" })], nearMiss: [clusterFixture({}), service({ clusterIP: "10.100.0.50" }), service({ clusterIP: "None" })] },
};
