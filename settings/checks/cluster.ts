/** What the cluster's own settings must keep. */
import { managedGroupName } from "../../facts/anatomy-names";
import { KUBERNETES_VERSIONS, TIERS } from "../../facts/kubernetes-versions";
import { NAME_RULES, nameProblem } from "../../facts/naming";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";

/** The managed group's name is made of three others: too long a one is refused only when the cluster is created. */
function managedGroupProblems(cluster: Sections["cluster"], names: { readonly resourceGroup: string; readonly cluster: string }, location: string): Problem[] {
  const name = cluster.nodeResourceGroup ?? managedGroupName(names.resourceGroup, names.cluster, location);
  const problem = nameProblem("nodeResourceGroup", name);
  if (name.toLowerCase() === names.resourceGroup.toLowerCase()) return [{
    path: "cluster.nodeResourceGroup", found: shown(name), allowed: "another name than the cluster's own group: AKS makes this one", source: "azure-aks-docs, faq.yml",
  }];
  return problem === undefined ? [] : [{ path: "cluster.nodeResourceGroup", found: shown(name), allowed: problem, nearest: name.slice(0, NAME_RULES.nodeResourceGroup.max), source: NAME_RULES.nodeResourceGroup.source }];
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
  return [...problems, ...entraProblems(cluster.entra)];
}
