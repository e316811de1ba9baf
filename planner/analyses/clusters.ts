/** The managed clusters of a plan, read once for all analyses. */
import { addressesOf, EVERY_ADDRESS, isWithin } from "../../facts/address-sets";
import { parsePrefix } from "../../facts/addresses";
import { TIERS } from "../../facts/kubernetes-versions";
import { DEFAULT_POD_CIDR, DEFAULT_SERVICE_CIDR } from "../../facts/network-models";
import { DEFAULT_PRIVATE_DNS_ZONE, DEFAULT_PUBLIC_FQDN, privateDnsZoneOf } from "../../facts/private-api-server";
import { NODE_OS_CHANNELS, UPGRADE_CHANNELS } from "../../facts/upgrades";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanNote, PlanObject, PlanResource } from "../model/plan";
import { flagAt, isOpen, listAt, readAt, textAt, textsAt, wordAt } from "../model/read";
import type { AddressRange, ClusterSummary, NetworkModel, PrivateApiServer } from "../model/results";
import { meshOf } from "./mesh-gateways";

/** Azure writes a region with or without blanks and capitals; names are made from the plain form. */
const regionName = (location: string | undefined): string | undefined => location?.toLowerCase().replaceAll(" ", "");

/** Source: bicep-types-az, ContainerServiceNetworkProfile@2025-09-01. */
const OUTBOUND_TYPES = ["loadBalancer", "userDefinedRouting", "managedNATGateway", "userAssignedNATGateway", "none"];

function networkModel(inputs: PlanObject): NetworkModel {
  const plugin = wordAt(["azure", "kubenet", "none"], inputs, "networkProfile", "networkPlugin");
  const overlay = wordAt(["overlay"], inputs, "networkProfile", "networkPluginMode") === "overlay";
  const podSubnet = listAt(inputs, "agentPoolProfiles").some(pool => readAt(pool, "podSubnetID").knowledge !== "absent");
  if (plugin === "kubenet") return "kubenet";
  if (plugin === "none") return "own-cni";
  if (plugin !== "azure" || isOpen(inputs, "networkProfile", "networkPluginMode")) return "undecided";
  return overlay ? "azure-cni-overlay" : podSubnet ? "azure-cni-pod-subnet" : "azure-cni-node-subnet";
}

/** Cilium's data plane has none of Kubernetes' own proxies. */
function serviceProxy(inputs: PlanObject): ClusterSummary["serviceProxy"] {
  if (isOpen(inputs, "networkProfile", "networkDataplane")) return undefined;
  return wordAt(["cilium"], inputs, "networkProfile", "networkDataplane") === "cilium" ? "cilium" : "kube-proxy";
}

function apiServer(inputs: PlanObject): ClusterSummary["apiServer"] {
  const profile = readAt(inputs, "apiServerAccessProfile");
  if (profile.knowledge === "unknown" || profile.knowledge === "secret") return "undecided";
  if (isOpen(profile.value, "enablePrivateCluster")) return "undecided";
  if (flagAt(profile.value, "enablePrivateCluster") === true) return "private";
  if (isOpen(profile.value, "authorizedIPRanges")) return "authorized-ranges";
  const ranges = listAt(profile.value, "authorizedIPRanges");
  // Ranges that hold every address keep nobody out.
  return ranges.length > 0 && !isWithin(EVERY_ADDRESS, addressesOf(textsAt(profile.value, "authorizedIPRanges"))) ? "authorized-ranges" : "public";
}

/** A switch of the access profile: its value, Azure's default where it is absent, undefined where it is not known. */
const switchAt = (inputs: PlanObject, key: string, byDefault: boolean): boolean | undefined =>
  (isOpen(inputs, "apiServerAccessProfile", key) ? undefined : flagAt(inputs, "apiServerAccessProfile", key) ?? byDefault);

/** Undefined for an API server that is not private, or not known to be. */
function privateApiServer(inputs: PlanObject): PrivateApiServer | undefined {
  if (apiServer(inputs) !== "private") return undefined;
  const open = isOpen(inputs, "apiServerAccessProfile", "privateDNSZone");
  const { zone, name } = privateDnsZoneOf(textAt(inputs, "apiServerAccessProfile", "privateDNSZone") ?? DEFAULT_PRIVATE_DNS_ZONE);
  const integrated = switchAt(inputs, "enableVnetIntegration", false);
  return {
    ...(open ? { zone: "undecided" } : { zone, zoneName: name }),
    publicFqdn: switchAt(inputs, "enablePrivateClusterPublicFQDN", DEFAULT_PUBLIC_FQDN),
    endpoint: integrated === undefined ? undefined : !integrated,
  };
}

/** A pool in a subnet of one's own puts the cluster into it; no pool in any leaves the network to AKS. */
function virtualNetwork(inputs: PlanObject): ClusterSummary["virtualNetwork"] {
  const pools = listAt(inputs, "agentPoolProfiles");
  if (pools.length === 0 || pools.some(pool => isOpen(pool))) return "undecided";
  return pools.some(pool => readAt(pool, "vnetSubnetID").knowledge !== "absent") ? "own" : "managed";
}

/** The IPv4 range of `podCidr` or, where that is absent, of the list for both families. */
function range(inputs: PlanObject, key: "podCidr" | "serviceCidr", byDefault: string): AddressRange | undefined {
  const list = `${key}s`;
  if (isOpen(inputs, "networkProfile", key)) return undefined;
  const one = textAt(inputs, "networkProfile", key);
  if (one === undefined && (isOpen(inputs, "networkProfile", list) || listAt(inputs, "networkProfile", list).some(each => isOpen(each)))) return undefined;
  const prefix = one ?? textsAt(inputs, "networkProfile", list).find(text => parsePrefix(text));
  return { prefix: prefix ?? byDefault, byDefault: prefix === undefined };
}

