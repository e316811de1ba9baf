/** For rules about node pools: each with what is declared of it, and what of that is not known. */
import type { PlanObject, PlanValue } from "../model/plan";
import { isOpen, type Path } from "../model/read";
import type { NodePool } from "../model/results";
import { declarationOf } from "../analyses/pools";
import type { FixtureResource, Rule, Subject } from "./rule";

export interface DeclaredPool {
  readonly pool: NodePool;
  readonly called: string;
  readonly declaration: PlanValue | undefined;
}

export const declaredPools = ({ graph, analyses }: Subject): readonly DeclaredPool[] =>
  analyses.pools.map(pool => ({ pool, called: `pool ${pool.name ?? "without a known name"}`, declaration: declarationOf(pool, graph) }));

/** The doubts of a rule that reads these settings of every pool. */
export const poolDoubts = (...settings: readonly Path[]): NonNullable<Rule["undecided"]> => subject =>
  declaredPools(subject).flatMap(({ pool, called, declaration }) => settings.filter(setting => isOpen(declaration, ...setting)).map(setting => ({
    resource: pool.resource, path: `${pool.path}.${setting.join(".")}`, message: `${called}: ${setting.join(".")} is not known`,
  })));

/** A pool in a fixture. */
export const poolFixture = (inputs: PlanObject): FixtureResource => ({ type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName: "example", resourceName: "aks-example", ...inputs } });
