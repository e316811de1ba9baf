/** What the plan makes of Azure's network before a Service comes: the VNet, its subnets, and what the cluster's identity may do there. */
import type { Prefix } from "../../../facts/addresses";
import type { Plan, PlanResource } from "../../../planner/model/plan";
import { listAt, textAt, textsAt } from "../../../planner/model/read";
import { prefixOf } from "../lab/layout";
import { isA, same } from "./plan-resources";

/** `join`: may place a front end into it. `read`: may look at it. */
export type Right = "join" | "read";

export interface Subnet {
  readonly name: string;
  readonly id: string;
  readonly prefix: Prefix;
}

export interface AzureNetwork {
  readonly virtualNetwork: { readonly name: string; readonly id: string; readonly prefixes: readonly Prefix[] };
  readonly subnets: readonly Subnet[];
  /** Name of the first pool's subnet, where front ends go that name none. */
  readonly nodesSubnet: string;
  /** ARM id of the group that holds the load balancers. */
  readonly nodeResourceGroup: string;
  readonly region: string;
  /** Who asks Azure: the name of the cluster's identity, since its object id exists only in Azure. */
  readonly identity: string;
  readonly grants: readonly { readonly scope: string; readonly right: Right }[];
}

/** What built-in roles let one do with subnets; every other role lets one do nothing. Source: azure-docs, built-in-roles.md. */
const RIGHTS: Readonly<Record<string, Right>> = {
  "4d97b98b-1d4f-4787-a291-c67834d212e7": "join", // Network Contributor
  "b24988ac-6180-42a0-ab88-20f7382dd24c": "join", // Contributor
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "join", // Owner
  "acdd72a7-3385-48ef-bd42-f606fba81ae7": "read", // Reader
};


function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the plan does not say ${what}`);
  return value;
}

/** Role assignments to the identity; which one it is stands in what the principal depends on, since object ids are made by Azure. */
function grantsTo(identity: PlanResource, { resources }: Plan): AzureNetwork["grants"] {
  return resources.filter(isA("authorization:RoleAssignment")).filter(({ propertyDependencies }) => propertyDependencies.principalId?.includes(identity.urn)).flatMap(({ inputs, urn }) => {
    const right = RIGHTS[known(textAt(inputs, "roleDefinitionId"), `the role of ${urn}`).split("/").at(-1)?.toLowerCase() ?? ""];
    return right === undefined ? [] : [{ scope: known(textAt(inputs, "scope"), `the scope of ${urn}`), right }];
  });
}

/**
 * Reads the network of a plan with one cluster in a VNet of one's own.
 * @throws Error where the plan has another shape, or does not say enough
 */
export function azureNetwork(plan: Plan): AzureNetwork {
  const only = (name: string): PlanResource => {
    const [first, ...others] = plan.resources.filter(isA(name));
    if (others.length > 0) throw new Error(`the plan has more than one ${name}`);
    return known(first, `of any ${name}`);
  };
  const cluster = only("containerservice:ManagedCluster"), vnet = only("network:VirtualNetwork");
  const subnets = plan.resources.filter(isA("network:Subnet")).map(({ id, inputs, urn }) => ({
    name: known(textAt(inputs, "subnetName"), `the name of ${urn}`), id: known(textAt(id), `the id of ${urn}`),
    prefix: prefixOf(known(textAt(inputs, "addressPrefix") ?? textsAt(inputs, "addressPrefixes")[0], `the prefix of ${urn}`)),
  }));
  const nodesSubnet = subnets.find(({ id }) => same(id, textAt(listAt(cluster.inputs, "agentPoolProfiles")[0], "vnetSubnetID")));
  const assigned = textsAt(cluster.inputs, "identity", "userAssignedIdentities")[0];
  const identity = assigned === undefined ? cluster : known(plan.resources.find(({ id }) => same(textAt(id), assigned)), `whose identity ${assigned} is`);
  const [name, group, region] = ["resourceName", "resourceGroupName", "location"].map(key => known(textAt(cluster.inputs, key), `the cluster's ${key}`));
  const subscription = known(/^(\/subscriptions\/[^/]+)/.exec(textAt(cluster.id) ?? "")?.[1], "the cluster's subscription");
  return {
    virtualNetwork: { name: known(textAt(vnet.inputs, "virtualNetworkName"), "the VNet's name"), id: known(textAt(vnet.id), "the VNet's id"), prefixes: textsAt(vnet.inputs, "addressSpace", "addressPrefixes").map(prefixOf) },
    subnets, nodesSubnet: known(nodesSubnet, "in which of its subnets the first pool is").name,
    nodeResourceGroup: `${subscription}/resourceGroups/${textAt(cluster.inputs, "nodeResourceGroup") ?? `MC_${group}_${name}_${region}`}`,
    region: known(region, "the region"), identity: known(textAt(identity.inputs, "resourceName"), "the identity's name"), grants: grantsTo(identity, plan),
  };
}

/** Whether the cluster's identity has a right on something: by a role there or on anything above it. Who may join may read. */
export function mayDo({ grants }: AzureNetwork, right: Right, id: string): boolean {
  const within = (scope: string): boolean => `${id.toLowerCase()}/`.startsWith(`${scope.toLowerCase().replace(/\/$/, "")}/`);
  return grants.some(grant => (grant.right === right || right === "read") && within(grant.scope));
}
