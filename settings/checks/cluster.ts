/** What the cluster's own settings must keep. */
import { managedGroupName } from "../../facts/anatomy-names";
import { TIERS } from "../../facts/kubernetes-versions";
import { NAME_RULES, nameProblem } from "../../facts/naming";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";

/** The managed group's name is made of three others: too long a one is refused only when the cluster is created. */
function managedGroupProblems(cluster: Sections["cluster"], names: { readonly resourceGroup: string; readonly cluster: string }, location: string): Problem[] {
  const name = cluster.nodeResourceGroup ?? managedGroupName(names.resourceGroup, names.cluster, location);
  const problem = nameProblem("nodeResourceGroup", name);
  return problem === undefined ? [] : [{ path: "cluster.nodeResourceGroup", found: shown(name), allowed: problem, nearest: name.slice(0, NAME_RULES.nodeResourceGroup.max), source: NAME_RULES.nodeResourceGroup.source }];
}

export function clusterProblems(cluster: Sections["cluster"], names: { readonly resourceGroup: string; readonly cluster: string }, location: string): readonly Problem[] {
  const problems: Problem[] = managedGroupProblems(cluster, names, location);
  if (cluster.supportPlan === "AKSLongTermSupport" && !TIERS[cluster.tier].longTermSupport) problems.push({
    path: "cluster.supportPlan", found: `${shown(cluster.supportPlan)} with tier ${cluster.tier}`, allowed: "long-term support with tier Premium only", nearest: "KubernetesOfficial", source: "azure-aks-docs, long-term-support.md",
  });
  const { access, authorizedIpRanges } = cluster.apiServer;
  if (access === "authorized-ranges" && authorizedIpRanges.length === 0) problems.push({
    path: "cluster.apiServer.authorizedIpRanges", found: "no range", allowed: "at least one range with access authorized-ranges: an empty list lets everybody in",
  });
  if (access === "public" && authorizedIpRanges.length > 0) problems.push({
    path: "cluster.apiServer.access", found: shown(access), allowed: "authorized-ranges, since ranges are given", nearest: "authorized-ranges",
  });
  return problems;
}
