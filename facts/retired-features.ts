/**
 * What an `azure-native` program may still declare of a cluster though Azure has retired it, or has said when it will. Paths are of a ManagedCluster's inputs unless another place is named.
 * Dates are of the last day of support, `YYYY-MM-DD`, or a month or version where Azure names none.
 */
import type { Retirement } from "./retirements";

/** A switch or object in a cluster's inputs: retired where it is `true`, has a value, or is there at all. */
export interface RetiredFeature extends Retirement {
  /** Letter case of an add-on's key does not matter to Azure. */
  readonly path: readonly string[];
  readonly declaredBy: "true" | "presence" | { readonly value: string };
  /** A setting beside it under which the retired part is not made; letter case does not matter. */
  readonly unless?: { readonly path: readonly string[]; readonly value: string };
  /** Azure takes no new cluster with it; otherwise it works until, or beyond, the date. */
  readonly refused: boolean;
}

const AKS_DOCS = { asOf: "2026-08-21" } as const;

export const HTTP_APPLICATION_ROUTING: Retirement = {
  what: "HTTP application routing", date: "2025-03-03", successor: "the Istio add-on's gateway, or the Gateway API of application routing", source: "Azure/AKS, release notes of March 2025", ...AKS_DOCS,
};

export const POD_IDENTITY: Retirement = {
  what: "pod identity (AAD Pod Identity)", date: "2025-09", successor: "workload identity (securityProfile.workloadIdentity, oidcIssuerProfile)", source: "azure-aks-docs, use-azure-ad-pod-identity.md", ...AKS_DOCS,
};

export const BASIC_LOAD_BALANCER: Retirement = {
  what: "the Basic load balancer", date: "2025-09-30", successor: "the Standard load balancer (loadBalancerSku: standard)",
  source: "azure-aks-docs, includes/basic-load-balancer-retirement.md; Azure/AKS#4985", ...AKS_DOCS,
};

export const RETIRED_FEATURES: readonly RetiredFeature[] = [
  { path: ["addonProfiles", "httpApplicationRouting", "enabled"], declaredBy: "true", refused: true, ...HTTP_APPLICATION_ROUTING },
  {
    path: ["addonProfiles", "kubeDashboard", "enabled"], declaredBy: "true", refused: true, what: "the Kubernetes dashboard add-on", date: "with Kubernetes 1.19",
    successor: "the Azure portal's view of Kubernetes resources, or a dashboard of one's own", source: "terraform-provider-azurerm#13119 (AddonInvalid); MicrosoftDocs/azure-docs#62689", asOf: "2021-08-24",
  },
  { path: ["podIdentityProfile", "enabled"], declaredBy: "true", refused: false, ...POD_IDENTITY },
  { path: ["networkProfile", "loadBalancerSku"], declaredBy: { value: "basic" }, refused: true, ...BASIC_LOAD_BALANCER },
  {
    path: ["enablePodSecurityPolicy"], declaredBy: "true", refused: true, what: "pod security policies", date: "2025-03-01",
    successor: "Pod Security Admission (labels of the namespace) or Azure Policy", source: "Azure/AKS#4940: gone from API version 2025-03-01", ...AKS_DOCS,
  },
  ...["clientAppID", "serverAppID", "serverAppSecret"].map((key): RetiredFeature => ({
    path: ["aadProfile", key], declaredBy: "presence", refused: true, what: "Azure AD integration with applications of one's own", date: "2023-12-01",
    successor: "managed Entra ID integration (aadProfile.managed: true)", source: "Azure/AKS#3888", ...AKS_DOCS,
  })),
  {
    path: ["addonProfiles", "openServiceMesh", "enabled"], declaredBy: "true", refused: false, what: "the Open Service Mesh add-on", date: "2027-09-30",
    successor: "the Istio add-on (serviceMeshProfile)", source: "azure-aks-docs, includes/open-service-mesh-retirement.md", ...AKS_DOCS,
  },
  {
    path: ["ingressProfile", "webAppRouting", "enabled"], declaredBy: "true", unless: { path: ["ingressProfile", "webAppRouting", "nginx", "defaultIngressControllerType"], value: "None" }, refused: false, what: "application routing on NGINX", date: "2026-11",
    successor: "the Istio add-on's gateway, or the Gateway API of application routing", source: "azure-aks-docs, includes/ingress-nginx-retirement.md", ...AKS_DOCS,
  },
];

