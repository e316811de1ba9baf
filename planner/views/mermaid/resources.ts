/** What the plan declares, by resource group, what AKS makes beside it, and what is in the cluster: frames for groups, arrows for roles; what no arrow goes to is listed. */
import { nameInId } from "../../../facts/arm-ids";
import { ResourceGraph } from "../../model/graph";
import { KINDS, partsOf } from "../../model/kinds";
import { isProviderType } from "../../model/urn";
import type { Plan, PlanResource } from "../../model/plan";
import { textAt } from "../../model/read";
import { isAzure, isCredential, labelOf, physicalName } from "../text/azure-kinds";
import { isObject, kindNameOf, nameOf, namespaceOf } from "../text/cluster-objects";
import { granteeOf, isGrant, roleTitle } from "../text/grants";
import { insideOf, predictedLabel } from "../text/managed-groups";
import { groupName, groupOf, ownerOf } from "../text/resource-groups";
import { collapsed, fitting, LEVELS, type Chart, type Edge, type Group, type Node } from "./chart";

/** Lines of a list for each thing alike that is drawn on its own; in the largest drawing no kind is left out. */
const LINES_PER_LEVEL = 3;

interface Named { readonly kind: string; readonly name: string }

/** Things in one node: each on a line of its own, those alike together where they are more than `most`. */
function listed(key: string, things: readonly Named[], most: number, tone?: Node["tone"]): readonly Node[] {
  const alike = new Map<string, string[]>();
  for (const { kind, name } of things) {
    const some = alike.get(kind);
    if (some) some.push(name);
    else alike.set(kind, [name]);
  }
  const lines = [...alike].flatMap(([kind, names]) => (names.length > most / 2 ? [names.length === 1 && most > 0 ? `${kind} ${names[0] ?? ""}` : `${kind} ×${names.length}`] : names.map(name => `${kind} ${name}`)));
  const longest = most === LEVELS[0] ? lines.length : Math.max(1, most) * LINES_PER_LEVEL;
  const more = lines.length - longest;
  return things.length === 0 ? [] : [{ key, label: more > 1 ? [...lines.slice(0, longest), `… and ${more} more kinds`] : lines, tone }];
}

/** What is drawn around what belongs to it. */
const isFrame = ({ type }: PlanResource): boolean => KINDS.virtualNetwork(type) || KINDS.managedCluster(type);

const named = (resource: PlanResource): Named => ({ kind: labelOf(resource), name: physicalName(resource) });

/** Everything that a drawing needs at hand. */
interface Drawing {
  readonly plan: Plan;
  readonly graph: ResourceGraph;
  readonly most: number;
  /** Ends of arrows. */
  readonly ends: ReadonlySet<string>;
  /** For each thing the node that stands for it. */
  readonly places: Map<string, string>;
}

/** Things with arrows as nodes, collapsed where many are alike. */
function nodesOf(things: readonly { readonly kind: string; readonly node: Node }[], within: string, { most, places }: Drawing): readonly Node[] {
  const { nodes, places: found } = collapsed(things, most, within);
  for (const [from, to] of found) places.set(from, to);
  return nodes;
}

/** The frame of a network or a cluster: its subnets or pools, and a list of the rest. */
function frameOf(frame: PlanResource, parts: readonly PlanResource[], drawing: Drawing): Group {
  const told = (part: PlanResource): boolean => KINDS.subnet(part.type) || KINDS.agentPool(part.type);
  const inline = drawing.plan.analyses.pools.filter(pool => pool.cluster === frame.urn && pool.resource === frame.urn)
    .map(({ name }, index) => ({ kind: "pool", node: { key: `${frame.urn} pool ${index}`, label: ["pool", name ?? "(name not known)"] } }));
  const nodes = nodesOf([...inline, ...parts.filter(told).map(part => ({ kind: labelOf(part), node: { key: part.urn, label: [labelOf(part), physicalName(part)] } }))], frame.urn, drawing);
  const others = listed(`${frame.urn} others`, parts.filter(part => !told(part)).map(named), drawing.most);
  return { key: frame.urn, title: `${labelOf(frame)} ${physicalName(frame)}`, nodes: nodes.length + others.length === 0 ? [{ key: `${frame.urn} itself`, label: [physicalName(frame)] }] : [...nodes, ...others] };
}

function resourceGroups(drawing: Drawing): readonly Group[] {
  const { plan, graph, most, ends } = drawing;
  const pools = new Map(plan.analyses.pools.map(pool => [pool.resource, pool.cluster]));
  const owned = new Map<string, PlanResource[]>();
  const groups = new Map<string, PlanResource[]>();
  for (const each of graph.resources.filter(each => isAzure(each) && !KINDS.resourceGroup(each.type) && !isGrant(each) && !isCredential(each))) {
    const owner = KINDS.agentPool(each.type) ? graph.byUrn(pools.get(each.urn)) : ownerOf(each, graph);
    // What belongs to something without a frame is told with that: records with their endpoint.
    const [map, key] = owner && owner !== each && isFrame(owner) ? [owned, owner.urn] as const : [groups, groupOf(owner ?? each, graph)] as const;
    map.set(key, [...(map.get(key) ?? []), each]);
  }
  // Mermaid has no arrow from what is in a frame to the frame: a group with a role on it is also a node.
  const granted = new Map(graph.where(KINDS.resourceGroup).filter(({ urn }) => ends.has(urn)).map(group => [groupName(group), group]));
  for (const name of granted.keys()) if (!groups.has(name)) groups.set(name, []);
  return [...groups].map(([name, resources]) => {
    const key = `group ${name}`;
    const self = granted.get(name);
    const single = resources.filter(each => !isFrame(each));
    const drawn = single.filter(each => ends.has(each.urn)).map(each => ({ kind: labelOf(each), node: { key: each.urn, label: [labelOf(each), physicalName(each)] } }));
    return {
      key, title: name,
      nodes: [...(self ? [{ key: self.urn, label: ["resource group", name] }] : []), ...nodesOf(drawn, key, drawing), ...listed(`${key} others`, single.filter(each => !ends.has(each.urn)).map(named), most)],
      groups: resources.filter(isFrame).map(each => frameOf(each, owned.get(each.urn) ?? [], drawing)),
    };
  });
}

