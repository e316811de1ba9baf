/** The node pools of a plan: those that a cluster describes inline, and those that are resources of their own. */
import { DEFAULT_MAX_SURGE, surgeNodes } from "../../facts/ip-demand";
import { MODEL_FACTS, NETWORK_MODELS } from "../../facts/network-models";
import { DEFAULT_NODES, OS_SKU_WORDS, RETIRING_TAINT_KEY } from "../../facts/node-pools";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { firstBy, groupedBy, once } from "../model/once";
import type { PlanObject, PlanResource, PlanValue } from "../model/plan";
import { countAt, flagAt, isOpen, listAt, pathText, readAt, sameText, textAt, textsAt, wordAt, type Path } from "../model/read";
import type { ClusterSummary, NetworkModel, NodePool } from "../model/results";
import type { Match } from "./label-selector";
import { subnetCandidates, subnetReference, type DeclaredSubnet } from "./subnets";

const builtModel = (network: NetworkModel) => NETWORK_MODELS.find(model => model === network);

/** Absent means Azure's default for the network model; a value that is there but not known stays not known. */
function maxPods(resource: PlanResource, path: Path, network: NetworkModel): number | undefined {
  if (readAt(resource.inputs, ...path, "maxPods").knowledge !== "absent") return countAt(resource.inputs, ...path, "maxPods");
  const model = builtModel(network);
  return model && MODEL_FACTS[model].defaultMaxPods;
}

const isSpot = ({ inputs }: PlanResource, path: Path): boolean => wordAt(["Spot"], inputs, ...path, "scaleSetPriority") === "Spot";

/** Nodes that an upgrade adds to so many. `maxSurge` is a text in Azure's API, but a number is read too. */
function surge(resource: PlanResource, path: Path, largest: number | undefined): number | undefined {
  // Azure may take a spot pool's nodes at any time: it has no surge.
  if (isSpot(resource, path)) return 0;
  if (largest === undefined || isOpen(resource.inputs, ...path, "upgradeSettings", "maxSurge")) return undefined;
  const settings = [...path, "upgradeSettings", "maxSurge"];
  const asked = textAt(resource.inputs, ...settings) ?? countAt(resource.inputs, ...settings)?.toString();
  return surgeNodes(asked ?? DEFAULT_MAX_SURGE.value, largest);
}

/** Absent where pods have no subnet of their own. */
function podAllocation(resource: PlanResource, path: Path): NodePool["podAllocation"] {
  if (readAt(resource.inputs, ...path, "podSubnetID").knowledge === "absent") return undefined;
  if (readAt(resource.inputs, ...path, "podIPAllocationMode").knowledge === "absent") return "dynamic";
  switch (textAt(resource.inputs, ...path, "podIPAllocationMode")) {
    case "DynamicIndividual": return "dynamic";
    case "StaticBlock": return "static-block";
    default: return "undecided";
  }
}

/** `true` or nothing: what does not hold is not said. */
const held = (holds: boolean): true | undefined => (holds ? true : undefined);

/** Absent means one, but for a pool that scales by itself, or of machines of several sizes. */
function declaredNodes(inputs: PlanResource["inputs"], path: Path): number | undefined {
  const scales = isOpen(inputs, ...path, "enableAutoScaling") || flagAt(inputs, ...path, "enableAutoScaling") === true;
  const several = wordAt(["VirtualMachines"], inputs, ...path, "type") === "VirtualMachines" || isOpen(inputs, ...path, "type");
  return readAt(inputs, ...path, "count").knowledge === "absent" && !scales && !several ? DEFAULT_NODES : countAt(inputs, ...path, "count");
}

