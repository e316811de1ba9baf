/** Which values of a fixture may stand where another resource has one that is not known: a plan may say in another form what the fixture says in its own. */
import { shortToken } from "../../facts/arm-ids";
import { KINDS } from "../model/kinds";
import { once } from "../model/once";
import { listAt } from "../model/read";
import { isObject } from "../model/values";
import type { FixtureResource, Rule } from "./rule";

/** Types whose inputs are of one shape: those of other versions of their API, and those that one test of `KINDS` takes, such as all workloads. */
export function kindOf(type: string): string {
  const known = Object.entries(KINDS).find(([, isOfKind]) => isOfKind(type));
  if (known) return known[0];
  return shortToken(type) ?? (type.startsWith("kubernetes:") ? type.replace(/\/v\d\w*:/, ":") : type);
}

/** A node pool is described in its cluster, or is a resource of its own. */
function formsOf(fixture: FixtureResource): readonly FixtureResource[] {
  const { type, inputs } = fixture;
  if (KINDS.agentPool(type)) return [fixture, { type: "azure-native:containerservice:ManagedCluster", inputs: { agentPoolProfiles: [{ ...inputs, name: inputs.agentPoolName }] } }];
  if (!KINDS.managedCluster(type)) return [fixture];
  const pools = listAt(inputs, "agentPoolProfiles").filter(isObject);
  return [fixture, ...pools.map(pool => ({ type: "azure-native:containerservice:AgentPool", inputs: { ...pool, agentPoolName: pool.name } }))];
}

/** What breaks a rule, in every form, with the kind of resource that it fits. */
export const breakingForms = once(({ fixtures }: Rule) => fixtures.breaks.flatMap(formsOf).map(({ type, inputs }) => ({ kind: kindOf(type), inputs })));
