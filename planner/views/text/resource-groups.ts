/** The declared resource groups as trees: what stands in them, what belongs to what. */
import { networkOfSubnet } from "../../analyses/subnets";
import type { ResourceGraph } from "../../model/graph";
import { KINDS } from "../../model/kinds";
import type { Plan, PlanResource } from "../../model/plan";
import { textAt } from "../../model/read";
import type { NodePool } from "../../model/results";
import { AZURE_KINDS, isAzure, isCredential, kindOf, labelOf, physicalName } from "./azure-kinds";
import { grantsByIdentity, isGrant } from "./grants";
import { dim, line, predicted, strong, type Line } from "./line";
import { createsOnly, signerOf, type Signer } from "./operations";
import { treeLines, type Branch } from "./tree";

/** More of a kind that has no line of its own here are counted, not listed. */
const MOST_OF_A_KIND = 3;

/** Of a pool that is a resource of its own. */
const logicalName = ({ resource, cluster }: NodePool, graph: ResourceGraph): string | undefined => (resource === cluster ? undefined : graph.byUrn(resource)?.name);

const size = (pool: NodePool): string => (pool.autoscaled ? `${pool.minNodes ?? "?"} to ${pool.maxNodes ?? "?"}` : `${pool.nodes ?? "?"}`);

function poolBranch(pool: NodePool, graph: ResourceGraph, sign: Branch["sign"]): Branch {
  const details = [
    `${pool.mode ?? "mode not declared"}, ${size(pool)} × ${pool.vmSize ?? "(size not known)"}`,
    pool.osType === "Windows" ? pool.osSku ?? "Windows" : undefined,
    pool.maxPods === undefined ? undefined : `${pool.maxPods} pods a node`,
    pool.zones.length > 0 ? `zones ${pool.zones.join(" ")}` : undefined,
    pool.subnet && `subnet ${pool.subnet.name}`,
    pool.podSubnet && `pods in subnet ${pool.podSubnet.name}`,
    pool.spot && "spot",
    pool.dedicated && "for AKS's own pods",
    pool.retiring && "retiring: drain it before it is taken out",
  ];
  return { sign, label: "pool", name: line(strong(pool.name ?? logicalName(pool, graph) ?? "(name not known)")), details: details.flatMap(text => (text === undefined ? [] : [line(text)])) };
}

/** What the inputs name, themselves excepted; in a plan that nobody can build two may name each other. */
function namedOwner(resource: PlanResource, graph: ResourceGraph): PlanResource | undefined {
  const first = (key: string) => (resource.propertyDependencies[key] ?? []).flatMap(urn => graph.byUrn(urn) ?? [])
    .find(each => each.urn !== resource.urn && isAzure(each) && !KINDS.resourceGroup(each.type));
  if (KINDS.agentPool(resource.type)) return undefined;
  if (KINDS.subnet(resource.type)) {
    return graph.byUrn(networkOfSubnet(resource, graph));
  }
  return first("resourceUri") ?? first("resourceName") ?? first("privateEndpointName") ?? first("privateZoneName");
}

/** The resource that another belongs to by its inputs: a subnet to its network, a credential to its identity, records to their endpoint. Those of a ring belong to nobody. */
export function ownerOf(resource: PlanResource, graph: ResourceGraph): PlanResource | undefined {
  const owner = namedOwner(resource, graph);
  const line = new Set<string>();
  for (let next = owner; next && !line.has(next.urn); next = namedOwner(next, graph)) line.add(next.urn);
  return line.has(resource.urn) ? undefined : owner;
}

const rank = (resource: PlanResource): number => {
  const index = AZURE_KINDS.findIndex(kind => kind.is(resource.type));
  return index < 0 ? AZURE_KINDS.length : index;
};

