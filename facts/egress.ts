/**
 * How a cluster's outbound traffic leaves, and what a firewall on its way must let through.
 * Sources: azure-aks-docs, egress-outboundtype.md, egress-udr.md, nat-gateway.md, configure-load-balancer-standard.md, outbound-rules-control-egress.md; bicep-types-az,
 * Microsoft.ContainerService and Microsoft.Network. As of 2026-08-21. Azure's public cloud only.
 */

/** Each way out with Azure's name for it. `none`, `block` and the managed NAT gateway are not built. */
export const OUTBOUND_TYPES = { loadBalancer: "loadBalancer", natGateway: "userAssignedNATGateway", userDefinedRouting: "userDefinedRouting" } as const;

/** AKS refuses it in a subnet of one's own (ManagedNATGatewayWithCustomVNetNotAllowed), and the other NAT gateway and routes of one's own anywhere else. Sources: egress-outboundtype.md, nat-gateway.md; MicrosoftDocs/azure-docs#83858. */
export const MANAGED_NAT_GATEWAY = "managedNATGateway";

/** Where a route leads. Source: bicep-types-az, Microsoft.Network, RoutePropertiesFormat.nextHopType, as of 2026-08-21. */
export const NEXT_HOPS = ["Internet", "None", "VirtualAppliance", "VirtualNetworkGateway", "VnetLocal"] as const;

/** What gives a NAT gateway its addresses; without one it translates nothing. Sources: bicep-types-az, NatGatewayPropertiesFormat; azure-docs, nat-gateway/nat-gateway-resource.md. */
export const NAT_ADDRESS_INPUTS = ["publicIpAddresses", "publicIpAddressesV6", "publicIpPrefixes", "publicIpPrefixesV6"] as const;

/** Of the cluster's own load balancer. A node's ports are a multiple of 8; 0 leaves the number to Azure. Source: bicep-types-az, ManagedClusterLoadBalancerProfile; configure-load-balancer-standard.md. */
export const OUTBOUND_LOAD_BALANCER = { addresses: { min: 1, max: 100, byDefault: 1 }, portsPerNode: { max: 64_000, step: 8 }, portsPerAddress: 64_000, idleMinutes: { min: 4, max: 120 } } as const;

/** Of a NAT gateway. Source: nat-gateway.md. */
export const NAT_GATEWAY = { addresses: { min: 1, max: 16 }, idleMinutes: { min: 4, max: 120, byDefault: 4 } } as const;

/** What of a cluster decides which destinations its nodes need. */
export interface EgressFeatures {
  /** Azure region in plain form, such as `canadacentral`; absent where it is not known. */
  readonly region?: string;
  readonly privateApiServer: boolean;
  /** Keys of `addonProfiles` that are on, such as `omsagent`, in any letter case. */
  readonly addOns: readonly string[];
  readonly workloadIdentity: boolean;
  readonly defender: boolean;
  /** Azure Monitor's managed Prometheus. */
  readonly metrics: boolean;
  readonly windows: boolean;
  readonly gpu: boolean;
  /** Host names that the pods' images come from, those behind private endpoints left out. */
  readonly imageHosts: readonly string[];
  /** Vaults that the cluster reads, by name, those behind private endpoints left out. */
  readonly vaults: readonly string[];
  /** DNS servers of the virtual network, where they are not Azure's. */
  readonly dnsServers: readonly string[];
}

export interface EgressRule {
  /** Host name, `*` as a wildcard label; an address; or a service tag of Azure. */
  readonly destination: string;
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
  readonly use: string;
  /** `optional`: without it the cluster works, with less. `conditional`: only where what `use` says applies, which a plan does not show. */
  readonly need: "required" | "conditional" | "optional";
  readonly source: string;
}

const PAGE = "azure-aks-docs, outbound-rules-control-egress.md, as of 2026-08-21";
const REGISTRY_PAGE = "azure-docs, container-registry-firewall-access-rules.md, as of 2019-07-17";

const required = (use: string, ...destinations: readonly string[]): readonly EgressRule[] =>
  destinations.map(destination => ({ destination, protocol: "TCP", port: 443, use, need: "required", source: PAGE }));
const optional = (use: string, port: number, ...destinations: readonly string[]): readonly EgressRule[] =>
  destinations.map(destination => ({ destination, protocol: "TCP", port, use, need: "optional", source: PAGE }));
const conditional = (use: string, destination: string, protocol: EgressRule["protocol"], port: number): EgressRule => ({ destination, protocol, port, use, need: "conditional", source: PAGE });

const whileOn = (on: boolean, rules: readonly EgressRule[]): readonly EgressRule[] => (on ? rules : []);

const REGION = "<region>";

/** A public API server is a destination like any other; a private one is inside the network. */
function apiServerRules(region: string, open: boolean): readonly EgressRule[] {
  return whileOn(open, [
    ...required("API server and its tunnel; ALPN must survive", `*.hcp.${region}.azmk8s.io`),
    conditional("pods that call it by address, known after up", "<API server's address>", "TCP", 443),
    conditional("its tunnel is not konnectivity's", `AzureCloud.${region}`, "UDP", 1194),
    conditional("its tunnel is not konnectivity's", `AzureCloud.${region}`, "TCP", 9000),
  ]);
}

