import { declaredSubnets, subnetAt } from "../analyses/subnets";
import { listAt, textAt } from "../model/read";
import { clusterFixture, SUBNET_ID, subnetFixture } from "./address-fixtures";
import type { Rule } from "./rule";

const delegated = { delegations: [{ name: "aci", serviceName: "Microsoft.ContainerInstance/containerGroups" }] };

export const delegatedNodeSubnet: Rule = {
  id: "delegated-node-subnet",
  severity: "error",
  question: "Is a pool's subnet delegated to another service?",
  fix: "Give the nodes a subnet of their own without a delegation.",
  source: "azure-aks-docs, concepts-network-cni-overview.md",
  asOf: "2026-08-21",
  check: ({ graph, analyses }) => {
    const subnets = declaredSubnets(graph);
    return analyses.pools.flatMap(({ name, resource, path, subnet }) => {
      const declared = subnetAt(subnet, subnets);
      const [delegation] = listAt(declared?.declaration, "delegations");
      if (!declared || delegation === undefined) return [];
      return [{ resource, path: `${path}.vnetSubnetID`, message: `pool ${name ?? ""} is in subnet ${declared.name}, which is delegated to ${textAt(delegation, "serviceName") ?? "another service"}`, evidence: { subnet: declared.name } }];
    });
  },
  fixtures: { breaks: [subnetFixture(delegated), clusterFixture({})], nearMiss: [subnetFixture(delegated), subnetFixture({ subnetName: "others" }), clusterFixture({ vnetSubnetID: SUBNET_ID.replace("/nodes", "/others") })] },
};
