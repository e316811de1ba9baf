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
  "purge-protection-taken-back": {
    reported: "purge protection of a vault cannot be set to false",
    change: { set: { vault: { properties: { enablePurgeProtection: false } } } },
    finds: [["purge-protection-off", "vault"]],
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
  "system-pool-that-may-be-empty": {
    reported: "a system pool that may have no node is refused",
    change: { set: { user: { mode: "System", minCount: 0, count: 3 } } },
    finds: [["system-pool-refused", "user"]],
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