/** The groups that AKS makes, each as a list. */
function managedGroups({ plan, most }: Drawing): { readonly groups: readonly Group[]; readonly edges: readonly Edge[] } {
  const drawn = plan.analyses.managedGroups.map((group, index) => {
    const nodes = listed(`made ${index}`, insideOf(group, plan.predicted).map(each => ({ kind: predictedLabel(each), name: each.name })), most, "predicted");
    return { group: { key: `group made ${index}`, title: group.name, nodes, tone: "predicted" as const }, edge: { from: group.cluster, to: `made ${index}`, label: "AKS makes", dotted: true as const } };
  });
  return { groups: drawn.map(({ group }) => group).filter(({ nodes }) => nodes.length > 0), edges: drawn.map(({ edge }) => edge) };
}

function namespaceGroups(drawing: Drawing): readonly Group[] {
  const namespaces = new Map<string, PlanResource[]>();
  for (const object of drawing.graph.resources.filter(each => isObject(each) && !KINDS.namespace(each.type))) {
    const name = namespaceOf(object, drawing.graph);
    namespaces.set(name, [...(namespaces.get(name) ?? []), object]);
  }
  return [...namespaces].map(([name, objects]) => {
    const key = `namespace ${name}`;
    const isTold = ({ type }: PlanResource): boolean => KINDS.workload(type) || KINDS.service(type);
    const told = objects.filter(isTold).map(each => ({ kind: kindNameOf(each), node: { key: each.urn, label: [kindNameOf(each), nameOf(each)] } }));
    return {
      key, title: name === "" ? "cluster-wide" : `namespace ${name}`,
      nodes: [...nodesOf(told, key, drawing), ...listed(`${key} others`, objects.filter(each => !isTold(each)).map(each => ({ kind: kindNameOf(each), name: nameOf(each) })), drawing.most)],
    };
  });
}

/** Resources of other packages, a list for each. */
function otherGroups({ graph, most }: Drawing): readonly Group[] {
  const packages = new Map<string, Named[]>();
  for (const { type, name } of graph.resources.filter(each => each.custom && !isProviderType(each.type) && !isAzure(each) && !isObject(each))) {
    const { package: of, name: kind } = partsOf(type);
    packages.set(of, [...(packages.get(of) ?? []), { kind, name }]);
  }
  return [...packages].map(([name, things]) => ({ key: `package ${name}`, title: name, nodes: listed(`things ${name}`, things, most) }));
}

/** What a role is on where that is only a part of the resource, such as one secret of a vault. */
function partOf(grant: PlanResource, whole: PlanResource | undefined): string {
  const part = nameInId(textAt(grant.inputs, "scope"));
  const name = whole && (KINDS.resourceGroup(whole.type) ? groupName(whole) : physicalName(whole));
  return part === undefined || name === undefined || part.toLowerCase() === name.toLowerCase() ? "" : ` on ${part}`;
}

/** Who may do what on which resource; several roles on one are on one arrow. */
function roleEdges(graph: ResourceGraph): readonly Edge[] {
  const roles = new Map<string, { readonly from: string; readonly to: string; readonly titles: Set<string> }>();
  for (const grant of graph.resources.filter(isGrant)) {
    const [from, to] = [granteeOf(grant), grant.propertyDependencies.scope?.[0]];
    if (from === undefined || to === undefined) continue;
    const both = roles.get(`${from} ${to}`) ?? { from, to, titles: new Set<string>() };
    roles.set(`${from} ${to}`, both);
    both.titles.add(`${roleTitle(grant)}${partOf(grant, graph.byUrn(to))}`);
  }
  return [...roles.values()].map(({ from, to, titles }) => ({ from, to, label: [...titles].join(", ") }));
}

function chart(plan: Plan, graph: ResourceGraph, most: number): Chart {
  const roles = roleEdges(graph);
  const drawing: Drawing = { plan, graph, most, ends: new Set(roles.flatMap(({ from, to }) => [from, to])), places: new Map() };
  const azure = resourceGroups(drawing);
  const namespaces = namespaceGroups(drawing);
  const managed = managedGroups(drawing);
  const services = plan.analyses.portChains.flatMap(({ service, workload }): readonly Edge[] => (workload === undefined ? [] : [{ from: service, to: workload }]));
  const inCluster: readonly Group[] = namespaces.length === 0 ? [] : [{ key: "in the cluster", title: "in the cluster", nodes: [], groups: namespaces }];
  const edges = [...roles, ...managed.edges, ...services].map(edge => ({ ...edge, from: drawing.places.get(edge.from) ?? edge.from, to: drawing.places.get(edge.to) ?? edge.to }));
  return { nodes: [], groups: [...azure, ...managed.groups, ...inCluster, ...otherGroups(drawing)], edges };
}

/** Undefined where the plan has nothing but components. */
export function resourcesDiagram(plan: Plan): string | undefined {
  const { length } = plan.resources.filter(({ custom, type }) => custom && !isProviderType(type));
  if (length === 0) return undefined;
  const graph = new ResourceGraph(plan.resources);
  return fitting(most => chart(plan, graph, most), `${length} resources`);
}
