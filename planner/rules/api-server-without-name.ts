import { PRIVATE_API_SERVER_SOURCE } from "../../facts/private-api-server";
import type { FixtureResource, Rule } from "./rule";

const cluster = (enablePrivateClusterPublicFQDN: boolean): FixtureResource => ({
  type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: "none", enablePrivateClusterPublicFQDN } },
});

export const apiServerWithoutName: Rule = {
  id: "api-server-without-name",
  severity: "error",
  question: "Has a private API server a name?",
  fix: "Turn enablePrivateClusterPublicFQDN on, or let AKS keep the zone: privateDNSZone system.",
  source: PRIVATE_API_SERVER_SOURCE.source,
  asOf: PRIVATE_API_SERVER_SOURCE.asOf,
  check: ({ analyses }) => analyses.clusters.flatMap(({ resource, privateApiServer: server }) => (server?.zone === "none" && server.publicFqdn === false ? [{
    resource, path: "inputs.apiServerAccessProfile.privateDNSZone", message: "the API server has neither a private zone nor a public name: AKS refuses the cluster", evidence: { zone: server.zone, publicFqdn: false },
  }] : [])),
  fixtures: { breaks: [cluster(false)], nearMiss: [cluster(true)] },
};
