/** The physical names of the anatomy: one place that gives each, so that the plan knows them before anything exists. */
import { createHash } from "node:crypto";
import type { NameKind } from "./naming";
import { isWindows } from "./windows-nodes";

/** What the names are made of. */
export interface NameSeed {
  /** The service's short name, `hogwarts`. */
  readonly service: string;
  readonly stack: string;
  /** What makes the globally unique names (registry, vault) yours: any text, hashed into them. */
  readonly uniqueness: string;
}

/** The first `length` characters of a base-36 SHA-256: short, lower-case, allowed in every name. */
export function shortHash(text: string, length: number): string {
  return BigInt(`0x${createHash("sha256").update(text).digest("hex")}`).toString(36).padStart(50, "0").slice(0, length);
}

/** Each name of the anatomy with the kind whose rules it must keep. */
export function anatomyNames({ service, stack, uniqueness }: NameSeed) {
  const base = `${service}-${stack}`;
  const unique = shortHash(`${uniqueness}/${base}`, 5);
  return {
    resourceGroup: { kind: "resourceGroup", name: `rg-${base}` },
    cluster: { kind: "cluster", name: `aks-${base}` },
    dnsPrefix: { kind: "dnsPrefix", name: base },
    registry: { kind: "registry", name: `acr${service}${stack}${unique}`.replaceAll("-", "") },
    vault: { kind: "vault", name: `kv-${base}-${unique}` },
    virtualNetwork: { kind: "virtualNetwork", name: `vnet-${base}` },
    aksSubnet: { kind: "subnet", name: "aks" },
    servicesSubnet: { kind: "subnet", name: "services" },
    endpointsSubnet: { kind: "subnet", name: "endpoints" },
    registryEndpoint: { kind: "privateEndpoint", name: `pe-registry-${base}` },
    vaultEndpoint: { kind: "privateEndpoint", name: `pe-vault-${base}` },
    privateLinkSubnet: { kind: "subnet", name: "private-link" },
    privateLinkService: { kind: "privateLinkService", name: `pls-${base}` },
    podsSubnet: { kind: "subnet", name: "pods" },
    nodesSecurityGroup: { kind: "networkSecurityGroup", name: `nsg-aks-${base}` },
    routeTable: { kind: "routeTable", name: `rt-aks-${base}` },
    natGateway: { kind: "natGateway", name: `ng-aks-${base}` },
    natAddress: { kind: "publicAddress", name: `pip-ng-${base}` },
    vpnGateway: { kind: "virtualNetworkGateway", name: `vgw-${base}` },
    vpnAddress: { kind: "publicAddress", name: `pip-vgw-${base}` },
    site: { kind: "localNetworkGateway", name: `lgw-${base}` },
    siteConnection: { kind: "connection", name: `cn-${base}` },
    workspace: { kind: "workspace", name: `log-${base}` },
    logCollectionRule: { kind: "dataCollectionRule", name: `dcr-logs-${base}` },
    monitorWorkspace: { kind: "monitorWorkspace", name: `amw-${base}` },
    metricCollectionEndpoint: { kind: "dataCollectionEndpoint", name: `dce-metrics-${base}` },
    metricCollectionRule: { kind: "dataCollectionRule", name: `dcr-metrics-${base}` },
    actionGroup: { kind: "actionGroup", name: `ag-${base}` },
    controlPlaneIdentity: { kind: "identity", name: `id-aks-${base}` },
    kubeletIdentity: { kind: "identity", name: `id-kubelet-${base}` },
    workloadIdentity: { kind: "identity", name: `id-sorting-${base}` },
    certificateIdentity: { kind: "identity", name: `id-ingress-${base}` },
    recordsIdentity: { kind: "identity", name: `id-dns-${base}` },
    namespace: { kind: "kubernetesLabel", name: service },
  } as const satisfies Record<string, { readonly kind: NameKind; readonly name: string }>;
}

export type AnatomyNames = ReturnType<typeof anatomyNames>;

/** The settings of a node pool that Azure never changes in place. Source: azure-aks-docs, create-node-pools.md; terraform-provider-azurerm, kubernetes_cluster_node_pool, as of 2026-08-21. */
export interface ImmutablePoolSettings {
  readonly vmSize: string;
  readonly maxPods: number;
  readonly zones: readonly string[];
  readonly spot: boolean;
  readonly osDiskType: string;
  /** In GiB; absent leaves the size to Azure. */
  readonly osDiskSizeGib?: number | undefined;
  /** Of a spot pool; absent means that what Azure takes back is deleted. */
  readonly spotEvictionPolicy?: "Delete" | "Deallocate" | undefined;
  /** In US dollars an hour; absent or -1 means no limit but the ordinary price. */
  readonly spotMaxPrice?: number | undefined;
  /** True where pods have their addresses from a subnet of their own. */
  readonly podSubnet?: boolean | undefined;
  /** A version of Windows never becomes another system in place (upgrade-windows-os.md); one Linux becomes another, so that it counts for nothing here. */
  readonly osSku?: string | undefined;
}

/** Characters of the hash at the end of a pool's name: 7 for the name and 5 for the hash make Azure's 12. */
export const POOL_HASH_LENGTH = 5;
/** Azure gives a Windows pool 6 characters in all: 2 for the name, 4 for the hash. */
export const WINDOWS_POOL_HASH_LENGTH = 4;

/**
 * A pool's physical name: a change of an immutable setting gives another name, so that the new pool can stand beside the old one. What came later to the settings counts only where
 * it is chosen, so that pools that do without keep their names.
 */
export function poolName(name: string, settings: ImmutablePoolSettings): string {
  const { vmSize, maxPods, zones, spot, osDiskType, osDiskSizeGib, spotEvictionPolicy, spotMaxPrice, podSubnet, osSku } = settings;
  const windows = isWindows(osSku);
  const chosen = {
    ...(osDiskSizeGib !== undefined && { osDiskSizeGib }),
    ...(spot && spotEvictionPolicy === "Deallocate" && { spotEvictionPolicy }),
    ...(spot && spotMaxPrice !== undefined && spotMaxPrice !== -1 && { spotMaxPrice }),
    ...(podSubnet === true && { podSubnet }),
    ...(windows && { osSku }),
  };
  const hashed = [vmSize, maxPods, [...zones].sort(), spot, osDiskType, ...(Object.keys(chosen).length > 0 ? [chosen] : [])];
  return name + shortHash(JSON.stringify(hashed), windows ? WINDOWS_POOL_HASH_LENGTH : POOL_HASH_LENGTH);
}

/** The managed resource group that AKS makes. Source: azure-aks-docs, faq.yml, as of 2026-08-21. */
export const managedGroupName = (resourceGroup: string, cluster: string, region: string): string => `MC_${resourceGroup}_${cluster}_${region}`;
