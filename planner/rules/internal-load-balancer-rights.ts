import { ROLE_NEEDS } from "../../facts/role-needs";
import { ANNOTATIONS } from "../../facts/load-balancer";
import { BASE, clusterFixture, grantFixture, IDENTITY, joins } from "./role-fixtures";
import { whoIs } from "./role-words";
import type { FixtureResource, Rule } from "./rule";

const SERVICES_ID = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/vnet/subnets/services";
const rest = (waitsFor: readonly number[]): readonly FixtureResource[] => [
  clusterFixture(waitsFor),
  { type: "azure-native:network:Subnet", inputs: { resourceGroupName: "g", virtualNetworkName: "vnet", subnetName: "services", addressPrefix: "10.0.1.0/24" } },
  { type: "kubernetes:core/v1:Service", inputs: {
    metadata: { name: "shop", namespace: "shop", annotations: { [ANNOTATIONS.internal]: "true", [ANNOTATIONS.internalSubnet]: "services" } }, spec: { type: "LoadBalancer", ports: [{ port: 80 }] },
  } },
];

export const internalLoadBalancerRights: Rule = {
  id: "internal-load-balancer-rights",
  severity: "error",
  question: "May the cluster's identity put the front end of an internal load balancer into its subnet?",
  fix: "Assign Network Contributor on the subnet, or a role with subnets/read and subnets/join/action, to the identity of the control plane, not to the kubelet's.",
  source: `${ROLE_NEEDS["front-end-subnet"].source}; Azure/AKS#1557`,
  asOf: ROLE_NEEDS["front-end-subnet"].asOf,
  ofCreation: true,
  check: ({ analyses }) => (analyses.roles?.needs ?? []).filter(({ need, status }) => need === "front-end-subnet" && status === "missing").flatMap(({ identity, role, on, users, says }) => users.map(resource => ({
    resource, path: "inputs.metadata.annotations",
    message: `the internal load balancer stays in <pending>: ${whoIs(identity)} lacks ${role} on subnet ${on.name}: ${says ?? "no role assignment of the plan gives it"}`,
    evidence: { identity: identity.name, role, subnet: on.name },
  }))),
  fixtures: {
    breaks: [...BASE, joins(), ...rest([2])],
    nearMiss: [...BASE, joins(), grantFixture("networkContributor", SERVICES_ID, IDENTITY), ...rest([2, 3])],
  },
};
