/** The subnets that a plan declares, as resources of their own or inline in a virtual network, and what a reference to one means. */
import { parsePrefix, type Prefix } from "../../facts/addresses";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanObject, PlanResource, PlanValue } from "../model/plan";
import { listAt, readAt, textAt } from "../model/read";
import type { SubnetReference } from "../model/results";

export interface DeclaredSubnet {
  readonly name: string;
  readonly virtualNetwork?: string;
  readonly resource: string;
  /** Path of the declaration in the resource, such as `inputs` or `inputs.subnets[0]`. */
  readonly path: string;
  readonly id?: string;
  /** Absent where it is not known yet, malformed, or more than one prefix. */
  readonly prefix?: Prefix;
  readonly hasRouteTable: boolean;
  /** True where its network policies for private link services are off, as one that gives addresses to such a service must have them. */
  readonly takesPrivateLink: boolean;
  /** What is declared of it. */
  readonly declaration: PlanValue;
}

export const UNNAMED = "(name not known)";

function prefixOf(subnet: PlanValue | undefined): Prefix | undefined {
  const several = listAt(subnet, "addressPrefixes");
  if (several.length > 1) return undefined;
  return parsePrefix(textAt(subnet, "addressPrefix") ?? textAt(several[0]) ?? "");
}

const hasRouteTable = (subnet: PlanValue | undefined): boolean => readAt(subnet, "routeTable").knowledge !== "absent";

const takesPrivateLink = (subnet: PlanValue | undefined): boolean => textAt(subnet, "privateLinkServiceNetworkPolicies") === "Disabled";

function inlineSubnets(network: PlanResource): readonly DeclaredSubnet[] {
  const virtualNetwork = textAt(network.inputs, "virtualNetworkName");
  const networkId = textAt(network.id);
  return listAt(network.inputs, "subnets").map((subnet, index) => {
    const name = textAt(subnet, "name") ?? UNNAMED;
    const id = networkId === undefined ? undefined : `${networkId}/subnets/${name}`;
    const place = { name, virtualNetwork, resource: network.urn, path: `inputs.subnets[${index}]`, id, prefix: prefixOf(subnet) };
    return { ...place, hasRouteTable: hasRouteTable(subnet), takesPrivateLink: takesPrivateLink(subnet), declaration: subnet };
  });
}

export function declaredSubnets(graph: ResourceGraph): readonly DeclaredSubnet[] {
  const own = graph.where(KINDS.subnet).map(({ urn, id, inputs }) => ({
    name: textAt(inputs, "subnetName") ?? textAt(inputs, "name") ?? UNNAMED,
    virtualNetwork: textAt(inputs, "virtualNetworkName"), resource: urn, path: "inputs", id: textAt(id),
    prefix: prefixOf(inputs), hasRouteTable: hasRouteTable(inputs), takesPrivateLink: takesPrivateLink(inputs), declaration: inputs,
  }));
  return [...own, ...graph.where(KINDS.virtualNetwork).flatMap(inlineSubnets)];
}

/** The names in an ARM id of a subnet; undefined where the text is not one. ARM compares without regard to case. */
function subnetNames(id: string): { readonly virtualNetwork: string; readonly name: string } | undefined {
  const match = /\/virtualNetworks\/([^/]+)\/subnets\/([^/]+)$/i.exec(id);
  return match?.[1] !== undefined && match[2] !== undefined ? { virtualNetwork: match[1], name: match[2] } : undefined;
}

const same = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();

/**
 * What an input that holds a subnet's id refers to. Where the id is not known and the property depends on exactly one declared
 * subnet, that one. Undefined where nothing is said, or nothing can be told.
 */
export function subnetReference(inputs: PlanObject, path: readonly (string | number)[], resource: PlanResource, subnets: readonly DeclaredSubnet[]): SubnetReference | undefined {
  const reading = readAt(inputs, ...path);
  if (reading.knowledge === "absent") return undefined;
  const id = textAt(reading.value);
  const names = id === undefined ? undefined : subnetNames(id);
  if (names) {
    const declared = subnets.find(subnet => same(subnet.id, id))
      ?? subnets.find(subnet => same(subnet.name, names.name) && same(subnet.virtualNetwork, names.virtualNetwork));
    return { name: declared?.name ?? names.name, virtualNetwork: names.virtualNetwork, resource: declared?.resource };
  }
  const causes = resource.propertyDependencies[String(path[0])] ?? [];
  const candidates = subnets.filter(subnet => causes.includes(subnet.resource));
  const only = candidates.length === 1 ? candidates[0] : undefined;
  return only && { name: only.name, virtualNetwork: only.virtualNetwork, resource: only.resource };
}
