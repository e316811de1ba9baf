/**
 * Settings that Azure or Kubernetes never changes in place. As of 2026-08-21. Sources: azure-aks-docs, create-node-pools.md, concepts-storage.md, reliability-availability-zones-configure.md,
 * update-azure-cni.md, upgrade-windows-os.md, private-clusters.md and faq.yml; terraform-provider-azurerm, kubernetes_cluster, kubernetes_cluster_node_pool, container_registry, private_endpoint and private_dns_zone_virtual_network_link; Azure Resource Manager, move and name rules (name, group and location of a
 * resource); Kubernetes API reference. What the Pulumi provider itself calls a replacement differs between its versions (pulumi-azure-native#1504, #3655).
 */
import { armNames, shortToken } from "./arm-ids";
import { cidrContains, parseCidr } from "./cidrs";
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

/** Stands for a value that is there and not known. */
export const NOT_KNOWN = Symbol("not known");

/** What is declared now at a path below the cluster or pool: undefined where nothing is. */
type Declared = (path: string) => unknown;

/** Whether Azure makes a change in place; undefined where what is seen does not say. The change itself is absent where its old value is not seen. */
type InPlace = (declared: Declared, change?: { readonly before: unknown; readonly after: unknown }) => boolean | undefined;

/** Azure reads words in any letter case. */
const word = (value: unknown): unknown => (typeof value === "string" ? value.toLowerCase() : value);

/** In place where a setting that is declared has, or has not, this word. */
const where = (path: string, holds: (word: unknown) => boolean): InPlace => declared => {
  const value = declared(path);
  return value === NOT_KNOWN ? undefined : holds(word(value));
};

const zone = (value: unknown): unknown => word(value ?? DEFAULT_PRIVATE_DNS_ZONE);
const NO_ZONE: PrivateDnsZone = "none";
const ZONE = "apiServerAccessProfile.privateDNSZone";

/** From AKS's zone or one's own a cluster moves to none, with new images for all its nodes, and no other way. */
const zoneInPlace: InPlace = (declared, change) => {
  if (declared(ZONE) !== NOT_KNOWN && zone(declared(ZONE)) === NO_ZONE) return true;
  return change && declared(ZONE) !== NOT_KNOWN ? zone(change.before) === zone(change.after) : undefined;
};

const isOverlay = where("networkProfile.networkPluginMode", mode => mode === "overlay");

function grows(before: unknown, after: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(after)) return before.length === after.length && before.every((each, index) => each === after[index] || grows(each, after[index]));
  const [was, is] = [before, after].map(each => (typeof each === "string" ? parseCidr(each) : undefined));
  return was !== undefined && is !== undefined && cidrContains(is, was);
}

/** Under an overlay the range of the pods may grow. */
const podRangeInPlace: InPlace = (declared, change) => (isOverlay(declared) === false ? false : change && isOverlay(declared) && grows(change.before, change.after));

/**
 * Of the paths above, what Azure does change in place, and when. Sources: azure-aks-docs, private-clusters.md ("Update an existing private AKS cluster from a private DNS zone to public"),
 * api-server-vnet-integration.md ("Enable or disable private cluster mode"), upgrade-basic-load-balancer-on-aks.md, concepts-network-azure-cni-overlay.md (pods), enable-fips-nodes.md (Linux alone),
 * node-pool-snapshot.md (an upgrade to a snapshot).
 */
const CHANGES_IN_PLACE: Readonly<Record<string, InPlace>> = {
  [ZONE]: zoneInPlace,
  "apiServerAccessProfile.enablePrivateCluster": where("apiServerAccessProfile.enableVnetIntegration", flag => flag === true),
  creationData: where("creationData", snapshot => snapshot !== undefined),
  enableFIPS: where("osType", system => system !== "windows"),
  "networkProfile.loadBalancerSku": where("networkProfile.loadBalancerSku", sku => sku === "standard"),
  "networkProfile.podCidr": podRangeInPlace,
  "networkProfile.podCidrs": podRangeInPlace,
};

const ARM_PLACE: readonly string[] = ["location", "resourceGroupName"];
const KUBERNETES_NAMES: readonly string[] = ["metadata.name", "metadata.namespace"];

type Inputs = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Inputs => typeof value === "object" && value !== null && !Array.isArray(value);
const at = (inputs: unknown, path: string): unknown => path.split(".").reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), inputs);
const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** True for a change that Azure makes without another resource. */
const madeInPlace = (path: string, before: Inputs, after: Inputs): boolean => CHANGES_IN_PLACE[path]?.(other => at(after, other), { before: at(before, path), after: at(after, path) }) === true;

const withoutVersion = (type: string): string => type.replace(/^azure-native(?:_\w+)?:(\w+)(?:\/\w+)?:/, "azure-native:$1:");

/** One Linux becomes another in place; a version of Windows never does. */
const systemChanges = (before: Inputs, after: Inputs): readonly string[] =>
  ([before, after].some(({ osType }) => word(osType) === "windows") && differs(word(before.osSKU), word(after.osSKU)) ? ["osSKU"] : []);

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
    return differs(was, is) && !madeInPlace(path, before, after);
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
    if (old !== undefined) return [...POOL.filter(key => differs(old[key], pool[key]) && !madeInPlace(key, old, pool)), ...systemChanges(old, pool)].map(key => `${at}.${key}`);
    return typeof pool.name === "string" && livingPools.includes(pool.name) ? [] : [`${at}.name`];
  }).sort();
}

/**
 * Whether Azure changes a setting of a cluster or pool in place, as far as that is told without the old value: a part of a pool that the cluster describes counts as the pool's.
 * @param type Pulumi type token
 * @param path of the input, as the engine's detailed differences have it: `agentPoolProfiles[0].vmSize`, `networkProfile.podCidr`
 * @param declared the inputs as they are now, by such paths
 */
export function changesInPlace(type: string, path: string, declared: Declared): boolean | undefined {
  const [pool = "", inPool] = /^(agentPoolProfiles\[\d+\]\.)(.+)$/.exec(path)?.slice(1) ?? [];
  const [settings, rest] = inPool === undefined ? [IMMUTABLE[withoutVersion(type)] ?? [], path] : [POOL, inPool];
  const setting = settings.find(each => rest === each || rest.startsWith(`${each}.`) || rest.startsWith(`${each}[`));
  if (setting === undefined) return true;
  const inPlace = CHANGES_IN_PLACE[setting];
  return inPlace === undefined ? false : inPlace(other => declared(`${pool}${other}`));
}
