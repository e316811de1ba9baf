import { TIERS } from "../../facts/kubernetes-versions";
import { MODEL_FACTS } from "../../facts/network-models";
import { KINDS } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import { flagAt, isOpen, listAt, readAt, wordAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const cluster = (inputs: PlanObject): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", ...inputs } });

const LONG_TERM = "AKSLongTermSupport";

interface Contradiction { readonly path: string; readonly message: string; readonly fix: string; readonly holds: (inputs: PlanObject) => boolean }

const known = (inputs: PlanObject, ...paths: readonly (readonly string[])[]): boolean => paths.every(path => !isOpen(inputs, ...path));
const engineOf = (inputs: PlanObject): string => wordAt(["azure", "calico", "cilium", "none"], inputs, "networkProfile", "networkPolicy") ?? "none";
const hasCilium = (inputs: PlanObject): boolean => wordAt(["cilium"], inputs, "networkProfile", "networkDataplane") === "cilium";
const hasKubenet = (inputs: PlanObject): boolean => wordAt(["kubenet"], inputs, "networkProfile", "networkPlugin") === "kubenet";
const tierOf = (inputs: PlanObject): string => wordAt(Object.keys(TIERS), inputs, "sku", "tier") ?? "Free";

/** Sources: azure-aks-docs, manage-local-accounts-managed-azure-ad.md, api-server-authorized-ip-ranges.md, long-term-support.md, private-clusters.md, azure-ad-rbac.md, workload-identity-overview.md, configure-kubenet.md; @pulumi/azure-native 3.28.0, NetworkPolicy.Cilium; Azure/AKS-Construction#535 (CiliumDataplaneRequiresNetworkPolicyCilium). */
const CONTRADICTIONS: readonly Contradiction[] = [
  {
    path: "disableLocalAccounts", message: "local accounts are off and Entra ID is not on: Azure refuses the cluster, since nobody could sign in", fix: "Give the cluster an aadProfile (managed: true), or keep the local accounts.",
    holds: inputs => flagAt(inputs, "disableLocalAccounts") === true && readAt(inputs, "aadProfile").knowledge === "absent",
  },
  {
    path: "apiServerAccessProfile.authorizedIPRanges", message: "authorised ranges hold for a public API server only, and this one is private: Azure refuses them", fix: "Take the ranges out, or make the API server public.",
    holds: inputs => flagAt(inputs, "apiServerAccessProfile", "enablePrivateCluster") === true && listAt(inputs, "apiServerAccessProfile", "authorizedIPRanges").length > 0,
  },
  {
    path: "supportPlan", message: "long-term support comes with tier Premium only", fix: "Take tier Premium, or supportPlan KubernetesOfficial.",
    holds: inputs => wordAt([LONG_TERM], inputs, "supportPlan") === LONG_TERM && known(inputs, ["sku"], ["sku", "tier"]) && !Object.entries(TIERS).some(([tier, { longTermSupport }]) => longTermSupport && tier === tierOf(inputs)),
  },
  {
    path: "aadProfile.enableAzureRBAC", message: "Azure RBAC is on and Kubernetes' own is off: it needs enableRBAC", fix: "Let enableRBAC be true.",
    holds: inputs => flagAt(inputs, "aadProfile", "enableAzureRBAC") === true && flagAt(inputs, "enableRBAC") === false,
  },
  {
    path: "securityProfile.workloadIdentity.enabled", message: "workload identity needs the OIDC issuer, which is not on", fix: "Let oidcIssuerProfile.enabled be true.",
    holds: inputs => flagAt(inputs, "securityProfile", "workloadIdentity", "enabled") === true && known(inputs, ["oidcIssuerProfile"], ["oidcIssuerProfile", "enabled"]) && flagAt(inputs, "oidcIssuerProfile", "enabled") !== true,
  },
  {
    path: "networkProfile.networkPolicy", message: "network policies of cilium need Cilium's data plane, which the cluster has not", fix: "Let networkProfile.networkDataplane be cilium, or take another engine.",
    holds: inputs => engineOf(inputs) === "cilium" && !hasKubenet(inputs) && known(inputs, ["networkProfile", "networkDataplane"]) && !hasCilium(inputs),
  },
  {
    path: "networkProfile.networkPolicy", message: "Cilium's data plane enforces network policies itself, and takes no other engine", fix: "Let networkProfile.networkPolicy be cilium.",
    holds: inputs => hasCilium(inputs) && ["azure", "calico"].includes(engineOf(inputs)),
  },
  {
    path: "networkProfile.networkPolicy", message: "kubenet has no such engine of network policies", fix: `Take ${MODEL_FACTS.kubenet.policyEngines.join(" or ")}; better, Azure CNI Overlay in place of kubenet.`,
    holds: inputs => hasKubenet(inputs) && known(inputs, ["networkProfile", "networkPolicy"]) && !MODEL_FACTS.kubenet.policyEngines.some(engine => engine === engineOf(inputs)),
  },
];

export const contradictoryCluster: Rule = {
  id: "contradictory-cluster",
  severity: "error",
  question: "Do settings of a cluster contradict each other, so that Azure refuses it?",
  fix: "Take one of the two back.",
  source: "azure-aks-docs, manage-local-accounts-managed-azure-ad.md, api-server-authorized-ip-ranges.md, private-clusters.md, long-term-support.md, workload-identity-deploy-cluster.md, configure-kubenet.md; Azure Resource Manager, NetworkPolicy@2025-09-01; Azure/AKS-Construction#535",
  asOf: "2026-08-21",
  check: ({ graph }) => graph.where(KINDS.managedCluster).flatMap(({ urn, inputs }) => CONTRADICTIONS.filter(({ holds }) => holds(inputs)).map(({ path, message, fix }) => ({
    resource: urn, path: `inputs.${path}`, message, fix, evidence: { setting: path },
  }))),
  fixtures: {
    breaks: [cluster({ disableLocalAccounts: true }), cluster({ supportPlan: "AKSLongTermSupport", sku: { name: "Base", tier: "Standard" } }), cluster({ securityProfile: { workloadIdentity: { enabled: true } } }),
      cluster({ apiServerAccessProfile: { enablePrivateCluster: true, authorizedIPRanges: ["203.0.113.0/24"] } }),
      cluster({ networkProfile: { networkPlugin: "azure", networkPolicy: "cilium" } }), cluster({ networkProfile: { networkPlugin: "azure", networkPolicy: "calico", networkDataplane: "cilium" } }),
      cluster({ networkProfile: { networkPlugin: "kubenet", networkPolicy: "azure" } })],
    nearMiss: [cluster({ disableLocalAccounts: true, aadProfile: { managed: true } }), cluster({ supportPlan: "AKSLongTermSupport", sku: { name: "Base", tier: "Premium" } }),
      cluster({ securityProfile: { workloadIdentity: { enabled: true } }, oidcIssuerProfile: { $unknown: true } }), cluster({ apiServerAccessProfile: { enablePrivateCluster: true } }),
      cluster({ networkProfile: { networkPlugin: "azure", networkPolicy: "cilium", networkDataplane: "cilium" } }), cluster({ networkProfile: { networkPlugin: "azure", networkPolicy: "calico" } }),
      cluster({ networkProfile: { networkPlugin: "kubenet", networkPolicy: "calico" } })],
  },
};
