/**
 * Settings that Azure or Kubernetes never changes in place. As of 2026-08-21. Sources: azure-aks-docs, create-node-pools.md, concepts-storage.md, reliability-availability-zones-configure.md,
 * update-azure-cni.md, upgrade-windows-os.md, private-clusters.md and faq.yml; terraform-provider-azurerm, kubernetes_cluster, kubernetes_cluster_node_pool, container_registry, private_endpoint and private_dns_zone_virtual_network_link; Azure Resource Manager, move and name rules (name, group and location of a
 * resource); Kubernetes API reference. What the Pulumi provider itself calls a replacement differs between its versions (pulumi-azure-native#1504, #3655).
 */
import { armNames, shortToken } from "./arm-ids";
import { DEFAULT_PRIVATE_DNS_ZONE, type PrivateDnsZone } from "./private-api-server";

/** Of a node pool, as inputs of an AgentPool and of an entry in a cluster's `agentPoolProfiles`. */
const POOL: readonly string[] = [
  "availabilityZones", "capacityReservationGroupID", "creationData", "enableEncryptionAtHost", "enableFIPS", "enableNodePublicIP", "enableUltraSSD", "gpuInstanceProfile", "hostGroupID",
  "kubeletConfig", "kubeletDiskType", "linuxOSConfig", "maxPods", "nodePublicIPPrefixID", "osDiskSizeGB", "osDiskType", "osType", "podIPAllocationMode", "podSubnetID", "proximityPlacementGroupID",
  "scaleSetEvictionPolicy", "scaleSetPriority", "spotMaxPrice", "vmSize", "vnetSubnetID", "windowsProfile",
];

/** The network model itself may move, one way, from kubenet or a node subnet to an overlay: `networkPlugin` and `networkPluginMode` are not here. */
const CLUSTER: readonly string[] = [
  "apiServerAccessProfile.enablePrivateCluster", "apiServerAccessProfile.privateDNSZone", "diskEncryptionSetID", "dnsPrefix", "enableRBAC", "extendedLocation", "fqdnSubdomain",
  "networkProfile.dnsServiceIP", "networkProfile.ipFamilies", "networkProfile.loadBalancerSku", "networkProfile.networkMode", "networkProfile.podCidr", "networkProfile.podCidrs",
  "networkProfile.serviceCidr", "networkProfile.serviceCidrs", "nodeResourceGroup",
];

/** Paths of inputs, by type token without API version. */
const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  "azure-native:authorization:RoleAssignment": ["principalId", "principalType", "roleDefinitionId", "scope"],
  "azure-native:containerregistry:Registry": ["zoneRedundancy"],
  "azure-native:containerservice:AgentPool": POOL,
  "azure-native:containerservice:ManagedCluster": CLUSTER,
  "azure-native:keyvault:Vault": ["properties.tenantId"],
  "azure-native:network:PrivateEndpoint": ["customNetworkInterfaceName", "privateLinkServiceConnections", "subnet.id"],
  "azure-native:privatedns:VirtualNetworkLink": ["virtualNetwork.id"],
  // azure-docs, vpn-gateway/vpn-gateway-about-vpn-gateway-settings.md, as of 2020-09-16.
  "azure-native:network:VirtualNetworkGateway": ["gatewayType", "vpnType"],
  "kubernetes:apps/v1:Deployment": ["spec.selector"],
};

const zone = (value: unknown): unknown => (typeof value === "string" ? value.toLowerCase() : value ?? DEFAULT_PRIVATE_DNS_ZONE);
const NO_ZONE: PrivateDnsZone = "none";

/**
 * Of the paths above, what Azure does change in place. From AKS's zone or one's own a cluster moves to none, with new images for all its nodes, and no other way.
 * Source: azure-aks-docs, private-clusters.md, "Update an existing private AKS cluster from a private DNS zone to public".
 */
const CHANGES_IN_PLACE: Readonly<Record<string, (before: unknown, after: unknown) => boolean>> = {
  "apiServerAccessProfile.privateDNSZone": (before, after) => zone(after) === NO_ZONE || zone(before) === zone(after),
};

