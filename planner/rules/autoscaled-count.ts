import { ignoresChangeOf } from "../model/ignored";
import { countAt, flagAt, isOpen } from "../model/read";
import { declaredPools, type DeclaredPool } from "./pool-declarations";
import type { FixtureResource, Rule, Subject } from "./rule";

const pool = (minCount: number): FixtureResource => ({ type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName: "example", resourceName: "aks-example", enableAutoScaling: true, count: 3, minCount, maxCount: 6 } });
const inline = (minCount: number): FixtureResource =>
  ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", agentPoolProfiles: [{ name: "system", enableAutoScaling: true, count: 3, minCount, maxCount: 6 }] } });

/** Pools that the autoscaler moves, though every update of what declares them sends their first count again. */
function sentAgain(subject: Subject): readonly (DeclaredPool & { readonly count: number; readonly path: string })[] {
  return declaredPools(subject).flatMap(each => {
    const { pool: { minNodes, maxNodes, resource, path: place } } = each;
    const count = countAt(each.declaration, "count");
    const path = `${place}.count`;
    // Between equal bounds nothing moves.
    const boundsOpen = ["minCount", "maxCount"].some(key => isOpen(each.declaration, key));
    const moves = flagAt(each.declaration, "enableAutoScaling") === true && !boundsOpen && (minNodes === undefined || maxNodes === undefined || minNodes < maxNodes);
    return !moves || count === undefined || ignoresChangeOf(subject.graph.byUrn(resource), path.slice("inputs.".length)) ? [] : [{ ...each, count, path }];
  });
}

/** What Azure makes of a count beside an autoscaler that has another, no document says. */
export const autoscaledCount: Rule = {
  id: "autoscaled-count",
  severity: "warning",
  question: "Does the program go on declaring the count of a pool that the autoscaler moves?",
  fix: "Give what declares the pool ignoreChanges for the count (count, or agentPoolProfiles[*].count), and update with --refresh: the count that is sent is then the autoscaler's own.",
  source: "pulumi-azure#780; terraform-provider-azurerm#4429, #4543; terraform-azurerm-aks#91",
  asOf: "2021-02-22",
  check: subject => sentAgain(subject).map(({ pool: { resource }, called, count, path }) => ({
    resource, path, evidence: { count },
    message: `${called} is autoscaled and declares a count of ${count}: a later update sends it again, whatever number the autoscaler has come to; users report that Azure then scales the pool back, or refuses the update`,
  })),
  fixtures: { breaks: [pool(3), inline(3)], nearMiss: [pool(6), inline(6)] },
};
