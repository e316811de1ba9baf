import type { FixtureResource, Rule } from "./rule";

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

export const brokenPortChain: Rule = {
  id: "broken-port-chain",
  severity: "error",
  question: "Is there a hop at which a request to a Service's port ends?",
  fix: "Make the hop agree with the one before it: selector and labels, target port and container port, mapper and container.",
  source: "Kubernetes, Service and EndpointSlice; cloud-provider-azure, azure_loadbalancer.go",
  asOf: "2026-08-21",
  check: ({ analyses }) => analyses.portChains.filter(chain => chain.verdict === "broken").flatMap(chain => {
    const hop = chain.hops.find(each => each.verdict === "broken");
    return hop ? [{
      resource: hop.resource ?? chain.service, path: "inputs.spec",
      message: `the way to ${chain.name} ends at the ${hop.at}: ${hop.says}`, evidence: { at: hop.at, ...(hop.port !== undefined && { port: hop.port }) },
    }] : [];
  }),
  fixtures: { breaks: fixture("another"), nearMiss: fixture("example") },
};
