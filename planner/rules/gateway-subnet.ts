import { EVERYBODY } from "../../facts/ranges";
import { GATEWAY_SUBNET } from "../../facts/vpn-gateway";
import type { Match } from "../analyses/label-selector";
import { named } from "../analyses/routes";
import { declaredSubnets, type DeclaredSubnet } from "../analyses/subnets";
import { KINDS } from "../model/kinds";
import type { PlanObject, PlanResource } from "../model/plan";
import { isOpen, listAt, readAt, sameText, textAt } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

const subnet = (inputs: PlanObject): readonly FixtureResource[] => [{ type: "azure-native:network:Subnet", inputs: { subnetName: GATEWAY_SUBNET.name, addressPrefix: "10.0.255.0/27", ...inputs } }];

/** The table that an id names, or the only one that a subnet of its own has from an output. */
function tableOf({ resource, path, declaration }: DeclaredSubnet, graph: Subject["graph"]): PlanResource | undefined {
  const id = textAt(declaration, "routeTable", "id");
  if (id !== undefined) return named(graph, KINDS.routeTable, "routeTableName", id);
  const causes = path === "inputs" ? graph.byUrn(resource)?.propertyDependencies.routeTable ?? [] : [];
  const tables = graph.where(KINDS.routeTable).filter(({ urn }) => causes.includes(urn));
  return tables.length === 1 ? tables[0] : undefined;
}

/** Whether the subnet's table sends everything somewhere, in the table or by a route that is a resource of its own. */
function hasDefaultRoute(subnet: DeclaredSubnet, graph: Subject["graph"]): Match {
  if (!subnet.hasRouteTable) return "no";
  const table = tableOf(subnet, graph), inline = readAt(subnet.declaration, "routeTable");
  const name = textAt(table?.inputs, "routeTableName");
  const own = graph.where(KINDS.route).filter(({ inputs, propertyDependencies }) => table && (sameText(textAt(inputs, "routeTableName"), name) || propertyDependencies.routeTableName?.includes(table.urn)));
  const routes = [...listAt(inline.value, "routes"), ...listAt(table?.inputs, "routes"), ...own.map(({ inputs }) => inputs)];
  if (routes.some(route => textAt(route, "addressPrefix") === EVERYBODY)) return "yes";
  const told = table ? !isOpen(table.inputs, "routes") : listAt(inline.value, "routes").length > 0;
  return told && !routes.some(route => isOpen(route, "addressPrefix")) ? "no" : "open";
}

/** Declared on its own or in its network. */
const gatewaySubnets = ({ graph }: Subject): readonly DeclaredSubnet[] => declaredSubnets(graph).filter(({ name }) => sameText(name, GATEWAY_SUBNET.name));

export const gatewaySubnet: Rule = {
  id: "gateway-subnet",
  severity: "error",
  question: `Has ${GATEWAY_SUBNET.name} a security group, or a route for everything?`,
  fix: `Take the security group and the 0.0.0.0/0 route off ${GATEWAY_SUBNET.name}: the gateway stops working with either.`,
  source: GATEWAY_SUBNET.source,
  asOf: GATEWAY_SUBNET.asOf,
  check: subject => gatewaySubnets(subject).flatMap(subnet => {
    const { resource, path, declaration } = subnet, evidence = { subnet: GATEWAY_SUBNET.name };
    return [
      ...(readAt(declaration, "networkSecurityGroup").value === undefined ? [] : [{ resource, path: `${path}.networkSecurityGroup`, message: `${GATEWAY_SUBNET.name} has a network security group, which Azure does not support there`, evidence }]),
      ...(hasDefaultRoute(subnet, subject.graph) === "yes" ? [{ resource, path: `${path}.routeTable`, message: `${GATEWAY_SUBNET.name} has a route for 0.0.0.0/0, which Azure does not support there`, evidence }] : []),
    ];
  }),
  undecided: subject => gatewaySubnets(subject).flatMap(each => [
    ...(isOpen(each.declaration, "networkSecurityGroup") ? [["networkSecurityGroup", `whether ${GATEWAY_SUBNET.name} has a network security group is not known`] as const] : []),
    ...(hasDefaultRoute(each, subject.graph) === "open" ? [["routeTable", `whether a route of ${GATEWAY_SUBNET.name} is for 0.0.0.0/0 is not known`] as const] : []),
  ].map(([key, message]) => ({ resource: each.resource, path: `${each.path}.${key}`, message }))),
  fixtures: { breaks: subnet({ networkSecurityGroup: { id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg" } }), nearMiss: subnet({}) },
};
