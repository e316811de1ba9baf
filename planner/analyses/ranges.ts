/** The ranges outside every subnet: pods of an overlay or of kubenet, and the virtual addresses of services. */
import { parsePrefix, sizeOf } from "../../facts/addresses";
import { nodesInPodRange, smallestPodRangeLength, smallestServiceRangeLength, SYSTEM_SERVICE_ADDRESSES, UNUSED_SERVICE_ADDRESSES } from "../../facts/ip-demand";
import { KUBENET_MAX_NODES } from "../../facts/network-models";
import { OWN_SERVICES } from "../../facts/own-services";
import type { RangeBudget } from "../model/address-results";
import type { ResourceGraph } from "../model/graph";
import { groupedBy } from "../model/once";
import type { PlanObject } from "../model/plan";
import { flagAt, sameText, textAt } from "../model/read";
import type { ClusterSummary, NodePool } from "../model/results";
import { enabledAddOn } from "./add-ons";
import { roomOf } from "./demand-events";
import { nodesAtPeak, takingOf, type PoolTaking } from "./pool-demand";
import { AUTO_PROVISIONING, hasUnknownPools, makesNodes, poolsOf } from "./pools";
import type { ServiceFacts } from "./services";

interface RangeInput {
  readonly graph: ResourceGraph;
  readonly clusters: readonly ClusterSummary[];
  readonly pools: readonly NodePool[];
  readonly services: readonly ServiceFacts[];
  readonly clusterOf: (service: ServiceFacts) => ClusterSummary | undefined;
}

/** The sum, or undefined where one part is not known. */
function total(parts: readonly (number | undefined)[]): number | undefined {
  let result = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    result += part;
  }
  return result;
}

type Judged = Pick<RangeBudget, "demandNow" | "demandAtPeak" | "verdict" | "reason" | "events" | "exhaustedBy" | "refused">;

function judged(unit: RangeBudget["unit"], capacity: number | undefined, takings: readonly PoolTaking[], fixed: number, sizes: Pick<RangeBudget, "demandNow" | "demandAtPeak">, more: readonly string[] = []): Judged & { readonly most?: number } {
  const doubts = [...more, ...(sizes.demandAtPeak === undefined ? ["the number of nodes is not known"] : [])];
  const { most, ...room } = roomOf({ takings, fixed, capacity, doubts });
  const peak = room.events.find(({ event }) => event === "upgrade-at-maximum") ?? room.events[0];
  const reason = capacity === undefined ? "the range is not one" : room.verdict === "short" ? `${peak?.demand ?? 0} ${unit} at the most, room for ${capacity}` : doubts[0];
  return { ...sizes, ...room, ...(reason !== undefined && { reason }), ...(doubts.length === 0 && { most }) };
}

/** The length as text, where there is one. */
const shortest = (length: number | undefined): Pick<RangeBudget, "smallestPrefix"> => (length === undefined ? {} : { smallestPrefix: `/${length}` });

function podRange(cluster: ClusterSummary, pools: readonly NodePool[], graph: ResourceGraph): readonly RangeBudget[] {
  if (!cluster.podRange) return [];
  const prefix = parsePrefix(cluster.podRange.prefix);
  const room = prefix && nodesInPodRange(prefix.length);
  const more = makesNodes(graph.byUrn(cluster.resource)?.inputs);
  // Each kubenet node is a route, and routes run out before a wide range does.
  const limit = cluster.network === "kubenet" ? KUBENET_MAX_NODES : Infinity;
  const capacity = room === undefined ? undefined : Math.min(room, limit);
  const sizes = more || hasUnknownPools(cluster, graph) ? {} : { demandNow: total(pools.map(pool => pool.nodes)), demandAtPeak: total(pools.map(nodesAtPeak)) };
  const { most, ...budget } = judged("nodes", capacity, pools.map(pool => takingOf(pool, 1)), 0, sizes, more ? [`${AUTO_PROVISIONING}: how many, is not known`] : []);
  return [{
    cluster: cluster.resource, of: "pods", ...cluster.podRange, unit: "nodes", capacity, ...budget, ...shortest(most === undefined || most > limit ? undefined : smallestPodRangeLength(most)),
    ...(budget.verdict === "short" && capacity === limit && { reason: `${budget.reason ?? ""}: kubenet has a route for each, and no more` }),
  }];
}

/** Services of AKS's own, by estimate. */
function ownServices({ mesh, networkPolicy }: ClusterSummary, inputs: PlanObject | undefined): number {
  const { always, metrics, policy, scaling, workloadIdentity, routing, engines } = OWN_SERVICES;
  const on = (services: readonly string[], ...path: readonly string[]): readonly string[] => (flagAt(inputs, ...path, "enabled") === true ? services : []);
  return [
    ...always, ...on(metrics, "azureMonitorProfile", "metrics"), ...(enabledAddOn(inputs, "azurepolicy") === undefined ? [] : policy), ...on(scaling, "workloadAutoScalerProfile", "keda"),
    ...on(workloadIdentity, "securityProfile", "workloadIdentity"), ...(networkPolicy === "azure" || networkPolicy === "calico" ? engines[networkPolicy] : []),
    ...(sameText(textAt(inputs, "ingressProfile", "webAppRouting", "nginx", "defaultIngressControllerType"), "None") ? [] : on(routing, "ingressProfile", "webAppRouting")),
  ].length + (mesh ? OWN_SERVICES.mesh.length * Math.max(1, mesh.revisions.length) : 0);
}

function serviceRange(cluster: ClusterSummary, services: readonly ServiceFacts[], inputs: PlanObject | undefined): readonly RangeBudget[] {
  if (!cluster.serviceRange) return [];
  const prefix = parsePrefix(cluster.serviceRange.prefix);
  const sure = services.filter(service => !service.headless && service.type !== "ExternalName").length + SYSTEM_SERVICE_ADDRESSES;
  const capacity = prefix && Math.max(0, sizeOf(prefix) - UNUSED_SERVICE_ADDRESSES);
  // An estimate may fill a range, but not be too much for it.
  const own = ownServices(cluster, inputs), fits = capacity === undefined || sure + own <= capacity;
  const [taken, more] = fits ? [sure + own, []] : [sure, [`AKS has Services of its own in it, some ${own} by estimate`]];
  const { most, ...budget } = judged("addresses", capacity, [], taken, { demandNow: taken, demandAtPeak: taken }, more);
  return [{ cluster: cluster.resource, of: "services", ...cluster.serviceRange, unit: "addresses", capacity, ...budget, estimated: own, ...shortest(most === undefined ? undefined : smallestServiceRangeLength(most)) }];
}

export function rangeBudgets({ graph, clusters, pools, services, clusterOf }: RangeInput): readonly RangeBudget[] {
  const own = groupedBy(services, clusterOf);
  return clusters.flatMap(cluster => [
    ...podRange(cluster, poolsOf(cluster, pools), graph),
    ...serviceRange(cluster, own.get(cluster) ?? [], graph.byUrn(cluster.resource)?.inputs),
  ]);
}
