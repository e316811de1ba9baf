/** The ranges outside every subnet: pods of an overlay or of kubenet, and the virtual addresses of services. */
import { parsePrefix, sizeOf } from "../../facts/addresses";
import { nodesInPodRange, SYSTEM_SERVICE_ADDRESSES } from "../../facts/ip-demand";
import { KUBENET_MAX_NODES } from "../../facts/network-models";
import type { ClusterSummary, NodePool, RangeBudget } from "../model/results";
import { nodesAtPeak } from "./pool-demand";
import type { ServiceFacts } from "./services";

/** The first and the last address of a service range are given to nobody. */
const UNUSED_SERVICE_ADDRESSES = 2;

interface RangeInput {
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

function judged(range: Omit<RangeBudget, "verdict" | "reason">): RangeBudget {
  const { capacity, demandAtPeak, unit } = range;
  if (capacity === undefined) return { ...range, verdict: "undecided", reason: "the range is not one" };
  if (demandAtPeak === undefined) return { ...range, verdict: "undecided", reason: "the number of nodes is not known" };
  return demandAtPeak > capacity
    ? { ...range, verdict: "short", reason: `${demandAtPeak} ${unit} at the most, room for ${capacity}` }
    : { ...range, verdict: "fits" };
}

function podRange(cluster: ClusterSummary, pools: readonly NodePool[]): readonly RangeBudget[] {
  if (!cluster.podRange) return [];
  const prefix = parsePrefix(cluster.podRange.prefix);
  const room = prefix && nodesInPodRange(prefix.length);
  return [judged({
    cluster: cluster.resource, of: "pods", ...cluster.podRange, unit: "nodes",
    // Each kubenet node is a route, and routes run out before a wide range does.
    capacity: room !== undefined && cluster.network === "kubenet" ? Math.min(room, KUBENET_MAX_NODES) : room,
    demandNow: total(pools.map(pool => pool.nodes)),
    demandAtPeak: total(pools.map(nodesAtPeak)),
  })];
}

function serviceRange(cluster: ClusterSummary, services: readonly ServiceFacts[]): readonly RangeBudget[] {
  if (!cluster.serviceRange) return [];
  const prefix = parsePrefix(cluster.serviceRange.prefix);
  const taken = services.filter(service => !service.headless && service.type !== "ExternalName").length + SYSTEM_SERVICE_ADDRESSES;
  return [judged({
    cluster: cluster.resource, of: "services", ...cluster.serviceRange, unit: "addresses",
    capacity: prefix && Math.max(0, sizeOf(prefix) - UNUSED_SERVICE_ADDRESSES), demandNow: taken, demandAtPeak: taken,
  })];
}

export function rangeBudgets({ clusters, pools, services, clusterOf }: RangeInput): readonly RangeBudget[] {
  return clusters.flatMap(cluster => [
    ...podRange(cluster, pools.filter(pool => pool.cluster === cluster.resource)),
    ...serviceRange(cluster, services.filter(service => clusterOf(service) === cluster)),
  ]);
}
