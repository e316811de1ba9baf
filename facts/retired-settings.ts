/**
 * What people write that Azure has retired, refused with the date and the successor; and what has come since and cannot be switched on from here yet.
 * Sources: azure-aks-docs includes and Azure/AKS release notes, as of 2026-08-21.
 */
import { AVAILABILITY_SET_RETIREMENT, BASIC_LOAD_BALANCER, HTTP_APPLICATION_ROUTING, POD_IDENTITY } from "./retired-features";
import { CONTAINER_INSIGHTS_LEGACY_LOGIN, WINDOWS_RETIREMENTS, type Retirement } from "./retirements";
import { DEFAULT_WINDOWS_SKU, OS_SKUS } from "./windows-nodes";

interface Retired { readonly allowed: string; readonly source: string }

const retired = (what: string, since: string, successor: string, source: string): Retired =>
  ({ allowed: `not ${what}: retired ${since}; ${successor}`, source });

/** Dates and sources are those of the tables that plans are judged by; what to do is said in words of the configuration. */
const known = (what: string, { date, source }: Retirement, successor: string, part?: string): Retired => retired(what, part === undefined ? date : `${date} (${part})`, successor, source);

const NGINX = retired("NGINX application routing", "after November 2026 (critical patches end)", "use the Istio add-on's gateway", "azure-aks-docs, ingress-nginx-retirement.md");
const HTTP_ROUTING = known("HTTP application routing", HTTP_APPLICATION_ROUTING, "use the Istio add-on's gateway");

/** Both switches, `ingressProfile.gatewayAPI` and `webAppRouting.gatewayAPIImplementations`, are of that version of the API; @pulumi/azure-native 3.28.0 calls 2025-09-01. */
const GATEWAY_API: Retired = {
  allowed: "not yet the Gateway API: AKS switches it on from API version 2026-02-01, and the provider here calls 2025-09-01; use istio, the Istio add-on's gateway, until then (docs/decisions/0007-istio-gateway-as-ingress.md)",
  source: "azure-aks-docs, managed-gateway-api.md; bicep-types-az, Microsoft.ContainerService",
};

/** By configuration key or value, as people write them. */
const RETIRED_KEYS: Readonly<Record<string, Retired>> = {
  AvailabilitySet: known("an availability set", AVAILABILITY_SET_RETIREMENT, "use VirtualMachineScaleSets"),
  ...Object.fromEntries(["httpApplicationRouting", "http-application-routing"].map(word => [word, HTTP_ROUTING])),
  ...Object.fromEntries(["webAppRouting", "web-app-routing", "nginx", "ingress-nginx", "app-routing", "application-routing"].map(word => [word, NGINX])),
  ...Object.fromEntries(["gateway-api", "gatewayApi", "gatewayAPI", "approuting-istio"].map(word => [word, GATEWAY_API])),
  podIdentity: known("pod identity", POD_IDENTITY, "use workload identity, which is always on here"),
  loadBalancerSku: known("a choice of load balancer", BASIC_LOAD_BALANCER, "the Standard load balancer is always used", "Basic"),
  useAADAuth: known("a choice of authentication", CONTAINER_INSIGHTS_LEGACY_LOGIN, "managed identity is always used", "legacy authentication"),
  containerLogV2: retired("a choice of schema", "2026-09-30 (table ContainerLog)", "ContainerLogV2 is always used", "azure-monitor-docs, container-insights-transition-solution.md"),
  ...Object.fromEntries([1, 2, 3, 4, 5].map(size => [`VpnGw${size}`, retired("a gateway without zones", "for new gateways 2025-01-01, for all in 2026", `use VpnGw${size}AZ`, "azure-docs, vpn-gateway/gateway-sku-consolidation.md")])),
  ...Object.fromEntries(WINDOWS_RETIREMENTS.filter(({ osSku }) => !OS_SKUS.some(sku => sku === osSku)).map(({ osSku, what, date, source }) => [osSku, retired(what, date, `use ${DEFAULT_WINDOWS_SKU}`, source)])),
  /** Not retired, the reverse: the provider cannot ask for it yet. */
  Windows2025: { allowed: `${OS_SKUS.join(", ")}: the API version that the provider calls, 2025-09-01, has no Windows2025`, source: "bicep-types-az, ManagedClusterAgentPoolProfileProperties.osSKU@2025-09-01" },
  dockerBridgeCidr: retired("a Docker bridge range", "with API version 2023-04-01", "containerd is the runtime", "bicep-types-az, Microsoft.ContainerService"),
};

export const retiredUnder = (word: string): Retired | undefined => (Object.hasOwn(RETIRED_KEYS, word) ? RETIRED_KEYS[word] : undefined);
