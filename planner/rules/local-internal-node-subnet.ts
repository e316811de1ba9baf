import { INTERNAL_LOAD_BALANCER } from "../../facts/load-balancer";
import type { Analyses, PortChain } from "../model/results";
import type { FixtureResource, Rule } from "./rule";

const isLocalAndInternal = ({ rule }: PortChain): boolean => rule?.loadBalancer === INTERNAL_LOAD_BALANCER && rule.probe?.on === "health check node port";

/** With several clusters it is not looked up which one a Service is of: the rule speaks where all have the model. */
const everyCluster = ({ clusters }: Analyses): boolean => clusters.length > 0 && clusters.every(({ network }) => network === "azure-cni-node-subnet");

function fixture(externalTrafficPolicy: string): readonly FixtureResource[] {
  return [
    { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", networkProfile: { networkPlugin: "azure" } } },
    { type: "kubernetes:core/v1:Service", inputs: {
      metadata: { name: "example", annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" } },
      spec: { type: "LoadBalancer", externalTrafficPolicy, selector: { app: "example" }, ports: [{ port: 90 }] },
    } },
  ];
}

export const localInternalNodeSubnet: Rule = {
  id: "local-internal-node-subnet",
  severity: "warning",
  question: "Can machines of the VNet reach an internal service with local traffic policy?",
  fix: "Set externalTrafficPolicy to Cluster, or give pods a range of their own (overlay).",
  source: "azure-aks-docs, concepts-network-legacy-cni.md",
  asOf: "2026-08-21",
  check: ({ analyses }) => (everyCluster(analyses) ? analyses.portChains.filter(isLocalAndInternal) : []).map(chain => ({
    resource: chain.service,
    path: "inputs.spec.externalTrafficPolicy",
    message: `machines of the VNet outside the cluster may not reach ${chain.name}: with Azure CNI on a node subnet, an internal load balancer and local traffic policy leave them out`,
    evidence: { externalTrafficPolicy: "Local", loadBalancer: INTERNAL_LOAD_BALANCER, network: "azure-cni-node-subnet" },
  })),
  fixtures: { breaks: fixture("Local"), nearMiss: fixture("Cluster") },
};
