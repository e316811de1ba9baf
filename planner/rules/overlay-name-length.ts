import { OVERLAY_NAME_LIMIT } from "../../facts/network-models";
import { declarationOf } from "../analyses/pools";
import { isOpen, textAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const cluster = (subnet: string): FixtureResource => ({
  type: "azure-native:containerservice:ManagedCluster",
  inputs: {
    resourceName: "aks-example", networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" },
    agentPoolProfiles: [{ name: "system", vnetSubnetID: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/${subnet}` }],
  },
});

/** Names in the id of a subnet, with what each is of. */
function namesIn(id: string): readonly (readonly [of: string, name: string])[] {
  const match = /\/resourceGroups\/([^/]+)\/.*\/virtualNetworks\/([^/]+)\/subnets\/([^/]+)/i.exec(id);
  return match ? [["resource group", match[1] ?? ""], ["virtual network", match[2] ?? ""], ["subnet", match[3] ?? ""]] : [];
}

export const overlayNameLength: Rule = {
  id: "overlay-name-length",
  severity: "error",
  question: "Has an overlay's subnet, its virtual network or their resource group too long a name?",
  fix: `Keep each of the three names at ${OVERLAY_NAME_LIMIT} characters or fewer: they become labels of the nodes.`,
  source: "azure-aks-docs, concepts-network-azure-cni-overlay.md (Limitations)",
  asOf: "2026-08-21",
  check: ({ graph, analyses }) => analyses.pools.filter(({ cluster: urn }) => analyses.clusters.find(({ resource }) => resource === urn)?.network === "azure-cni-overlay").flatMap(pool => {
    const id = textAt(declarationOf(pool, graph), "vnetSubnetID") ?? "";
    const long = namesIn(id).filter(([, name]) => name.length > OVERLAY_NAME_LIMIT);
    return long.map(([of, name]) => ({
      resource: pool.resource, path: `${pool.path}.vnetSubnetID`, evidence: { name, length: name.length, limit: OVERLAY_NAME_LIMIT },
      message: `pool ${pool.name ?? "without a known name"}: its ${of} ${name} has ${name.length} characters, and an overlay's nodes take ${OVERLAY_NAME_LIMIT}`,
    }));
  }),
  undecided: ({ graph, analyses }) => analyses.pools.filter(pool => {
    const of = analyses.clusters.find(({ resource }) => resource === pool.cluster);
    return of?.network === "azure-cni-overlay" && isOpen(declarationOf(pool, graph), "vnetSubnetID");
  }).map(({ resource, path, name }) => ({ resource, path: `${path}.vnetSubnetID`, message: `the subnet of pool ${name ?? "without a known name"} is not known: the length of its name was not checked` })),
  fixtures: { breaks: [cluster("s".repeat(OVERLAY_NAME_LIMIT + 1))], nearMiss: [cluster("s".repeat(OVERLAY_NAME_LIMIT))] },
};
