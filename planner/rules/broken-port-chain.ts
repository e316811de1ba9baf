import { ANNOTATIONS } from "../../facts/load-balancer";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import type { HopPlace } from "../model/results";
import type { FixtureResource, Rule } from "./rule";

/** What to do where something else than ports, selectors and containers is in the way. */
const FIXES: { readonly [place in HopPlace]?: string } = {
  "front-end": `Name in the annotations a subnet of the cluster's network and an address in it that nothing else has, not the first four or the last; a private address goes with ${ANNOTATIONS.internal}: "true".`,
  "security-group": "Let the security group allow the consumers' requests, to the front end's address and port or with floating IP off to the node ports, and the probes (AzureLoadBalancer), before any rule that denies: AKS writes rules to its own group alone.",
  "network-policy": "Let a rule of the policies allow the callers at the pods' port: those of a load balancer by their addresses (ipBlock), or by the nodes' where the Service's traffic policy is Cluster.",
};

function fixture(selector: string): readonly FixtureResource[] {
  const labels = { app: "example" };
  return [
    { type: "kubernetes:core/v1:Service", inputs: { metadata: { name: "example", namespace: "example" }, spec: { selector: { app: selector }, ports: [{ port: 90, targetPort: 80 }] } } },
    { type: "kubernetes:apps/v1:Deployment", inputs: {
      metadata: { name: "example", namespace: "example" },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "example", ports: [{ containerPort: 80 }] }] } } },
    } },
  ];
}

/** Where a declaration says what decides a hop: Kubernetes' objects in their spec, security groups in their rules. */
const pathIn = (resource: PlanResource | undefined): string => (resource === undefined || resource.type.startsWith("kubernetes:") ? "inputs.spec" : KINDS.securityGroup(resource.type) ? "inputs.securityRules" : "inputs");

export const brokenPortChain: Rule = {
  id: "broken-port-chain",
  severity: "error",
  question: "Is there a hop at which a request to a Service's port ends?",
  fix: "Make the hop agree with the one before it: selector and labels, target port and container port, mapper and container.",
  source: "Kubernetes, Service and EndpointSlice; cloud-provider-azure, azure_loadbalancer.go",
  asOf: "2026-08-21",
  check: ({ graph, analyses }) => analyses.portChains.filter(chain => chain.verdict === "broken").flatMap(chain => {
    const hop = chain.hops.find(each => each.verdict === "broken");
    return hop && hop.foundBy === undefined ? [{
      resource: hop.resource ?? chain.service, path: pathIn(graph.byUrn(hop.resource ?? chain.service)),
      message: `the way to ${chain.name} ends at the ${hop.at.replaceAll("-", " ")}: ${hop.says}`, evidence: { at: hop.at, ...(hop.port !== undefined && { port: hop.port }) },
      ...(FIXES[hop.at] !== undefined && { fix: FIXES[hop.at] }),
    }] : [];
  }),
  fixtures: { breaks: fixture("another"), nearMiss: fixture("example") },
};