function summarise(cluster: PlanResource, graph: ResourceGraph): ClusterSummary {
  const { inputs } = cluster;
  const network = networkModel(inputs);
  const resourceGroup = textAt(inputs, "resourceGroupName");
  const group = graph.where(KINDS.resourceGroup).find(each => resourceGroup !== undefined && textAt(each.inputs, "resourceGroupName") === resourceGroup);
  const overlay = network === "azure-cni-overlay" || network === "kubenet";
  return {
    resource: cluster.urn,
    name: textAt(inputs, "resourceName"),
    resourceGroup,
    // The group's region is that of what declares none; one that is not known may be another.
    region: regionName(isOpen(inputs, "location") ? undefined : textAt(inputs, "location") ?? textAt(group?.inputs, "location")),
    kubernetesVersion: textAt(inputs, "kubernetesVersion"),
    // The ARM type's default (bicep-types-az, managedClusters).
    tier: isOpen(inputs, "sku", "tier") ? undefined : wordAt(Object.keys(TIERS), inputs, "sku", "tier") ?? "Free",
    network,
    networkPolicy: wordAt(["none", "azure", "calico", "cilium"], inputs, "networkProfile", "networkPolicy"),
    serviceProxy: serviceProxy(inputs),
    outboundType: isOpen(inputs, "networkProfile", "outboundType") ? undefined : wordAt(OUTBOUND_TYPES, inputs, "networkProfile", "outboundType") ?? "loadBalancer",
    apiServer: apiServer(inputs),
    privateApiServer: privateApiServer(inputs),
    upgradeChannel: wordAt(UPGRADE_CHANNELS, inputs, "autoUpgradeProfile", "upgradeChannel"),
    nodeOsChannel: wordAt(NODE_OS_CHANNELS, inputs, "autoUpgradeProfile", "nodeOSUpgradeChannel"),
    virtualNetwork: virtualNetwork(inputs),
    podRange: overlay ? range(inputs, "podCidr", DEFAULT_POD_CIDR) : undefined,
    serviceRange: range(inputs, "serviceCidr", DEFAULT_SERVICE_CIDR),
    dnsServiceAddress: textAt(inputs, "networkProfile", "dnsServiceIP"),
    mesh: meshOf(inputs),
  };
}

export function clustersIn(graph: ResourceGraph): readonly ClusterSummary[] {
  return graph.where(KINDS.managedCluster).map(cluster => summarise(cluster, graph));
}

/**
 * True for a provider that goes to a cluster which nothing in the plan shows to be one of its own: by a kubeconfig that is written out or another stack's, or by none, which is the one of the machine that Pulumi runs on.
 * One that is not known may be any cluster's: SDKs drop what it depends on. Source: pulumi.com/registry, kubernetes.Provider, `kubeconfig`, as of 2026-11-22.
 */
const goesElsewhere = (provider: PlanResource): boolean =>
  !isOpen(provider.inputs, "kubeconfig") || [...provider.dependencies, ...(provider.propertyDependencies.kubeconfig ?? [])].some(urn => urn.includes("::pulumi:pulumi:StackReference::"));

/** The cluster of AKS that a Kubernetes resource goes to, where Pulumi's older provider for Azure declares it: what it declares is in other words, and not judged. Undefined for any other. */
export function classicClusterOf(resource: PlanResource, graph: ResourceGraph): PlanResource | undefined {
  const declared = graph.where(KINDS.classicCluster);
  const provider = declared.length === 0 ? undefined : graph.providerOf(resource);
  return provider && declared.find(({ urn }) => graph.dependsOn(provider.urn, urn));
}

/** True where a Kubernetes resource goes to none of the clusters that the plan judges, as far as can be told. */
export function goesToNone(resource: PlanResource, graph: ResourceGraph): boolean {
  const provider = graph.providerOf(resource);
  return (provider !== undefined && goesElsewhere(provider)) || classicClusterOf(resource, graph) !== undefined;
}

/** One for each cluster of which nothing is concluded. */
export const classicClusterNotes = (graph: ResourceGraph): readonly PlanNote[] => graph.where(KINDS.classicCluster).map(({ urn, name }) => (
  { rule: "cluster-not-judged", message: `cluster ${name} is declared by the provider azure, not by azure-native: its pools, its network and its versions are not judged`, resource: urn }));

/** Says which cluster a Kubernetes resource goes to: the one that its provider depends on, or the only one there is. Undefined where that is not to be told. */
export function clusterFinder(graph: ResourceGraph, clusters: readonly ClusterSummary[]): (resource: PlanResource) => ClusterSummary | undefined {
  const byProvider = new Map<string, ClusterSummary | undefined>();
  const byUrn = new Map(clusters.map(cluster => [cluster.resource, cluster]));
  const find = (resource: PlanResource): ClusterSummary | undefined => {
    const provider = graph.providerOf(resource);
    const named = provider ? [...graph.dependenciesOf(provider.urn)].flatMap(urn => byUrn.get(urn) ?? []) : [];
    if (named.length > 0) return named.length === 1 ? named[0] : undefined;
    return clusters.length === 1 && !goesToNone(resource, graph) ? clusters[0] : undefined;
  };
  return resource => {
    const key = resource.provider ?? "";
    if (!byProvider.has(key)) byProvider.set(key, find(resource));
    return byProvider.get(key);
  };
}