function readPool(resource: PlanResource, path: Path, name: string | undefined, cluster: ClusterSummary | undefined, subnets: readonly DeclaredSubnet[]): NodePool {
  const { inputs } = resource;
  // A pool of which that is not known may grow to a size that is not known either.
  const scalingOpen = isOpen(inputs, ...path, "enableAutoScaling");
  const autoscaled = flagAt(inputs, ...path, "enableAutoScaling") ?? scalingOpen;
  const minNodes = autoscaled && !scalingOpen ? countAt(inputs, ...path, "minCount") : undefined;
  const maxNodes = autoscaled && !scalingOpen ? countAt(inputs, ...path, "maxCount") : undefined;
  // A number that is there but not known is not the autoscaler's least.
  const nodes = isOpen(inputs, ...path, "count") ? undefined : declaredNodes(inputs, path) ?? minNodes;
  const network = cluster?.network ?? "undecided";
  const tainted = (key: string): boolean => textsAt(inputs, ...path, "nodeTaints").some(taint => taint.startsWith(`${key}=`) || taint.startsWith(`${key}:`));
  return {
    cluster: cluster?.resource,
    resource: resource.urn,
    path: pathText(["inputs", ...path]),
    name,
    mode: wordAt(["System", "User", "Gateway"], inputs, ...path, "mode"),
    vmSize: textAt(inputs, ...path, "vmSize"),
    osType: wordAt(["Linux", "Windows"], inputs, ...path, "osType"),
    osSku: wordAt(OS_SKU_WORDS, inputs, ...path, "osSKU"),
    autoscaled,
    nodes,
    minNodes,
    maxNodes,
    surgeNodes: surge(resource, path, autoscaled ? maxNodes : nodes),
    surgeNodesAtStart: surge(resource, path, nodes),
    maxPods: maxPods(resource, path, network),
    zones: textsAt(inputs, ...path, "availabilityZones"),
    subnet: subnetReference(inputs, [...path, "vnetSubnetID"], resource, subnets),
    podSubnet: subnetReference(inputs, [...path, "podSubnetID"], resource, subnets),
    podAllocation: podAllocation(resource, path),
    drainTimeoutMinutes: countAt(inputs, ...path, "upgradeSettings", "drainTimeoutInMinutes"),
    spot: held(isSpot(resource, path)),
    dedicated: held(tainted("CriticalAddonsOnly")),
    retiring: held(tainted(RETIRING_TAINT_KEY)),
  };
}

export const AUTO_PROVISIONING = "node auto-provisioning makes nodes of its own";

/** Whether the cluster is one of AKS Automatic, which comes with much of what others declare. Source: bicep-types-az, ManagedClusterSKU.name@2025-09-01. */
export const isAutomatic = (inputs: PlanObject | undefined): Match =>
  (isOpen(inputs, "sku", "name") ? "open" : sameText(textAt(inputs, "sku", "name"), "Automatic") ? "yes" : "no");

/** True where the cluster makes nodes that no pool describes, or may. Sources: bicep-types-az, ManagedClusterNodeProvisioningProfile.mode@2025-09-01; azure-aks-docs, node-auto-provisioning.md (preconfigured in AKS Automatic). */
export const makesNodes = (inputs: PlanObject | undefined): boolean =>
  isAutomatic(inputs) !== "no" || isOpen(inputs, "nodeProvisioningProfile", "mode") || wordAt(["Auto"], inputs, "nodeProvisioningProfile", "mode") === "Auto";

/** The path of a pool's description in its resource's inputs. */
function pathOf({ path }: NodePool): Path {
  const inline = /^inputs\.agentPoolProfiles\[(\d+)\]$/.exec(path);
  return inline ? ["agentPoolProfiles", Number(inline[1])] : [];
}

/** What is declared of a pool, where it is declared. */
export const declarationOf = (pool: NodePool, graph: ResourceGraph): PlanValue | undefined => readAt(graph.byUrn(pool.resource)?.inputs, ...pathOf(pool)).value;

/** The subnets of which a pool's nodes, or its pods, may be in any; none where that is known, or nothing of it is. */
export function possibleSubnets(pool: NodePool, key: "subnet" | "podSubnet", graph: ResourceGraph, subnets: readonly DeclaredSubnet[]): readonly DeclaredSubnet[] {
  const resource = graph.byUrn(pool.resource);
  return pool[key] || !resource ? [] : subnetCandidates(resource.inputs, [...pathOf(pool), key === "subnet" ? "vnetSubnetID" : "podSubnetID"], resource, subnets);
}

