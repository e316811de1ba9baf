/** Parts of a cluster's inputs that are decided by configuration: pure, so that each choice can be looked at by itself. */
import * as pulumi from "@pulumi/pulumi";
import { OUTBOUND_TYPES } from "../facts/egress";
import type { GatewayKind } from "../facts/istio-gateway";
import { MODEL_FACTS, type NetworkModel, type PolicyEngine } from "../facts/network-models";
import { DEFAULT_PRIVATE_DNS_ZONE, type PrivateDnsZone } from "../facts/private-api-server";
import { movedBy, type NodeOsChannel, type UpgradeChannel } from "../facts/upgrades";

export interface ApiServerArgs {
  readonly access: "public" | "authorized-ranges" | "private";
  /** Prefixes that may call a public API server. */
  readonly authorizedIpRanges: readonly string[];
  /** Who keeps the zone of a private API server's name; AKS where nothing is said. */
  readonly privateDnsZone?: PrivateDnsZone | undefined;
  /** ARM id of the zone, where it is our own. */
  readonly privateDnsZoneId?: pulumi.Input<string> | undefined;
  /** True gives a private API server a public host name as well. */
  readonly publicFqdn?: boolean | undefined;
}

export interface UpgradeArgs {
  /** What AKS upgrades the cluster's Kubernetes version to. */
  readonly channel: UpgradeChannel;
  /** How the nodes' operating system is kept up to date. */
  readonly nodeOsChannel: NodeOsChannel;
}

export interface EntraArgs {
  /** Groups whose members are cluster administrators, by object id. */
  readonly adminGroupObjectIds: readonly string[];
  /** True lets Azure roles decide what people may do in the cluster. */
  readonly azureRbac: boolean;
  /** True keeps the local administrator's certificate beside Entra ID. */
  readonly localAccounts: boolean;
}

export interface ClusterNetworkArgs {
  readonly model: NetworkModel;
  readonly policyEngine: PolicyEngine;
  readonly serviceCidr: string;
  readonly dnsServiceIp: string;
  /** Used where pods have a range of their own. */
  readonly podCidr: string;
  /** How the nodes' traffic leaves; through the cluster's load balancer where nothing is said. */
  readonly egress?: ClusterEgressArgs | undefined;
}

/** What a NAT gateway or a route table does stands on the subnet; the cluster is told the kind alone. */
export type ClusterEgressArgs = LoadBalancerEgressArgs | { readonly kind: "natGateway" | "userDefinedRouting" };

export interface LoadBalancerEgressArgs {
  readonly kind: "loadBalancer";
  /** Public addresses, 1 to 100; 1 where nothing is said. */
  readonly addresses?: number | undefined;
  /** Ports that each node has for its own, a multiple of 8 up to 64,000; 0 leaves it to Azure, the default. */
  readonly portsPerNode?: number | undefined;
  /** Minutes that an idle flow is kept, 4 to 120; 30 where nothing is said. */
  readonly idleTimeoutMinutes?: number | undefined;
}

/**
 * What Azure Monitor runs in the cluster. Absent says nothing of it; false takes it out of a cluster that had it, since AKS keeps an add-on that a request does not name
 * (terraform-provider-azurerm, kubernetes_addons.go, as of 2026-08-21).
 */
export interface MonitoringArgs {
  readonly containerInsights?: boolean | undefined;
  readonly prometheus?: boolean | undefined;
  /** ARM id of the Log Analytics workspace. */
  readonly workspaceId: pulumi.Input<string>;
}

export interface MeshArgs {
  /** Revision of the Istio add-on, such as `asm-1-30`. */
  readonly revision: string;
  /** The one after it, while the mesh goes over to that. */
  readonly canary?: string | undefined;
  readonly exposure: { readonly kind: GatewayKind };
}

export interface AutoscalerArgs {
  readonly expander?: "least-waste" | "most-pods" | "priority" | "random" | undefined;
  readonly balanceSimilarPools?: boolean | undefined;
  readonly unneededMinutes?: number | undefined;
  /** 0 to 1. */
  readonly utilizationThreshold?: number | undefined;
  readonly podTerminationSeconds?: number | undefined;
  readonly skipNodesWithLocalStorage?: boolean | undefined;
}

/**
 * @param egressRanges prefixes that the nodes call from and that Azure does not let in by itself, such as a NAT gateway's
 * @throws pulumi.RunError for a zone of our own without its id
 */
export function apiServerProfile(
  { access, authorizedIpRanges, privateDnsZone = DEFAULT_PRIVATE_DNS_ZONE, privateDnsZoneId, publicFqdn = false }: ApiServerArgs, egressRanges: readonly pulumi.Input<string>[] = [],
) {
  if (access !== "private") return { enablePrivateCluster: false, ...(access === "authorized-ranges" && { authorizedIPRanges: [...authorizedIpRanges, ...egressRanges] }) };
  if (privateDnsZone === "own" && privateDnsZoneId === undefined) throw new pulumi.RunError("a private API server with a DNS zone of our own has no zone");
  return { enablePrivateCluster: true, privateDNSZone: privateDnsZone === "own" ? privateDnsZoneId : privateDnsZone, enablePrivateClusterPublicFQDN: publicFqdn };
}