function collapsed(resources: readonly PlanResource[], signer: Signer, branch: (resource: PlanResource) => Branch): readonly Branch[] {
  const alike = new Map<string, PlanResource[]>();
  for (const resource of [...resources].sort((a, b) => rank(a) - rank(b))) {
    const key = `${labelOf(resource)} ${resource.op}`;
    alike.set(key, [...(alike.get(key) ?? []), resource]);
  }
  return [...alike.values()].flatMap(some => {
    const [example] = some;
    if (!example || some.length <= MOST_OF_A_KIND || kindOf(example)) return some.map(branch);
    return [{ sign: signer(example.op), label: labelOf(example), name: line(`${some.length}: ${some.slice(0, MOST_OF_A_KIND).map(physicalName).join(", ")}, …`) }];
  });
}

const NOT_KNOWN = "(resource group not known)";
export const groupName = (group: PlanResource): string => textAt(group.inputs, "resourceGroupName") ?? group.name;

/** The group that a resource stands in by its inputs: by name, or the declared group that the name comes from where the provider is to choose it. */
export function groupOf(resource: PlanResource, graph: ResourceGraph): string {
  const name = textAt(resource.inputs, "resourceGroupName");
  if (name !== undefined) return name;
  const declared = (resource.propertyDependencies.resourceGroupName ?? []).flatMap(urn => graph.byUrn(urn) ?? []).filter(each => KINDS.resourceGroup(each.type));
  const [group] = declared;
  return group !== undefined && declared.length === 1 ? groupName(group) : NOT_KNOWN;
}

function groupHeading(name: string, graph: ResourceGraph, signer: Signer): Line {
  const declared = graph.where(KINDS.resourceGroup).filter(group => groupName(group) === name);
  const regions = declared.flatMap(group => textAt(group.inputs, "location") ?? []);
  const [group] = declared;
  return line(...(group === undefined ? [] : signer(group.op) ?? []), strong(name), name === NOT_KNOWN ? undefined : dim(`  ${[declared.length > 0 ? "declared" : "not of this plan", ...regions].join(", ")}`));
}

/** One tree for each resource group that the plan puts something into. */
export function resourceGroupLines(plan: Plan, graph: ResourceGraph): readonly Line[] {
  const shownWithCluster = (resource: PlanResource): boolean => plan.analyses.pools.some(pool => pool.resource === resource.urn && pool.cluster !== undefined);
  const shown = plan.resources.filter(resource =>
    isAzure(resource) && !KINDS.resourceGroup(resource.type) && !isGrant(resource) && !(KINDS.agentPool(resource.type) && shownWithCluster(resource)));
  const owned = new Map<string, PlanResource[]>();
  const groups = new Map<string, PlanResource[]>(graph.where(KINDS.resourceGroup).map(group => [groupName(group), []]));
  for (const resource of shown) {
    const owner = ownerOf(resource, graph);
    const [map, key] = owner ? [owned, owner.urn] as const : [groups, groupOf(resource, graph)] as const;
    map.set(key, [...(map.get(key) ?? []), resource]);
  }
  const signer = signerOf(plan);
  const grants = grantsByIdentity(graph, createsOnly(plan));
  const branch = (resource: PlanResource): Branch => {
    const below = owned.get(resource.urn) ?? [];
    // What an identity may do and who may act as it is said on its own line: neither has a name that anybody uses.
    const credentials = below.filter(isCredential);
    const details = [...(kindOf(resource)?.details?.(resource.inputs) ?? []), ...(grants.get(resource.urn) ?? []).map(role => (KINDS.managedCluster(resource.type) ? `its identities: ${role}` : role)), ...credentials.flatMap(each => kindOf(each)?.details?.(each.inputs) ?? [])];
    return {
      sign: signer(resource.op),
      label: labelOf(resource),
      name: line(strong(physicalName(resource)), resource.only === undefined ? undefined : predicted(" (predicted)")),
      details: details.map(text => line(text)),
      branches: [
        ...plan.analyses.pools.filter(pool => pool.cluster === resource.urn).map(pool => poolBranch(pool, graph, signer(pool.resource === resource.urn ? "same" : graph.byUrn(pool.resource)?.op ?? "same"))),
        ...collapsed(below.filter(each => !credentials.includes(each)), signer, branch),
      ],
    };
  };
  return [...groups].flatMap(([name, resources]) => [groupHeading(name, graph, signer), ...treeLines(collapsed(resources, signer, branch))]);
}
