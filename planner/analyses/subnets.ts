/** The subnets that a plan declares, as resources of their own or inline in a virtual network, and what a reference to one means. */
import { parsePrefix, type Prefix } from "../../facts/addresses";
import { groupInId } from "../../facts/arm-ids";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { firstBy, groupedBy, once } from "../model/once";
import type { PlanObject, PlanResource, PlanValue } from "../model/plan";
import { isOpen, listAt, readAt, sameText, textAt, textsWithin } from "../model/read";
import type { SubnetReference } from "../model/results";

export interface DeclaredSubnet {
  readonly name: string;
  readonly virtualNetwork?: string;
  /** Name of the network's group, where it is known. */
  readonly resourceGroup?: string;
  readonly resource: string;
  /** Path of the declaration in the resource, such as `inputs` or `inputs.subnets[0]`. */
  readonly path: string;
  readonly id?: string;
  /** URN of the virtual network, where the plan declares it. */
  readonly network?: string;
  /** Its one IPv4 prefix; absent where it is not known yet, malformed, or there are several. */
  readonly prefix?: Prefix;
  /** All of its prefixes of both families that are known, and where each stands. */
  readonly prefixes: readonly PlacedText[];
  readonly hasRouteTable: boolean;
  /** True where its network policies for private link services are off, as one that gives addresses to such a service must have them. */
  readonly takesPrivateLink: boolean;
  /** What is declared of it. */
  readonly declaration: PlanValue;
}

/** A text, and its path in the resource. */
export interface PlacedText { readonly text: string; readonly path: string }

const UNNAMED = "(name not known)";

/** What Pulumi puts behind the logical name, which is not known yet. */
const ADDED = "<…>";

/** What stands for a name that is not known, in which nothing of Azure can be called: what the program calls it and what Pulumi adds, or that it is not known. */
const insteadOfName = ({ name, inputs }: PlanResource, input: string): string => (readAt(inputs, input).knowledge === "absent" ? `${name}${ADDED}` : `${name} ${UNNAMED}`);

/** True for a name that stands for one which is not known. */
export const isUnnamed = ({ name }: { readonly name: string }): boolean => name.endsWith(UNNAMED) || name.endsWith(ADDED);

/** The texts of a list, each with its path. */
export const placedTexts = (from: PlanValue | undefined, base: string, ...path: readonly string[]): readonly PlacedText[] =>
  listAt(from, ...path).flatMap((each, index) => {
    const text = textAt(each);
    return text === undefined ? [] : [{ text, path: `${[base, ...path].join(".")}[${index}]` }];
  });

/** Azure takes one prefix or a list; where there are both, the list. */
function prefixesOf(subnet: PlanValue | undefined, path: string): Pick<DeclaredSubnet, "prefix" | "prefixes"> {
  const list = placedTexts(subnet, path, "addressPrefixes");
  const one = textAt(subnet, "addressPrefix");
  const prefixes = list.length > 0 || one === undefined ? list : [{ text: one, path: `${path}.addressPrefix` }];
  const known = prefixes.length >= listAt(subnet, "addressPrefixes").length;
  // A dual-stack subnet has one of each family; nodes and pods run out of IPv4.
  const [prefix, ...more] = prefixes.flatMap(({ text }) => parsePrefix(text) ?? []);
  return { prefixes, ...(known && prefix && more.length === 0 && { prefix }) };
}

const hasRouteTable = (subnet: PlanValue | undefined): boolean => readAt(subnet, "routeTable").knowledge !== "absent";

const takesPrivateLink = (subnet: PlanValue | undefined): boolean => textAt(subnet, "privateLinkServiceNetworkPolicies") === "Disabled";

/** The group of a resource by its id or its inputs. */
const groupOf = ({ id, inputs }: PlanResource): string | undefined => groupInId(textAt(id)) ?? textAt(inputs, "resourceGroupName");

/** Whether two texts are of one thing, as Azure compares names; undefined where one is not known. */
const agree = (a: string | undefined, b: string | undefined): boolean | undefined => (a === undefined || b === undefined ? undefined : sameText(a, b));

