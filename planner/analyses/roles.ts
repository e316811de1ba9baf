/** Which identity needs what on which scope and why, and whether the plan gives it: wide enough, no wider, and before it is used. */
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import type { ClusterSummary } from "../model/results";
import type { RoleNeed, RolePlan } from "../model/role-results";
import { placesIn } from "./arm-places";
import { clusterNeeds, type ClusterNeedsInput } from "./cluster-needs";
import { podNeeds } from "./pod-needs";
import { RoleJudge, type Wanted } from "./role-judge";
import { authorisationOf, policyGrant } from "./vault-policies";
import { credentialsIn, judgeTrust, type Credential } from "./workload-trusts";

export interface RolesInput extends Omit<ClusterNeedsInput, "places"> {
  readonly clusterOfObject: (resource: PlanResource) => ClusterSummary | undefined;
}

/** A vault that goes by access policies is asked for those. */
function judgeVault(wanted: Wanted, judged: RoleNeed, judge: RoleJudge): RoleNeed {
  const vault = judge.graph.byUrn(wanted.places[0]?.resource);
  if (vault === undefined || !KINDS.vault(vault.type)) return judged;
  switch (authorisationOf(vault)) {
    case "roles": return judged;
    // What was said of roles holds no more.
    case "policies": return { ...judged, says: undefined, scope: undefined, ...policyGrant(wanted, vault, judge) };
    case "undecided": return { ...judged, status: "undecided", says: "whether the vault goes by roles or by access policies is not known" };
  }
}

function credentialsByIdentity(graph: ResourceGraph): ReadonlyMap<string | undefined, readonly Credential[]> {
  const byIdentity = new Map<string | undefined, Credential[]>();
  for (const credential of credentialsIn(graph)) {
    const some = byIdentity.get(credential.identity);
    if (some) some.push(credential);
    else byIdentity.set(credential.identity, [credential]);
  }
  return byIdentity;
}

/** Nothing where the plan has no cluster of Azure's. */
export function rolePlan(input: RolesInput): { readonly roles?: RolePlan } {
  const { graph, clusters } = input;
  if (clusters.length === 0) return {};
  const places = placesIn(graph);
  const judge = new RoleJudge(graph, places);
  const pods = podNeeds({ ...input, places });
  const needs = [...clusterNeeds({ ...input, places }), ...pods.needs].map(wanted => judgeVault(wanted, judge.judge(wanted), judge));
  const byIdentity = credentialsByIdentity(graph);
  return { roles: { needs, trusts: pods.trusts.map(each => judgeTrust(each, byIdentity, judge)) } };
}
