/** Parts of a cluster's inputs that are decided by configuration: pure, so that each choice can be looked at by itself. */
import type * as pulumi from "@pulumi/pulumi";
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

/** Container Insights signs in with a managed identity (`useAADAuth`) and so takes no key of the workspace. */
export function monitoringProfiles({ containerInsights, prometheus, workspaceId }: MonitoringArgs) {
  const omsagent = containerInsights === true ? { enabled: true, config: { logAnalyticsWorkspaceResourceID: workspaceId, useAADAuth: "true" } } : { enabled: false };
  return {
    addons: { ...(containerInsights !== undefined && { omsagent }) },
    ...(prometheus !== undefined && { azureMonitorProfile: { metrics: { enabled: prometheus } } }),
  };
}
