import { API_SERVER_SUBNET } from "../../facts/private-api-server";
import { declaredSubnets, subnetReference } from "../analyses/subnets";
import { KINDS } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import { flagAt, holdsOpen, listAt, sameText, textAt } from "../model/read";
import { SUBNET_ID, subnetFixture } from "./address-fixtures";
import type { FixtureResource, Rule, Subject } from "./rule";

const SUBNET = SUBNET_ID.replace("/nodes", "/api");
const cluster: FixtureResource = { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", apiServerAccessProfile: { enableVnetIntegration: true, subnetId: SUBNET } } };
const subnet = (inputs: PlanObject): FixtureResource => subnetFixture({ subnetName: "api", addressPrefix: "10.0.1.0/28", ...inputs });
const delegations = [{ name: "aks", serviceName: API_SERVER_SUBNET.delegation }];

/** Subnets that this plan declares for API servers, with what is wrong with each. */
function wrong({ graph }: Subject) {
  const subnets = declaredSubnets(graph);
  return graph.where(KINDS.managedCluster).filter(({ inputs }) => flagAt(inputs, "apiServerAccessProfile", "enableVnetIntegration") === true).flatMap(resource => {
    const reference = subnetReference(resource.inputs, ["apiServerAccessProfile", "subnetId"], resource, subnets);
    const declared = subnets.find(each => each.resource === reference?.resource && sameText(each.name, reference?.name));
    if (!declared) return [];
    const { declaration, prefix, name } = declared;
    const delegated = listAt(declaration, "delegations").some(each => sameText(textAt(each, "serviceName"), API_SERVER_SUBNET.delegation));
    return [
      ...(!delegated && !holdsOpen(declaration, "delegations") ? [{ resource, name, reason: `is not delegated to ${API_SERVER_SUBNET.delegation}` }] : []),
      ...(prefix && prefix.length > API_SERVER_SUBNET.longestPrefix ? [{ resource, name, reason: `has prefix ${prefix.text}, and must be a /${API_SERVER_SUBNET.longestPrefix} or larger` }] : []),
    ];
  });
}

export const apiServerSubnet: Rule = {
  id: "api-server-subnet",
  severity: "error",
  question: "Is an API server to be put into a subnet that does not take it?",
  fix: `Give the API server a subnet of its own, a /${API_SERVER_SUBNET.longestPrefix} or larger, delegated to ${API_SERVER_SUBNET.delegation}.`,
  source: API_SERVER_SUBNET.source,
  asOf: API_SERVER_SUBNET.asOf,
  check: subject => wrong(subject).map(({ resource, name, reason }) => ({
    resource: resource.urn, path: "inputs.apiServerAccessProfile.subnetId", message: `the API server's subnet ${name} ${reason}`, evidence: { subnet: name },
  })),
  fixtures: {
    breaks: [cluster, subnet({})],
    nearMiss: [cluster, subnet({ delegations })],
  },
};