function inlineSubnets(network: PlanResource): readonly DeclaredSubnet[] {
  const virtualNetwork = textAt(network.inputs, "virtualNetworkName"), resourceGroup = groupOf(network);
  const networkId = textAt(network.id);
  return listAt(network.inputs, "subnets").map((subnet, index) => {
    const name = textAt(subnet, "name") ?? UNNAMED;
    const id = networkId === undefined ? undefined : `${networkId}/subnets/${name}`;
    const path = `inputs.subnets[${index}]`;
    const place = { name, virtualNetwork, resourceGroup, resource: network.urn, path, id, network: network.urn, ...prefixesOf(subnet, path) };
    return { ...place, hasRouteTable: hasRouteTable(subnet), takesPrivateLink: takesPrivateLink(subnet), declaration: subnet };
  });
}

/** The declared network that a subnet of its own names, or the only one that it depends on. */
export function networkOfSubnet(subnet: PlanResource, graph: ResourceGraph): string | undefined {
  const [name, group] = [textAt(subnet.inputs, "virtualNetworkName"), groupOf(subnet)];
  const named = graph.named(KINDS.virtualNetwork, "virtualNetworkName", name).filter(network => agree(groupOf(network), group) !== false);
  const exact = named.length > 1 ? named.filter(network => agree(groupOf(network), group) === true) : named;
  if (exact.length === 1) return exact[0]?.urn;
  const causes = [...(subnet.propertyDependencies.virtualNetworkName ?? []), ...(name === undefined ? subnet.dependencies : [])];
  const related = [...new Set(causes)].flatMap(urn => graph.byUrn(urn) ?? []).filter(({ type, inputs }) => KINDS.virtualNetwork(type) && agree(textAt(inputs, "virtualNetworkName"), name) !== false);
  return related.length === 1 ? related[0]?.urn : undefined;
}

export const declaredSubnets = once((graph: ResourceGraph): readonly DeclaredSubnet[] => {
  const own = graph.where(KINDS.subnet).map((subnet): DeclaredSubnet => {
    const { urn, id, inputs } = subnet;
    return {
      name: textAt(inputs, "subnetName") ?? textAt(inputs, "name") ?? insteadOfName(subnet, "subnetName"),
      virtualNetwork: textAt(inputs, "virtualNetworkName"), resourceGroup: groupOf(subnet), resource: urn, path: "inputs", id: textAt(id), network: networkOfSubnet(subnet, graph),
      ...prefixesOf(inputs, "inputs"), hasRouteTable: hasRouteTable(inputs), takesPrivateLink: takesPrivateLink(inputs), declaration: inputs,
    };
  });
  return [...own, ...graph.where(KINDS.virtualNetwork).flatMap(inlineSubnets)];
});

const byPlace = once((subnets: readonly DeclaredSubnet[]) => firstBy(subnets, ({ resource, path }) => JSON.stringify([resource, path])));

/** The declared subnet that a reference has been found to mean. */
export const subnetAt = (reference: SubnetReference | undefined, subnets: readonly DeclaredSubnet[]): DeclaredSubnet | undefined =>
  (reference?.resource === undefined ? undefined : byPlace(subnets).get(JSON.stringify([reference.resource, reference.path])));

const namesKey = (network: string, name: string): string => JSON.stringify([network.toLowerCase(), name.toLowerCase()]);
const byNames = once((subnets: readonly DeclaredSubnet[]) => groupedBy(subnets, ({ virtualNetwork, name }) => (virtualNetwork === undefined ? undefined : namesKey(virtualNetwork, name))));
const ofResource = once((subnets: readonly DeclaredSubnet[]) => groupedBy(subnets, ({ resource }) => resource));
const ofNetwork = once((subnets: readonly DeclaredSubnet[]) => groupedBy(subnets, ({ network }) => network));

/** Declared subnets of the resources, in the order of the resources. */
export const subnetsOf = (urns: readonly string[], subnets: readonly DeclaredSubnet[]): readonly DeclaredSubnet[] => [...new Set(urns)].flatMap(urn => ofResource(subnets).get(urn) ?? []);

/** The names in an ARM id of a subnet; undefined where the text is not one. ARM compares without regard to case. */
function subnetNames(id: string): { readonly resourceGroup?: string; readonly virtualNetwork: string; readonly name: string } | undefined {
  const match = /\/virtualNetworks\/([^/]+)\/subnets\/([^/]+)\/?$/i.exec(id);
  return match?.[1] !== undefined && match[2] !== undefined ? { resourceGroup: groupInId(id), virtualNetwork: match[1], name: match[2] } : undefined;
}