function addOnRules({ addOns, defender, metrics, vaults, workloadIdentity }: EgressFeatures, region: string): readonly EgressRule[] {
  const has = (name: string): boolean => addOns.some(each => each.toLowerCase() === name.toLowerCase());
  const logs = has("omsagent");
  return [
    ...whileOn(has("azureKeyvaultSecretsProvider"), required("secrets from Key Vault", ...vaults.map(name => `${name}.vault.azure.net`))),
    ...whileOn(workloadIdentity || has("azureKeyvaultSecretsProvider"), required("tokens of identities", "login.microsoftonline.com")),
    ...whileOn(logs || defender, required(logs ? "container logs" : "Defender's events", "*.ods.opinsights.azure.com", "*.oms.opinsights.azure.com")),
    ...whileOn(logs, required("Azure Monitor", "*.monitoring.azure.com", "dc.services.visualstudio.com")),
    // azure-monitor-docs, containers/kubernetes-monitoring-firewall.md: a collection endpoint's host is its own, known after up.
    ...whileOn(metrics, required("metrics", "*.metrics.ingest.monitor.azure.com")),
    ...whileOn(logs || metrics, required("what is collected", "*.ingest.monitor.azure.com")),
    ...whileOn(logs || metrics, required("rules of what to collect", "global.handler.control.monitor.azure.com", `${region}.handler.control.monitor.azure.com`)),
    ...whileOn(has("azurepolicy"), required("Azure Policy", "data.policy.core.windows.net", "store.policy.core.windows.net", "dc.services.visualstudio.com")),
  ];
}

function imageRules(hosts: readonly string[]): readonly EgressRule[] {
  const own = hosts.filter(host => host !== "mcr.microsoft.com");
  return [
    ...own.map((destination): EgressRule => ({ destination, protocol: "TCP", port: 443, use: "the pods' images", need: "required", source: REGISTRY_PAGE })),
    ...whileOn(own.some(host => host.endsWith(".azurecr.io")), [{ destination: "*.blob.core.windows.net", protocol: "TCP", port: 443, use: "image layers of Azure's registries", need: "required", source: REGISTRY_PAGE }]),
  ];
}

/** Without these no node comes up; all of them are on AKS's own page, and none has a private endpoint of its own. */
export const CORE_USES: readonly string[] = [
  "API server and its tunnel; ALPN must survive", "images of AKS itself", "Azure's API", "Microsoft Entra ID", "packages of the nodes", "drivers of GPU nodes", "Windows nodes",
];

/** True for what AKS lists by its own name, which Azure Firewall's tag for AKS stands for. A vault's name is its owner's. */
export const isListed = ({ source, use }: EgressRule): boolean => source === PAGE && use !== "secrets from Key Vault";

const NEEDS: readonly EgressRule["need"][] = ["required", "conditional", "optional"];

/** Everything that the nodes and the chosen features reach outside the network, required ones first; each destination and port once. Pure. */
export function egressRules(features: EgressFeatures): readonly EgressRule[] {
  const region = features.region ?? REGION;
  const rules = [
    ...apiServerRules(region, !features.privateApiServer),
    ...required("images of AKS itself", "mcr.microsoft.com", "*.data.mcr.microsoft.com", "mcr-0001.mcr-msedge.net"),
    ...required("Azure's API", "management.azure.com"),
    ...required("Microsoft Entra ID", "login.microsoftonline.com"),
    ...required("packages of the nodes", "packages.microsoft.com", "packages.aks.azure.com", "acs-mirror.azureedge.net"),
    ...addOnRules(features, region),
    ...imageRules(features.imageHosts),
    ...whileOn(features.gpu, required("drivers of GPU nodes", "nvidia.github.io", "us.download.nvidia.com", "download.docker.com")),
    ...whileOn(features.windows, required("Windows nodes", "onegetcdn.azureedge.net", "go.microsoft.com")),
    ...whileOn(features.windows, ["*.mp.microsoft.com", "www.msftconnecttest.com", "ctldl.windowsupdate.com"].flatMap(host => required("Windows nodes", host).map(rule => ({ ...rule, port: 80 })))),
    ...features.dnsServers.map((destination): EgressRule => ({ destination, protocol: "UDP", port: 53, use: "the network's own DNS", need: "required", source: PAGE })),
    conditional("nodes are older than March 2021", "ntp.ubuntu.com", "UDP", 123),
    ...optional("OS updates between node images", 80, "security.ubuntu.com", "azure.archive.ubuntu.com", "changelogs.ubuntu.com"),
    ...optional("OS updates between node images", 443, "snapshot.ubuntu.com"),
  ];
  const key = ({ destination, protocol, port }: EgressRule): string => `${protocol} ${destination} ${port}`;
  const first = new Map<string, EgressRule>();
  for (const rule of rules) if (!first.has(key(rule))) first.set(key(rule), rule);
  return [...first.values()].sort((a, b) => NEEDS.indexOf(a.need) - NEEDS.indexOf(b.need));
}
