/** What the cluster's own settings must keep. */
import { overlaps, parsePrefixes } from "../../facts/addresses";
import { managedGroupName } from "../../facts/anatomy-names";
import { KUBERNETES_VERSIONS, TIERS } from "../../facts/kubernetes-versions";
import { NAME_RULES, nameProblem } from "../../facts/naming";
import { PRIVATE_RANGES } from "../../facts/ranges";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";
import { overlapProblems, range } from "./network";

/** The managed group's name is made of three others: too long a one is refused only when the cluster is created. */
function managedGroupProblems(cluster: Sections["cluster"], names: { readonly resourceGroup: string; readonly cluster: string }, location: string): Problem[] {
  const name = cluster.nodeResourceGroup ?? managedGroupName(names.resourceGroup, names.cluster, location);
  const problem = nameProblem("nodeResourceGroup", name);
  if (name.toLowerCase() === names.resourceGroup.toLowerCase()) return [{
    path: "cluster.nodeResourceGroup", found: shown(name), allowed: "another name than the cluster's own group: AKS makes this one", source: "azure-aks-docs, faq.yml",
  }];
  return problem === undefined ? [] : [{ path: "cluster.nodeResourceGroup", found: shown(name), allowed: problem, nearest: name.slice(0, NAME_RULES.nodeResourceGroup.max), source: NAME_RULES.nodeResourceGroup.source }];
}

/** Azure takes public ranges only; none of them twice, and not everybody. */
function rangeProblems(authorized: readonly string[]): Problem[] {
  const ranges = authorized.flatMap((text, index) => range(`cluster.apiServer.authorizedIpRanges[${index}]`, "another range", text));
  const source = "azure-aks-docs, api-server-authorized-ip-ranges.md";
  return [
    ...ranges.filter(({ prefix }) => prefix.length === 0).map(({ path, prefix }): Problem => ({ path, found: shown(prefix.text), allowed: "a range narrower than everybody; access public lets everybody in", source })),
    ...ranges.filter(({ prefix }) => prefix.length > 0 && parsePrefixes(PRIVATE_RANGES).some(own => overlaps(own, prefix)))
      .map(({ path, prefix }): Problem => ({ path, found: shown(prefix.text), allowed: "a public range: calls reach the API server from public addresses", source })),
    ...overlapProblems(ranges, source),
  ];
}

/** A cluster that nobody may enter. */
function entraProblems(entra: Sections["cluster"]["entra"]): Problem[] {
  if (!entra || entra.azureRbac || entra.localAccounts || entra.adminGroupObjectIds.length > 0) return [];
  return [{ path: "cluster.entra", found: "no Azure RBAC, no administrators' group, no local accounts", allowed: "one of azureRbac, adminGroupObjectIds and localAccounts, or nobody may enter the cluster" }];
}

export function clusterProblems(cluster: Sections["cluster"], names: { readonly resourceGroup: string; readonly cluster: string }, location: string): readonly Problem[] {
  const problems: Problem[] = managedGroupProblems(cluster, names, location);
  if (cluster.supportPlan === "AKSLongTermSupport" && !TIERS[cluster.tier].longTermSupport) problems.push({
    path: "cluster.supportPlan", found: `${shown(cluster.supportPlan)} with tier ${cluster.tier}`, allowed: "long-term support with tier Premium only", nearest: "KubernetesOfficial", source: "azure-aks-docs, long-term-support.md",
  });
  const minor = cluster.kubernetesVersion.split(".").slice(0, 2).join(".");
  if (KUBERNETES_VERSIONS[minor]?.endOfLife === undefined && cluster.supportPlan === "KubernetesOfficial") problems.push({
    path: "cluster.kubernetesVersion", found: shown(cluster.kubernetesVersion), allowed: "a version with community support, or supportPlan AKSLongTermSupport: this one has long-term support only", source: "azure-aks-docs, supported-kubernetes-versions.md",
  });
  problems.push(...entraProblems(cluster.entra), ...rangeProblems(cluster.apiServer.authorizedIpRanges));
  const { access, authorizedIpRanges } = cluster.apiServer;
  if (access === "authorized-ranges" && authorizedIpRanges.length === 0) problems.push({
    path: "cluster.apiServer.authorizedIpRanges", found: "no range", allowed: "at least one range with access authorized-ranges: an empty list lets everybody in",
  });
  if (access === "public" && authorizedIpRanges.length > 0) problems.push({
    path: "cluster.apiServer.access", found: shown(access), allowed: "authorized-ranges, since ranges are given", nearest: "authorized-ranges",
  });
  return problems;
}
