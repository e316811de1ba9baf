/** The pools that stand at once: each as it is chosen now, and, while it is exchanged, as it was before. */
import { retiringTaint } from "../facts/node-pools";
import type { NodePoolSettings } from "./schema";

/** The pool as it was, newest first: what it was made of then, with its present name, mode, labels and upgrade settings, and the taint of a pool that is about to leave. */
export function retiringPools(pool: NodePoolSettings): readonly NodePoolSettings[] {
  return pool.retiring.map(former => ({
    ...pool,
    vmSize: former.vmSize, maxPods: former.maxPods, zones: former.zones, osDiskType: former.osDiskType, osDiskSizeGib: former.osDiskSizeGib,
    osSku: former.osSku ?? pool.osSku,
    spot: former.spot, spotEvictionPolicy: former.spotEvictionPolicy, spotMaxPrice: former.spotMaxPrice,
    ...(former.count === undefined && former.autoscale === undefined ? {} : { count: former.count, autoscale: former.autoscale }),
    // Azure drains no spot pool: what is said of draining holds for the pool as it is now.
    ...(former.spot && { maxUnavailable: undefined, drainTimeoutMinutes: undefined, nodeSoakMinutes: undefined, undrainableNodes: undefined }),
    taints: [...pool.taints, retiringTaint(pool.mode)],
    retiring: [],
  }));
}

/**
 * The pool that the cluster describes. One that came after the cluster and is exchanged is described as it was: an update reaches the cluster before its pools, and Azure refuses
 * a description of a pool that is not there yet.
 */
export const describedPool = (first: NodePoolSettings): NodePoolSettings => retiringPools(first)[0] ?? first;

/** Every pool that stands, with the path of its settings. */
export function standingPools(pools: readonly NodePoolSettings[]): readonly { readonly pool: NodePoolSettings; readonly path: string }[] {
  return pools.flatMap((pool, index) => [
    { pool, path: `nodePools[${index}]` },
    ...retiringPools(pool).map((former, nth) => ({ pool: former, path: `nodePools[${index}].retiring[${nth}]` })),
  ]);
}
