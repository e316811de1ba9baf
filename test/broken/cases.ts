/** What users report as broken, each as one change of the sound program, with what is to be found in it and nothing else. */
import type { Change } from "./sound";

interface Case {
  /** What goes wrong, and where users say so. */
  readonly reported: string;
  readonly change: Change;
  /** All findings: the rule, the logical name of the resource, and what the message says where one rule tells more than one thing. None where the program is sound in another way. */
  readonly finds: readonly (readonly [rule: string, resource: string, says?: string])[];
}

export const CASES: Readonly<Record<string, Case>> = {
  "subnet-exhausted-at-creation": {
    reported: "the nodes' subnet does not hold the nodes that it begins with: Azure/AKS#456",
    change: { set: { nodes: { addressPrefix: "10.40.0.0/25" } } },
    finds: [["subnet-too-small", "nodes"]],
  },
  "subnet-exhausted-on-scale-out": {
    reported: "the nodes' subnet does not hold what the autoscaler may add: Azure/AKS#4467",
    change: { set: { nodes: { addressPrefix: "10.40.0.0/24" } } },
    finds: [["subnet-too-small", "nodes"]],
  },
  "subnet-exhausted-on-upgrade": {
    reported: "8 × 31 addresses are there, and 2 × 31 more are wanted while pools are upgraded: InsufficientSubnetSize, AKS-Construction#701",
    change: { set: { nodes: { addressPrefix: "10.40.0.0/24" }, user: { maxCount: 5 } } },
    finds: [["addresses-short", "nodes"]],
  },
  "target-port-of-no-container": {
    reported: "a request to the load balancer ends at the pod: the target port's name is no container port's",
    change: { set: { front: { spec: { ports: [{ name: "http", port: 80, targetPort: "https" }] } } } },
    finds: [["broken-port-chain", "web"]],
  },
  "selector-of-no-pod": {
    reported: "a request to the load balancer ends at the Service: no pod has its labels",
    change: { set: { front: { spec: { selector: { app: "api" } } } } },
    finds: [["broken-port-chain", "front"]],
  },
  "local-traffic-policy-beside-nodes": {
    reported: "a Service with the traffic policy Local is not reached from machines of the nodes' own subnet",
    change: { set: { front: { metadata: { annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal-subnet": "nodes", "service.beta.kubernetes.io/azure-load-balancer-ipv4": undefined } }, spec: { externalTrafficPolicy: "Local" } } } },
    finds: [["local-internal-node-subnet", "front"]],
  },
  "routes-without-a-table": {
    reported: "a cluster that leaves by routes is refused where its subnet has no route table",
    change: { set: { cluster: { networkProfile: { outboundType: "userDefinedRouting" } } } },
    finds: [["broken-egress", "nodes"]],
  },
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
  "pool-described-twice": {
    reported: "one pool inside the cluster and as a resource of its own: every update goes over both",
    change: { set: { user: { agentPoolName: "system", mode: "System" } } },
    finds: [["pool-described-twice", "user"]],
  },
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
  "retired-pod-identity": {
    reported: "retired, and still declared: pod identity",
    change: { set: { cluster: { podIdentityProfile: { enabled: true } } } },
    finds: [["retiring-feature", "cluster"]],
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
  "dead-api-version": {
    reported: "a resource of a version of the API that Azure answers no more",
    change: { more: declared => declared.resource("azure-native:containerservice/v20230102preview:AgentPool", "old", { resourceGroupName: "rg-elsewhere", resourceName: "aks-elsewhere", agentPoolName: "old", count: 1, mode: "User", vmSize: "Standard_D4s_v5" }) },
    finds: [["dead-api-version", "old"]],
  },
  "dead-kubernetes-version": {
    reported: "a version of Kubernetes that AKS supports no longer",
    change: { set: { cluster: { kubernetesVersion: "1.30" } } },
    finds: [["kubernetes-version-end", "cluster"]],
  },
  "removed-kubernetes-api": {
    reported: "an object of an API that the cluster's version has no more",
    change: { more: declared => declared.resource("kubernetes:batch/v1beta1:CronJob", "nightly", { apiVersion: "batch/v1beta1", kind: "CronJob", metadata: { name: "nightly", namespace: "sound" } }, declared.inCluster) },
    finds: [["removed-kubernetes-api", "nightly"]],
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
  "windows-pool-with-a-long-name": {
    reported: "a Windows pool's name is refused late: it has at most 6 characters",
    change: { set: { user: { agentPoolName: "windows", osType: "Windows", osSKU: "Windows2025" } } },
    finds: [["windows-pool-refused", "user"]],
  },
};
