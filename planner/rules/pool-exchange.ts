/** What to do about a setting of a node pool that never changes in place. */
export const POOL_EXCHANGE = "It never changes in place: add a pool with it, drain the old one, then remove it, in two updates. In aks-anatomy's own program `retiring` does that (docs/node-pools.md).";