const byCluster = once((pools: readonly NodePool[]) => groupedBy(pools, ({ cluster }) => cluster));

/** The pools of a cluster, in their order. */
export const poolsOf = (cluster: ClusterSummary, pools: readonly NodePool[]): readonly NodePool[] => byCluster(pools).get(cluster.resource) ?? [];

/** Pools of a cluster whose nodes have public addresses of their own, or may have. */
export function publicPools(cluster: ClusterSummary, pools: readonly NodePool[], graph: ResourceGraph): readonly NodePool[] {
  return poolsOf(cluster, pools).filter(pool => flagAt(declarationOf(pool, graph), "enableNodePublicIP") === true || isOpen(declarationOf(pool, graph), "enableNodePublicIP"));
}

const byResource = once((clusters: readonly ClusterSummary[]) => firstBy(clusters, ({ resource }) => resource));

/** The cluster of a pool, as far as it is known. */
export const clusterAt = ({ cluster }: NodePool, clusters: readonly ClusterSummary[]): ClusterSummary | undefined => byResource(clusters).get(cluster ?? "");

const byName = once((clusters: readonly ClusterSummary[]) => groupedBy(clusters, ({ name }) => name?.toLowerCase()));

/** The cluster that an AgentPool or another part of one names, or the one it depends on where the name is not known. */
export function clusterOf(part: PlanResource, clusters: readonly ClusterSummary[]): ClusterSummary | undefined {
  const name = textAt(part.inputs, "resourceName");
  const group = textAt(part.inputs, "resourceGroupName");
  const named = byName(clusters).get(name?.toLowerCase() ?? "") ?? [];
  const [possible, ...others] = named.filter(cluster => cluster.resourceGroup === undefined || group === undefined);
  const exact = named.find(cluster => sameText(cluster.resourceGroup, group)) ?? (others.length === 0 ? possible : undefined);
  if (exact || name !== undefined) return exact;
  const causes = [part.propertyDependencies.resourceName ?? [], part.dependencies].map(urns => [...new Set(urns)].flatMap(urn => byResource(clusters).get(urn) ?? []));
  const [only, ...more] = causes.find(each => each.length > 0) ?? [];
  return more.length === 0 ? only : undefined;
}

/** All pools, inline ones first. A pool that is described inline and declared as a resource too is one pool: the resource. */
/** True where a cluster may have pools of which nothing is known. */
export function hasUnknownPools({ resource }: ClusterSummary, graph: ResourceGraph): boolean {
  const inputs = graph.byUrn(resource)?.inputs;
  return isOpen(inputs, "agentPoolProfiles") || listAt(inputs, "agentPoolProfiles").some(each => isOpen(each));
}

export function poolsIn(graph: ResourceGraph, clusters: readonly ClusterSummary[], subnets: readonly DeclaredSubnet[]): readonly NodePool[] {
  const declared = graph.where(KINDS.agentPool).map(pool => readPool(pool, [], textAt(pool.inputs, "agentPoolName"), clusterOf(pool, clusters), subnets));
  const inline = clusters.flatMap(cluster => {
    const resource = graph.byUrn(cluster.resource);
    return resource === undefined ? [] : listAt(resource.inputs, "agentPoolProfiles").map((_, index) =>
      readPool(resource, ["agentPoolProfiles", index], textAt(resource.inputs, "agentPoolProfiles", index, "name"), cluster, subnets));
  });
  const key = ({ cluster, name }: NodePool): string => JSON.stringify([cluster, name]);
  const resources = new Set(declared.map(key));
  const isDeclaredToo = (pool: NodePool) => pool.name !== undefined && resources.has(key(pool));
  return [...inline.filter(pool => !isDeclaredToo(pool)), ...declared];
}
