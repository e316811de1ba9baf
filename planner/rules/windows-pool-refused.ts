import { NAME_RULES } from "../../facts/naming";
import { isBeyond, nodeOsRetirement } from "../../facts/retirements";
import { DEFAULT_WINDOWS_SKU, isArm, NO_WINDOWS_ENGINES } from "../../facts/windows-nodes";
import type { PlanObject } from "../model/plan";
import { wordAt } from "../model/read";
import type { ClusterSummary, NodePool } from "../model/results";
import type { FixtureResource, Rule } from "./rule";

const cluster = (networkProfile: PlanObject): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", kubernetesVersion: "1.36", networkProfile } });
const pool = (agentPoolName: string): FixtureResource => ({ type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName, resourceName: "aks-example", mode: "User", osType: "Windows", vmSize: "Standard_D4s_v5" } });

/** Each reason with the key of the pool, or nothing where it lies in the cluster. */
function reasons({ name, mode, vmSize, osSku = DEFAULT_WINDOWS_SKU }: NodePool, of: ClusterSummary | undefined, profile: PlanObject | undefined): readonly (readonly [reason: string, key?: string])[] {
  const { max } = NAME_RULES.windowsPool, retirement = nodeOsRetirement(osSku), version = of?.kubernetesVersion;
  const engine = wordAt(["cilium"], profile, "networkProfile", "networkDataplane") === "cilium" ? "cilium" : of?.networkPolicy;
  return [
    ...(of?.network === "kubenet" ? [["kubenet is for Linux nodes alone; Azure CNI takes both"] as const] : []),
    ...(engine === "cilium" ? [[NO_WINDOWS_ENGINES.cilium?.why ?? ""] as const] : []),
    ...(mode === "System" ? [["a system pool runs Linux", "mode"] as const] : []),
    ...(name !== undefined && name.length > max ? [[`its name has ${name.length} characters, and a Windows pool's at most ${max}`, "name"] as const] : []),
    ...(vmSize !== undefined && isArm(vmSize) ? [[`${vmSize} has an Arm processor`, "vmSize"] as const] : []),
    ...(retirement && version !== undefined && isBeyond(retirement, version) ? [[`${retirement.what} is not to be had from Kubernetes ${retirement.notFrom ?? ""} on, and the cluster has ${version}`, "osSKU"] as const] : []),
  ];
}

export const windowsPoolRefused: Rule = {
  id: "windows-pool-refused",
  severity: "error",
  question: "Is there a Windows pool that AKS refuses?",
  fix: `Windows pools are user pools of x64 machines, with a name of up to ${NAME_RULES.windowsPool.max} characters, under Azure CNI with calico or without network policies, beside a Linux system pool.`,
  source: "azure-aks-docs, create-node-pools.md, windows-faq.md, use-system-pools.md, azure-cni-powered-by-cilium.md, use-arm64-vms.md; Azure/AKS, release notes of 2026-06-19",
  asOf: "2026-08-21",
  check: ({ graph, analyses }) => analyses.pools.filter(({ osType }) => osType === "Windows").flatMap(each => {
    const of = analyses.clusters.find(({ resource }) => resource === each.cluster);
    return reasons(each, of, of && graph.byUrn(of.resource)?.inputs).map(([reason, key]) => ({
      resource: each.resource, path: key === undefined ? each.path : `${each.path}.${key === "name" && each.path === "inputs" ? "agentPoolName" : key}`,
      message: `Windows pool ${each.name ?? "without a known name"}: ${reason}`, evidence: { osType: "Windows", ...(each.osSku !== undefined && { osSku: each.osSku }) },
    }));
  }),
  fixtures: {
    breaks: [cluster({ networkPlugin: "kubenet" }), pool("win")],
    nearMiss: [cluster({ networkPlugin: "azure", networkPluginMode: "overlay", networkPolicy: "calico" }), pool("winwin")],
  },
};
