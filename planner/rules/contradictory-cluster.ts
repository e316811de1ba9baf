import { TIERS } from "../../facts/kubernetes-versions";
import { KINDS } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import { flagAt, isOpen, listAt, readAt, wordAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const cluster = (inputs: PlanObject): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", ...inputs } });

const LONG_TERM = "AKSLongTermSupport";

interface Contradiction { readonly path: string; readonly message: string; readonly fix: string; readonly holds: (inputs: PlanObject) => boolean }

const known = (inputs: PlanObject, ...paths: readonly (readonly string[])[]): boolean => paths.every(path => !isOpen(inputs, ...path));
const tierOf = (inputs: PlanObject): string => wordAt(Object.keys(TIERS), inputs, "sku", "tier") ?? "Free";

/** Sources: azure-aks-docs, manage-local-accounts-managed-azure-ad.md, api-server-authorized-ip-ranges.md, long-term-support.md, private-clusters.md, azure-ad-rbac.md, workload-identity-overview.md. */
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
];

export const contradictoryCluster: Rule = {
  id: "contradictory-cluster",
  severity: "error",
  question: "Do settings of a cluster contradict each other, so that Azure refuses it?",
  fix: "Take one of the two back.",
  source: "azure-aks-docs, manage-local-accounts-managed-azure-ad.md, api-server-authorized-ip-ranges.md, private-clusters.md, long-term-support.md, workload-identity-deploy-cluster.md",
  asOf: "2026-08-21",
  check: ({ graph }) => graph.where(KINDS.managedCluster).flatMap(({ urn, inputs }) => CONTRADICTIONS.filter(({ holds }) => holds(inputs)).map(({ path, message, fix }) => ({
    resource: urn, path: `inputs.${path}`, message, fix, evidence: { setting: path },
  }))),
  fixtures: {
    breaks: [cluster({ disableLocalAccounts: true }), cluster({ supportPlan: "AKSLongTermSupport", sku: { name: "Base", tier: "Standard" } }), cluster({ securityProfile: { workloadIdentity: { enabled: true } } }),
      cluster({ apiServerAccessProfile: { enablePrivateCluster: true, authorizedIPRanges: ["203.0.113.0/24"] } })],
    nearMiss: [cluster({ disableLocalAccounts: true, aadProfile: { managed: true } }), cluster({ supportPlan: "AKSLongTermSupport", sku: { name: "Base", tier: "Premium" } }),
      cluster({ securityProfile: { workloadIdentity: { enabled: true } }, oidcIssuerProfile: { $unknown: true } }), cluster({ apiServerAccessProfile: { enablePrivateCluster: true } })],
  },
};
