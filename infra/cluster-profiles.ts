/** Parts of a cluster's inputs that are decided by configuration: pure, so that each choice can be looked at by itself. */
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

export function apiServerProfile({ access, authorizedIpRanges }: ApiServerArgs) {
  return { enablePrivateCluster: false, ...(access === "authorized-ranges" && { authorizedIPRanges: [...authorizedIpRanges] }) };
}

export function entraProfile({ adminGroupObjectIds, azureRbac }: EntraArgs) {
  return { managed: true, enableAzureRBAC: azureRbac, ...(adminGroupObjectIds.length > 0 && { adminGroupObjectIDs: [...adminGroupObjectIds] }) };
}

/** The engine that enforces network policies is named here, or policies would be accepted and do nothing. */
export function networkProfile({ model, policyEngine, serviceCidr, dnsServiceIp, podCidr }: ClusterNetworkArgs) {
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
    outboundType: "loadBalancer",
  };
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
