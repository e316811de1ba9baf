/** Parts of a cluster's inputs that are decided by configuration: pure, so that each choice can be looked at by itself. */
import type * as pulumi from "@pulumi/pulumi";
import { OUTBOUND_TYPES } from "../facts/egress";
import { MODEL_FACTS, type NetworkModel, type PolicyEngine } from "../facts/network-models";

export interface ApiServerArgs {
  readonly access: "public" | "authorized-ranges";
  /** Prefixes that may call the API server. */
  readonly authorizedIpRanges: readonly string[];
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

/** @param egressRanges prefixes that the nodes call from and that Azure does not let in by itself, such as a NAT gateway's */
export function apiServerProfile({ access, authorizedIpRanges }: ApiServerArgs, egressRanges: readonly pulumi.Input<string>[] = []) {
  return { enablePrivateCluster: false, ...(access === "authorized-ranges" && { authorizedIPRanges: [...authorizedIpRanges, ...egressRanges] }) };
}

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