export const autoUpgradeProfile = ({ channel, nodeOsChannel }: UpgradeArgs) => ({ upgradeChannel: channel, nodeOSUpgradeChannel: nodeOsChannel });

/**
 * Inputs of the cluster that AKS moves by itself, so that the declaration gives their beginning only. An ignored input keeps the value of the state, which
 * `pulumi refresh` makes the live one. Patches need no exception: the minor version alone asks for none in particular.
 */
export const movedByAzure = (upgrades: UpgradeArgs | undefined): readonly string[] => (upgrades && movedBy(upgrades.channel) === "minor" ? ["kubernetesVersion"] : []);

export function entraProfile({ adminGroupObjectIds, azureRbac }: EntraArgs) {
  return { managed: true, enableAzureRBAC: azureRbac, ...(adminGroupObjectIds.length > 0 && { adminGroupObjectIDs: [...adminGroupObjectIds] }) };
}

function loadBalancerProfile({ addresses, portsPerNode, idleTimeoutMinutes }: LoadBalancerEgressArgs) {
  const profile = {
    ...(addresses !== undefined && { managedOutboundIPs: { count: addresses } }),
    ...(portsPerNode !== undefined && { allocatedOutboundPorts: portsPerNode }),
    ...(idleTimeoutMinutes !== undefined && { idleTimeoutInMinutes: idleTimeoutMinutes }),
  };
  return Object.keys(profile).length > 0 && { loadBalancerProfile: profile };
}

/** The engine that enforces network policies is named here, or policies would be accepted and do nothing. */
export function networkProfile({ model, policyEngine, serviceCidr, dnsServiceIp, podCidr, egress = { kind: "loadBalancer" } }: ClusterNetworkArgs) {
  const { networkPlugin, networkPluginMode, podsFrom } = MODEL_FACTS[model];
  return {
    networkPlugin,
    ...(networkPluginMode !== undefined && { networkPluginMode }),
    ...(policyEngine !== "none" && { networkPolicy: policyEngine }),
    ...(policyEngine === "cilium" && { networkDataplane: "cilium" }),
    ...(podsFrom === "pod CIDR" && { podCidr }),
    serviceCidr,
    dnsServiceIP: dnsServiceIp,
    loadBalancerSku: "standard",
    outboundType: OUTBOUND_TYPES[egress.kind],
    ...(egress.kind === "loadBalancer" && loadBalancerProfile(egress)),
  };
}

/** Container Insights signs in with a managed identity (`useAADAuth`) and so takes no key of the workspace. */
export function monitoringProfiles({ containerInsights, prometheus, workspaceId }: MonitoringArgs) {
  const omsagent = containerInsights === true ? { enabled: true, config: { logAnalyticsWorkspaceResourceID: workspaceId, useAADAuth: "true" } } : { enabled: false };
  return {
    addons: { ...(containerInsights !== undefined && { omsagent }) },
    ...(prometheus !== undefined && { azureMonitorProfile: { metrics: { enabled: prometheus } } }),
  };
}

/**
 * The Istio add-on with one gateway; the other is named too, as off, so that a change from one to the other takes the first away. Nobody but a user changes the revisions, so that they are compared like
 * any input: AKS patches a revision by itself and never goes on to the next (azure-aks-docs, istio-upgrade.md, istio-about.md, as of 2026-08-21).
 */
export function serviceMeshProfile({ revision, canary, exposure }: MeshArgs) {
  const ingressGateways = [{ mode: "Internal", enabled: exposure.kind === "internal" }, { mode: "External", enabled: exposure.kind === "public" }];
  return { mode: "Istio", istio: { components: { ingressGateways }, revisions: canary === undefined ? [revision] : [revision, canary] } };
}

/** Azure takes numbers and switches as text here, and times with a unit. */
export function autoscalerProfile(args: AutoscalerArgs) {
  const { expander, balanceSimilarPools, unneededMinutes, utilizationThreshold, podTerminationSeconds, skipNodesWithLocalStorage } = args;
  return {
    ...(expander !== undefined && { expander }),
    ...(balanceSimilarPools !== undefined && { balanceSimilarNodeGroups: String(balanceSimilarPools) }),
    ...(unneededMinutes !== undefined && { scaleDownUnneededTime: `${unneededMinutes}m` }),
    ...(utilizationThreshold !== undefined && { scaleDownUtilizationThreshold: String(utilizationThreshold) }),
    ...(podTerminationSeconds !== undefined && { maxGracefulTerminationSec: String(podTerminationSeconds) }),
    ...(skipNodesWithLocalStorage !== undefined && { skipNodesWithLocalStorage: String(skipNodesWithLocalStorage) }),
  };
}
