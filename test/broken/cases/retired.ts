/** What Azure or Kubernetes has taken back. */
import type { Cases } from "../case";

export const RETIRED: Cases = {
  "retired-kubenet": {
    reported: "retired, and still declared: kubenet",
    change: { set: { cluster: { networkProfile: { networkPlugin: "kubenet", podCidr: "10.244.0.0/16" } } } },
    finds: [["kubenet-retirement", "cluster"]],
  },
  "retired-policy-engine": {
    reported: "retired, and still declared: Azure's own engine of network policies",
    change: { set: { cluster: { networkProfile: { networkPolicy: "azure" } } } },
    finds: [["azure-npm-retirement", "cluster"]],
  },
  "retired-vm-series": {
    reported: "retired, and still declared: a VM series",
    change: { set: { user: { vmSize: "Standard_B4ms" } } },
    finds: [["retired-vm-series", "user"]],
  },
  "retired-vm-series-of-templates": {
    reported: "retired, and still declared: the machines of most public templates, Dsv2 (Azure Update 485569)",
    change: { set: { user: { vmSize: "Standard_DS3_v2" } } },
    finds: [["retired-vm-series", "user"]],
  },
  "gone-vm-series": {
    reported: "a pool is refused: Azure has no machines of its series any more: Azure/AKS#4847",
    change: { set: { user: { vmSize: "Standard_NC6s_v3" } } },
    finds: [["gone-vm-series", "user"]],
  },
  "retired-monitoring": {
    reported: "retired, and still declared: Container Insights with the workspace's key",
    change: { set: { cluster: { addonProfiles: { omsagent: { enabled: true, config: { logAnalyticsWorkspaceResourceID: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-log/providers/Microsoft.OperationalInsights/workspaces/log" } } } } } },
    finds: [["legacy-container-insights", "cluster"]],
  },
  "retired-http-application-routing": {
    reported: "retired, and still declared: HTTP application routing",
    change: { set: { cluster: { addonProfiles: { httpApplicationRouting: { enabled: true } } } } },
    finds: [["retired-feature", "cluster"]],
  },
  "retired-dashboard": {
    reported: "retired, and still declared: the Kubernetes dashboard: terraform-provider-azurerm#13119",
    change: { set: { cluster: { addonProfiles: { kubeDashboard: { enabled: true } } } } },
    finds: [["retired-feature", "cluster", "the Kubernetes dashboard add-on"]],
  },
  "retired-pod-identity": {
    reported: "retired, and still declared: pod identity",
    change: { set: { cluster: { podIdentityProfile: { enabled: true } } } },
    finds: [["retiring-feature", "cluster"]],
  },
  "abandoned-ingress-controller": {
    reported: "nobody maintains it, and it is still installed: ingress-nginx",
    change: { more: ({ resource, inCluster }) => resource("kubernetes:helm.sh/v3:Release", "ingress", { chart: "ingress-nginx", repositoryOpts: { repo: "https://kubernetes.github.io/ingress-nginx" } }, inCluster) },
    finds: [["abandoned-software", "ingress"]],
  },
  "retired-availability-set": {
    reported: "retired, and still declared: availability sets",
    change: { set: { user: { type: "AvailabilitySet" } } },
    finds: [["retired-feature", "user"]],
  },
  "retired-basic-load-balancer": {
    reported: "retired, and still declared: the basic load balancer",
    change: { set: { cluster: { networkProfile: { loadBalancerSku: "basic" } } } },
    finds: [["retired-feature", "cluster"]],
  },
  "retired-cluster-sku": {
    reported: "a cluster is refused: its SKU is Basic and its tier Paid, words of an older API: pulumi-azure-native#2600",
    change: { set: { cluster: { sku: { name: "Basic", tier: "Paid" } } } },
    finds: [["retired-sku", "cluster", "sku.tier is Paid"], ["retired-sku", "cluster", "sku.name is Basic"]],
  },
  "retired-public-address": {
    reported: "a public address is refused: SKU Basic is retired: Azure/azure-quickstart-templates#14512",
    change: { more: ({ resource }) => resource("azure-native:network:PublicIPAddress", "front-door", { resourceGroupName: "rg-sound", publicIpAddressName: "pip-front", publicIPAllocationMethod: "Dynamic" }) },
    finds: [["retired-sku", "front-door", "declares no SKU"]],
  },
  "dead-api-version": {
    reported: "a resource of a version of the API that Azure answers no more",
    change: { more: declared => declared.resource("azure-native:containerservice/v20230102preview:AgentPool", "old", { resourceGroupName: "rg-elsewhere", resourceName: "aks-elsewhere", agentPoolName: "old", count: 1, mode: "User", vmSize: "Standard_D4s_v5" }) },
    finds: [["dead-api-version", "old"]],
  },
  "dead-kubernetes-version": {
    reported: "K8sVersionNotSupported: a version of Kubernetes that AKS supports no longer: kubernetes-sigs/cluster-api-provider-azure#5953",
    change: { set: { cluster: { kubernetesVersion: "1.30" } } },
    finds: [["kubernetes-version-refused", "cluster"]],
  },
  "removed-kubernetes-api": {
    reported: "an object of an API that the cluster's version has no more",
    change: { more: declared => declared.resource("kubernetes:batch/v1beta1:CronJob", "nightly", { apiVersion: "batch/v1beta1", kind: "CronJob", metadata: { name: "nightly", namespace: "sound" } }, declared.inCluster) },
    finds: [["removed-kubernetes-api", "nightly"]],
  },
};