const ARM_PLACE: readonly string[] = ["location", "resourceGroupName"];
const KUBERNETES_NAMES: readonly string[] = ["metadata.name", "metadata.namespace"];

type Inputs = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Inputs => typeof value === "object" && value !== null && !Array.isArray(value);
const at = (inputs: unknown, path: string): unknown => path.split(".").reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), inputs);
const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

const withoutVersion = (type: string): string => type.replace(/^azure-native(?:_\w+)?:(\w+)(?:\/\w+)?:/, "azure-native:$1:");

/** One Linux becomes another in place; a version of Windows never does. */
const systemChanges = (before: Inputs, after: Inputs): readonly string[] =>
  ([before, after].some(({ osType }) => osType === "Windows") && differs(before.osSKU, after.osSKU) ? ["osSKU"] : []);

/** Settings of its own, and what names the resource and says where it lies. */
function immutablePaths(type: string): readonly string[] {
  const declared = IMMUTABLE[withoutVersion(type)] ?? [];
  if (shortToken(type) !== undefined) return [...ARM_PLACE, ...armNames(type), ...declared];
  return type.startsWith("kubernetes:") ? [...KUBERNETES_NAMES, ...declared] : declared;
}

/**
 * Paths of the inputs whose change means another resource in place of this one, sorted.
 * @param type Pulumi type token
 * @param before inputs of the resource that exists
 * @param after inputs that are declared now
 */
export function replacingChanges(type: string, before: Inputs, after: Inputs): readonly string[] {
  const replaces = (path: string): boolean => {
    const [was, is] = [at(before, path), at(after, path)];
    return differs(was, is) && CHANGES_IN_PLACE[path]?.(was, is) !== true;
  };
  const changed = [...new Set(immutablePaths(type))].filter(replaces);
  return [...changed, ...(withoutVersion(type) === "azure-native:containerservice:AgentPool" ? systemChanges(before, after) : [])].sort();
}

const poolsOf = (inputs: Inputs): readonly Inputs[] => (Array.isArray(inputs.agentPoolProfiles) ? inputs.agentPoolProfiles.filter(isRecord) : []);

/**
 * Paths of inputs whose change Azure refuses, sorted: in a cluster that stays, an immutable setting of a pool that is described inline, and an inline pool that is not there
 * ("A new agent pool was introduced", pulumi-azure-native#2719).
 * @param livingPools names of the cluster's pools that have a resource of their own
 */
export function refusedChanges(type: string, before: Inputs, after: Inputs, livingPools: readonly string[] = []): readonly string[] {
  if (withoutVersion(type) !== "azure-native:containerservice:ManagedCluster") return [];
  const existing = new Map(poolsOf(before).map(pool => [pool.name, pool]));
  return poolsOf(after).flatMap((pool, index) => {
    const old = existing.get(pool.name), at = `agentPoolProfiles[${index}]`;
    if (old !== undefined) return [...POOL.filter(key => differs(old[key], pool[key])), ...systemChanges(old, pool)].map(key => `${at}.${key}`);
    return typeof pool.name === "string" && livingPools.includes(pool.name) ? [] : [`${at}.name`];
  }).sort();
}

/**
 * True where Azure never changes a setting of a cluster or pool in place: a part of a pool that the cluster describes counts as the pool's.
 * @param type Pulumi type token
 * @param path of the input, as the engine's detailed differences have it: `agentPoolProfiles[0].vmSize`, `networkProfile.podCidr`
 */
export function isImmutable(type: string, path: string): boolean {
  const inPool = /^agentPoolProfiles\[\d+\]\.(.+)$/.exec(path)?.[1];
  const [declared, rest] = inPool === undefined ? [IMMUTABLE[withoutVersion(type)] ?? [], path] : [POOL, inPool];
  // A zone of the private API server is left behind in place.
  return declared.some(each => !Object.hasOwn(CHANGES_IN_PLACE, each) && (rest === each || rest.startsWith(`${each}.`) || rest.startsWith(`${each}[`)));
}
