/** Software that people install into a cluster and that its makers maintain no more. */
import type { Retirement } from "./retirements";

export interface AbandonedSoftware extends Retirement {
  /** Name of its Helm chart, without a repository before it. */
  readonly chart: string;
  /** API group of its objects, where it has one. */
  readonly group?: string;
}

export const ABANDONED_SOFTWARE: readonly AbandonedSoftware[] = [
  {
    chart: "ingress-nginx", what: "ingress-nginx", date: "2026-03", successor: "the Istio add-on's gateway, or the Gateway API of application routing",
    source: "azure-aks-docs, includes/ingress-nginx-retirement.md", asOf: "2026-08-21",
  },
  {
    chart: "aad-pod-identity", group: "aadpodidentity.k8s.io", what: "AAD Pod Identity", date: "2023-09", successor: "workload identity (securityProfile.workloadIdentity, oidcIssuerProfile)",
    source: "azure-aks-docs, use-azure-ad-pod-identity.md", asOf: "2026-08-21",
  },
];
