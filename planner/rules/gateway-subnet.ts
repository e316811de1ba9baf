import { nameInId } from "../../facts/arm-ids";
import { EVERYBODY } from "../../facts/ranges";
import { GATEWAY_SUBNET } from "../../facts/vpn-gateway";
import { KINDS } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import { listAt, readAt, textAt } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

const subnet = (inputs: PlanObject): readonly FixtureResource[] => [{ type: "azure-native:network:Subnet", inputs: { subnetName: GATEWAY_SUBNET.name, addressPrefix: "10.0.255.0/27", ...inputs } }];

/** True where the subnet's table, declared in the plan, sends everything somewhere. */
function hasDefaultRoute(inputs: PlanObject, graph: Subject["graph"]): boolean {
  const name = nameInId(textAt(inputs, "routeTable", "id"))?.toLowerCase();
  const table = graph.where(KINDS.routeTable).find(each => name !== undefined && textAt(each.inputs, "routeTableName")?.toLowerCase() === name);
  return listAt(table?.inputs, "routes").some(route => textAt(route, "addressPrefix") === EVERYBODY);
}

export const gatewaySubnet: Rule = {
  id: "gateway-subnet",
  severity: "error",
  question: `Has ${GATEWAY_SUBNET.name} a security group, or a route for everything?`,
  fix: `Take the security group and the 0.0.0.0/0 route off ${GATEWAY_SUBNET.name}: the gateway stops working with either.`,
  source: GATEWAY_SUBNET.source,
  asOf: GATEWAY_SUBNET.asOf,
  check: ({ graph }) => graph.where(KINDS.subnet).filter(({ inputs }) => (textAt(inputs, "subnetName") ?? textAt(inputs, "name")) === GATEWAY_SUBNET.name).flatMap(({ urn, inputs }) => [
    ...(readAt(inputs, "networkSecurityGroup").knowledge === "absent" ? [] : [{ resource: urn, path: "inputs.networkSecurityGroup", message: `${GATEWAY_SUBNET.name} has a network security group, which Azure does not support there`, evidence: { subnet: GATEWAY_SUBNET.name } }]),
    ...(hasDefaultRoute(inputs, graph) ? [{ resource: urn, path: "inputs.routeTable", message: `${GATEWAY_SUBNET.name} has a route for 0.0.0.0/0, which Azure does not support there`, evidence: { subnet: GATEWAY_SUBNET.name } }] : []),
  ]),
  fixtures: { breaks: subnet({ networkSecurityGroup: { id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg" } }), nearMiss: subnet({}) },
};
