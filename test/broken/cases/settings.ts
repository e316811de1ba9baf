/** Settings that are refused, or hold things up. */
import type { Cases } from "../case";

export const SETTINGS: Cases = {
  "budget-that-blocks-the-drain": {
    reported: "an upgrade does not end, because a disruption budget lets no pod go",
    change: { set: { budget: { spec: { maxUnavailable: 0 } } } },
    finds: [["blocked-drain", "budget"]],
  },
  "pool-newer-than-the-control-plane": {
    reported: "a node pool of a newer version than the control plane's is refused",
    change: { set: { user: { orchestratorVersion: "1.37" } } },
    finds: [["stuck-upgrade", "user"]],
  },
  "secret-in-clear": {
    reported: "a secret stands in the state in clear: hashicorp/terraform-provider-azurerm#13168",
    change: { more: declared => declared.resource("azure-native:keyvault:Secret", "password", { resourceGroupName: "rg-sound", vaultName: "kv-sound", secretName: "password", properties: { value: "hunter2" } }) },
    finds: [["secret-in-clear", "password"]],
  },
  "output-in-a-text": {
    reported: "an Output is put into a text, and the SDK's complaint is sent in its place",
    change: { more: ({ resource, cluster }) => resource("azure-native:network:NetworkSecurityGroup", "closed", { resourceGroupName: "rg-sound", networkSecurityGroupName: "nsg-closed", tags: { cluster: JSON.stringify(cluster.name) } }) },
    finds: [["output-as-text", "closed"]],
  },
  "subnets-at-once": {
    reported: "subnets of one virtual network are written at once, and one write is refused: pulumi-azure-native#903",
    change: { options: { services: {} } },
    finds: [["parallel-subnet-writes", "services"]],
  },
  "nobody-can-sign-in": {
    reported: "local accounts are off and Entra ID is not on",
    change: { set: { cluster: { aadProfile: undefined } } },
    finds: [["contradictory-cluster", "cluster"]],
  },
  "cluster-that-acts-as-nobody": {
    reported: "a cluster is refused: it has neither an identity nor a service principal: Azure/AKS#4528",
    change: { set: { cluster: { identity: undefined } } },
    finds: [["cluster-without-identity", "cluster"]],
  },
  "api-server-in-a-subnet-of-anybody": {
    reported: "a cluster is refused: its API server's subnet is not delegated to it",
    change: {
      set: { cluster: { apiServerAccessProfile: { enableVnetIntegration: true, subnetId: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-sound/providers/Microsoft.Network/virtualNetworks/vnet-sound/subnets/api" } } },
      more: ({ resource, services }) => resource("azure-native:network:Subnet", "api", { resourceGroupName: "rg-sound", virtualNetworkName: "vnet-sound", subnetName: "api", addressPrefix: "10.40.5.0/28" }, { dependsOn: [services] }),
    },
    // Nobody gives the cluster a role there either.
    finds: [["api-server-subnet", "cluster"], ["missing-role", "cluster"]],
  },
  "policy-engine-without-its-data-plane": {
    reported: "a cluster is refused: network policies of cilium without its data plane",
    change: { set: { cluster: { networkProfile: { networkPolicy: "cilium" } } } },
    finds: [["contradictory-cluster", "cluster", "need Cilium's data plane"]],
  },
  "purge-protection-taken-back": {
    reported: "purge protection of a vault cannot be set to false",
    change: { set: { vault: { properties: { enablePurgeProtection: false } } } },
    finds: [["purge-protection-off", "vault"]],
  },
  "count-against-the-autoscaler": {
    reported: "an update sets the nodes of an autoscaled pool back, or is refused: pulumi-azure#780",
    change: { options: { user: {} } },
    finds: [["autoscaled-count", "user"]],
  },
  "autoscaler-without-bounds": {
    reported: "a pool is refused: it is autoscaled and has no minCount: rancher/dashboard#3412",
    change: { set: { user: { minCount: undefined } } },
    finds: [["pool-size", "user", "without minCount"]],
  },
  "autoscaler-the-wrong-way-round": {
    reported: "a node pool is refused: its least nodes are more than its most",
    change: { set: { user: { minCount: 7 } } },
    finds: [["pool-size", "user"]],
  },
  "system-pool-of-spot-machines": {
    reported: "a system pool of spot machines is refused",
    change: { set: { user: { mode: "System", scaleSetPriority: "Spot" } } },
    finds: [["system-pool-refused", "user"]],
  },
  "system-pool-with-a-taint-of-ones-own": {
    reported: "a system pool with a taint of one's own is refused: Azure/AKS#2578",
    change: { set: { user: { mode: "System", nodeTaints: ["team=web:NoSchedule"] } } },
    finds: [["system-pool-taint", "user", "team=web:NoSchedule"]],
  },
  "system-pool-that-may-be-empty": {
    reported: "a system pool that may have no node is refused",
    change: { set: { user: { mode: "System", minCount: 0, count: 3 } } },
    finds: [["system-pool-refused", "user"]],
  },
  "zones-in-a-region-without": {
    reported: "a pool is refused: it asks for zones in a region that has none: cloud-barista/cb-spider#1246",
    change: { set: { cluster: { location: "westus" } } },
    finds: [["region-without-zones", "cluster", "westus has none"], ["region-without-zones", "user"]],
  },
  "machines-too-small": {
    reported: "a node pool is refused: its machines are too small",
    change: { set: { user: { vmSize: "Standard_B1ms" } } },
    // Machines this small are of old series alone.
    finds: [["vm-size-too-small", "user"], ["retired-vm-series", "user"]],
  },
  "too-few-pods": {
    reported: "a node pool is refused: a node holds 10 pods at least",
    change: { set: { user: { maxPods: 5 } } },
    finds: [["pool-size", "user"]],
  },
};
