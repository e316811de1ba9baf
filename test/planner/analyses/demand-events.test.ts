/** Every event of a subnet, recounted node by node from the formulas of Azure's pages on planning addresses, for plans of any pools. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { RETIRING_TAINT_KEY } from "../../../facts/node-pools";
import { analyse } from "../../../planner/analyse";
import type { DemandEventName } from "../../../planner/model/address-results";
import type { PlanObject } from "../../../planner/model/plan";
import { PlanBuilder } from "../plan-builder";

const MODELS = {
  "node subnet": { networkPlugin: "azure" },
  overlay: { networkPlugin: "azure", networkPluginMode: "overlay" },
  kubenet: { networkPlugin: "kubenet" },
  dynamic: { networkPlugin: "azure" },
  "static blocks": { networkPlugin: "azure" },
} as const;
type Model = keyof typeof MODELS;

interface Pool { readonly nodes: number; readonly scaling?: { readonly more: number }; readonly maxPods: number; readonly surge: { readonly amount: number; readonly share: boolean }; readonly retiring: boolean }

const NETWORK = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet";

function declared({ nodes, scaling, maxPods, surge, retiring }: Pool, index: number, model: Model): PlanObject {
  return {
    name: `p${index}`, mode: "System", maxPods, vnetSubnetID: `${NETWORK}/subnets/nodes`, upgradeSettings: { maxSurge: `${surge.amount}${surge.share ? "%" : ""}` },
    ...(scaling ? { enableAutoScaling: true, minCount: nodes, maxCount: nodes + scaling.more } : { count: nodes }), ...(retiring && { nodeTaints: [`${RETIRING_TAINT_KEY}=true:NoSchedule`] }),
    ...((model === "dynamic" || model === "static blocks") && { podSubnetID: `${NETWORK}/subnets/pods` }), ...(model === "static blocks" && { podIPAllocationMode: "StaticBlock" }),
  };
}

function budgetsOf(pools: readonly Pool[], model: Model, length: number) {
  const plan = new PlanBuilder();
  const subnet = (name: string, addressPrefix: string): PlanObject => ({ name, addressPrefix });
  plan.add("azure-native:network:VirtualNetwork", "vnet", { resourceGroupName: "rg", virtualNetworkName: "vnet", addressSpace: { addressPrefixes: ["10.0.0.0/7"] }, subnets: [subnet("nodes", `10.0.0.0/${length}`), subnet("pods", `11.0.0.0/${length}`)] }, { id: NETWORK });
  plan.add("azure-native:containerservice:ManagedCluster", "aks", { resourceName: "aks", networkProfile: MODELS[model], agentPoolProfiles: pools.map((pool, index) => declared(pool, index, model)) });
  return new Map(analyse(plan.build()).analyses.ipPlan.subnets.map(budget => [budget.name, budget]));
}

/** Addresses of one node: at its start, and at the most. */
const PER_NODE: Readonly<Record<"nodes" | "pods", (model: Model, maxPods: number) => readonly [number, number]>> = {
  nodes: (model, maxPods) => (model === "node subnet" ? [1 + maxPods, 1 + maxPods] : [1, 1]),
  pods(model, maxPods) {
    if (model === "static blocks") { let blocks = 0; while (blocks * 16 < maxPods + 1) blocks++; return [blocks * 16, blocks * 16]; }
    // Sixteen more whenever fewer than eight are free.
    let held = 16;
    while (held - maxPods < 8) held += 16;
    return [16, held];
  },
};

const surgeOf = ({ surge: { amount, share } }: Pool, nodes: number): number => { let added = 0; while (added < nodes && (share ? added * 100 < nodes * amount : added < amount)) added++; return added; };

/** The addresses of each node there is, pool by pool, in every way that an event may go; the event is the worst of them. */
function recount(pools: readonly Pool[], each: (pool: Pool) => readonly [number, number]): Readonly<Record<DemandEventName, number>> {
  const many = (count: number, addresses: number): number => Array.from({ length: count }, () => addresses).reduce((sum, one) => sum + one, 0);
  const most = ({ nodes, scaling }: Pool): number => nodes + (scaling?.more ?? 0);
  const at = (some: readonly Pool[], count: (pool: Pool) => number, which: 0 | 1): number => some.map(pool => many(count(pool), each(pool)[which])).reduce((sum, one) => sum + one, 0);
  const standing = pools.filter(({ retiring }) => !retiring);
  const exchanged = (count: (pool: Pool) => number, which: 0 | 1): number => Math.max(at(pools, count, which), ...standing.map(pool => at([...standing, pool], count, which)));
  return {
    start: at(pools, ({ nodes }) => nodes, 0),
    upgrade: Math.max(...pools.map(upgraded => at(pools, pool => pool.nodes + (pool === upgraded ? surgeOf(pool, pool.nodes) : 0), 0))),
    maximum: at(pools, most, 1),
    "upgrade-at-maximum": at(pools, pool => most(pool) + surgeOf(pool, most(pool)), 1),
    rotation: exchanged(({ nodes }) => nodes, 0),
    "rotation-at-maximum": exchanged(most, 1),
  };
}

const pool: fc.Arbitrary<Pool> = fc.record({
  nodes: fc.oneof(fc.nat(12), fc.constantFrom(99, 1000)), scaling: fc.option(fc.record({ more: fc.nat(30) }), { nil: undefined }), maxPods: fc.integer({ min: 10, max: 250 }),
  surge: fc.record({ amount: fc.nat(100), share: fc.boolean() }), retiring: fc.boolean(),
});

describe("what happens to pools", () => {
  test.each(Object.keys(MODELS) as Model[])("takes as many addresses as a recount of the nodes gives: %s", model => {
    fc.assert(fc.property(fc.array(pool, { minLength: 1, maxLength: 4 }), fc.integer({ min: 8, max: 28 }), (pools, length) => {
      const budgets = budgetsOf(pools, model, length);
      for (const name of model === "dynamic" || model === "static blocks" ? ["nodes", "pods"] as const : ["nodes"] as const) {
        const expected = recount(pools, ({ maxPods }) => PER_NODE[name](model, maxPods));
        const budget = budgets.get(name);
        const usable = 2 ** (32 - length) - 5;
        expect(Object.fromEntries((budget?.events ?? []).map(({ event, demand }) => [event, demand]))).toEqual(expected);
        expect(budget?.events.map(({ left }) => left)).toEqual(budget?.events.map(({ event }) => usable - expected[event]));
        expect(budget?.events.map(({ verdict }) => verdict === "short")).toEqual(budget?.events.map(({ event }) => expected[event] > usable));
        expect(budget?.verdict === "short").toBe((["start", "upgrade", "maximum", "upgrade-at-maximum"] as const).some(event => expected[event] > usable));
      }
    }), { numRuns: 50 });
  }, 60_000);

  test("is refused from the beginning where nodes take at once what they may ever hold, and not where pods take addresses as they come", () => {
    const scaling: Pool = { nodes: 3, scaling: { more: 7 }, maxPods: 30, surge: { amount: 1, share: false }, retiring: false };
    expect(budgetsOf([scaling], "node subnet", 24).get("nodes")).toMatchObject({ verdict: "short", refused: true });
    expect(budgetsOf([scaling], "dynamic", 26).get("pods")?.verdict).toBe("short");
    expect(budgetsOf([scaling], "dynamic", 26).get("pods")).not.toHaveProperty("refused");
  });
});