/** What says which virtual network a subnet is in. */
type NetworkOf = Pick<DeclaredSubnet, "network" | "virtualNetwork" | "resourceGroup">;

/** Whether two subnets are in one virtual network: by its declaration or by its name and group; undefined where that cannot be told. Subscriptions are not compared: a plan may have a placeholder for one. */
export function sameNetwork(a: NetworkOf, b: NetworkOf): boolean | undefined {
  if (a.network !== undefined && b.network !== undefined) return a.network === b.network;
  const names = agree(a.virtualNetwork, b.virtualNetwork), groups = agree(a.resourceGroup, b.resourceGroup);
  return names === false || groups === false ? false : names === true && groups === true ? true : undefined;
}

/** The declaration of a subnet that an id names. Where its own group is not known, it is taken for the id's if no other can be meant. */
export function declaredAs(id: string, subnets: readonly DeclaredSubnet[]): DeclaredSubnet | undefined {
  const names = subnetNames(id);
  const named = names ? byNames(subnets).get(namesKey(names.virtualNetwork, names.name)) ?? [] : [];
  const exact = named.find(subnet => sameText(subnet.id, id)) ?? named.find(subnet => agree(subnet.resourceGroup, names?.resourceGroup) === true);
  const [possible, ...others] = named.filter(subnet => agree(subnet.resourceGroup, names?.resourceGroup) === undefined);
  return exact ?? (others.every(other => possible !== undefined && sameNetwork(possible, other) === true) ? possible : undefined);
}

const referenceTo = ({ name, virtualNetwork, resourceGroup, resource, path }: DeclaredSubnet): SubnetReference => ({ name, virtualNetwork, resourceGroup, resource, path });

/** Whether two references are to one subnet: to one declaration, or by the same names. */
export const sameSubnet = (a: SubnetReference, b: SubnetReference): boolean => a.resource === b.resource && a.path === b.path
  && (a.resource !== undefined || [[a.name, b.name], [a.virtualNetwork, b.virtualNetwork], [a.resourceGroup, b.resourceGroup]].every(([one, other]) => one === other || sameText(one, other)));

/** Which virtual network a reference's subnet is in. */
export const networkOfReference = (reference: SubnetReference, subnets: readonly DeclaredSubnet[]): NetworkOf => subnetAt(reference, subnets) ?? reference;

/**
 * The subnets that an input may mean whose id is not known: those that it depends on and, where it depends on a network that declares subnets inline, all of that network. None where nothing of it can be told.
 */
export function subnetCandidates(inputs: PlanObject, path: readonly (string | number)[], resource: PlanResource, subnets: readonly DeclaredSubnet[]): readonly DeclaredSubnet[] {
  if (!isOpen(inputs, ...path)) return [];
  // What the property depends on for an id that is known explains nothing else in it.
  const explained = textsWithin(inputs[String(path[0])]).flatMap(id => declaredAs(id, subnets) ?? []).flatMap(subnet => (subnet.path === "inputs" ? [subnet.resource] : []));
  return relatedSubnets((resource.propertyDependencies[String(path[0])] ?? []).filter(urn => !explained.includes(urn)), subnets);
}

/** The subnets among some resources and, of a network that declares subnets inline, all that are in it. */
export function relatedSubnets(causes: readonly string[], subnets: readonly DeclaredSubnet[]): readonly DeclaredSubnet[] {
  // What comes from a network may be a subnet that is declared beside it, too.
  return [...new Set(subnetsOf(causes, subnets).flatMap(subnet => (subnet.resource === subnet.network ? ofNetwork(subnets).get(subnet.network) ?? [] : [subnet])))];
}

/**
 * What an input that holds a subnet's id refers to. Where the id is not known and it can be one declared subnet alone, that one. Undefined where nothing is said, or nothing can be told.
 */
export function subnetReference(inputs: PlanObject, path: readonly (string | number)[], resource: PlanResource, subnets: readonly DeclaredSubnet[]): SubnetReference | undefined {
  const reading = readAt(inputs, ...path);
  if (reading.knowledge === "absent") return undefined;
  const id = textAt(reading.value);
  const names = id === undefined ? undefined : subnetNames(id);
  if (id !== undefined && names) {
    const declared = declaredAs(id, subnets);
    return declared ? referenceTo(declared) : names;
  }
  const [only, ...others] = subnetCandidates(inputs, path, resource, subnets);
  return only && others.length === 0 ? referenceTo(only) : undefined;
}