/** Settings that AKS takes in old versions of its API and does nothing with. */
export const IGNORED_SETTINGS: readonly { readonly path: readonly string[]; readonly what: string; readonly source: string; readonly asOf: string }[] = [
  {
    path: ["networkProfile", "dockerBridgeCidr"], what: "the range of Docker's bridge, which nodes have not had since containerd came with Kubernetes 1.19: AKS neither reads nor checks it, and from API version 2023-04-01 on has no such setting and may refuse it",
    source: "Azure/AKS#3534; bicep-types-az, ContainerServiceNetworkProfile, compared per version", ...AKS_DOCS,
  },
];

/** The kind of machines of a pool: `type` of an agent pool. */
export const AVAILABILITY_SET_RETIREMENT: Retirement = {
  what: "a pool of an availability set", date: "2025-09-30", successor: "VirtualMachineScaleSets", source: "azure-aks-docs, includes/availability-sets-retirement.md", ...AKS_DOCS,
};

/** The end of a Linux of nodes, by its name in `osSKU`. */
export interface LinuxRetirement extends Retirement {
  readonly osSku: string;
  /** Day on which AKS takes the node images away, where it is named: such a pool can then neither scale nor replace a node. */
  readonly imagesGone?: string;
}

export const LINUX_RETIREMENTS: readonly LinuxRetirement[] = [
  { osSku: "CBLMariner", what: "Azure Linux 2.0 (CBLMariner)", date: "2025-11-30", imagesGone: "2026-03-31", successor: "AzureLinux3", source: "azure-aks-docs, includes/azure-linux-retirement.md", ...AKS_DOCS },
  { osSku: "Ubuntu2204", what: "Ubuntu 22.04", date: "2027-06-30", imagesGone: "2028-04-30", successor: "Ubuntu2404", source: "azure-aks-docs, includes/ubuntu-22-04-retirement.md", ...AKS_DOCS },
];

/**
 * Preview versions of the AKS API that Azure answers no more, each with the day. Stable versions are on no list.
 * Source: azure-aks-docs, concepts-preview-api-life-cycle.md, as of its announcements of 2024-10-21.
 */
const PREVIEW_ENDS: Readonly<Record<string, readonly string[]>> = {
  "2023-06-01": ["2018-08-01"], "2023-07-01": ["2021-11-01"], "2023-08-01": ["2022-02-02"],
  "2023-09-01": ["2022-01-02", "2022-03-02", "2022-04-02", "2022-05-02", "2022-06-02"],
  "2024-02-14": ["2022-07-02"],
  "2024-06-20": ["2022-08-02", "2022-08-03", "2022-09-02", "2022-10-02", "2022-11-02", "2023-01-02", "2023-02-02"],
  "2025-02-03": ["2023-03-02"], "2025-02-10": ["2023-04-02"], "2025-02-17": ["2023-05-02"], "2025-02-24": ["2023-06-02"], "2025-03-03": ["2023-07-02"], "2025-03-10": ["2023-08-02"],
};

export const PREVIEW_SOURCE = { source: "azure-aks-docs, concepts-preview-api-life-cycle.md", asOf: "2024-10-21" } as const;

/** A version of an ARM API as a type token has it: `v20230102preview` is `{ date: "2023-01-02", preview: true }`. Undefined for any other text. */
export function armApiVersion(text: string): { readonly date: string; readonly preview: boolean } | undefined {
  const match = /^v(\d{4})(\d{2})(\d{2})(preview|privatepreview)?$/.exec(text);
  return match ? { date: `${match[1]}-${match[2]}-${match[3]}`, preview: match[4] !== undefined } : undefined;
}

/** The day on which a preview version of the AKS API, by its date, ended; undefined where it is on no list. */
export const previewEnd = (date: string): string | undefined => Object.entries(PREVIEW_ENDS).find(([, versions]) => versions.includes(date))?.[0];
