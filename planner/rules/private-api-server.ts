import { PRIVATE_API_SERVER_SOURCE } from "../../facts/private-api-server";
import type { PrivateApiServer } from "../model/results";
import type { FixtureResource, Rule } from "./rule";

const cluster = (enablePrivateCluster: boolean): FixtureResource =>
  ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", apiServerAccessProfile: { enablePrivateCluster } } });

/** What a caller needs beside a way into the network, so that the API server's name leads to its address. */
function nameText({ zone, zoneName, publicFqdn }: PrivateApiServer): string {
  if (publicFqdn === true) return "; its public name resolves everywhere, to that address";
  switch (zone) {
    case "own": return `, and resolve names of the zone ${zoneName ?? "that is declared"}`;
    case "system": return ", and resolve names of the private zone that AKS makes and links to that network alone";
    default: return "";
  }
}

export const privateApiServer: Rule = {
  id: "private-api-server",
  severity: "note",
  question: "Must whoever calls the API server be in the cluster's network?",
  fix: "Run pulumi, kubectl and pipelines on a machine of the network or of one that is peered or connected to it; az aks command invoke runs single commands from outside.",
  source: PRIVATE_API_SERVER_SOURCE.source,
  asOf: PRIVATE_API_SERVER_SOURCE.asOf,
  check: ({ analyses }) => analyses.clusters.flatMap(({ resource, privateApiServer: server }) => (server === undefined ? [] : [{
    resource, path: "inputs.apiServerAccessProfile.enablePrivateCluster",
    message: `the API server has a private address alone: whoever calls it, the engine that deploys Kubernetes objects included, must be in the nodes' network or in one connected to it${nameText(server)}`,
    evidence: { zone: server.zoneName ?? server.zone, publicFqdn: server.publicFqdn ?? null },
  }])),
  fixtures: { breaks: [cluster(true)], nearMiss: [cluster(false)] },
};
