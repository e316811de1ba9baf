/** Pods that stay pending, or never come to be. */
import type { Cases } from "../case";
import type { Change } from "../sound";

/** Other arguments of the pods of `web`. */
const pods = (spec: Readonly<Record<string, unknown>>): Change => ({ set: { web: { spec: { template: { spec } } } } });

/** A claim, and a Deployment whose pods mount it. */
const stored = (replicas: number, accessMode: string, storageClassName: string): Change => ({
  more: ({ resource, inCluster }) => {
    const metadata = { name: "store", namespace: "sound" }, labels = { app: "store" };
    resource("kubernetes:core/v1:PersistentVolumeClaim", "claim", { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata, spec: { accessModes: [accessMode], storageClassName, resources: { requests: { storage: "5Gi" } } } }, inCluster);
    resource("kubernetes:apps/v1:Deployment", "store", { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: {
      replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: {
        nodeSelector: { "kubernetes.io/os": "linux" }, containers: [{ name: "store", image: "mcr.microsoft.com/oss/nginx/nginx:1.25.2" }], volumes: [{ name: "data", persistentVolumeClaim: { claimName: "store" } }],
      } },
    } }, inCluster);
  },
});

export const PODS: Cases = {
  "pods-for-a-pool-that-is-not-there": {
    reported: "pods stay pending: their node selector names a pool that the cluster has not",
    change: pods({ nodeSelector: { agentpool: "gpu" } }),
    finds: [["unschedulable-pods", "web", "agentpool=gpu"]],
  },
  "pods-for-windows-without-a-pool": {
    reported: "pods stay pending: they ask for Windows, and all pools are of Linux",
    change: pods({ nodeSelector: { "kubernetes.io/os": "windows" } }),
    finds: [["unschedulable-pods", "web", "kubernetes.io/os=windows"]],
  },
  "pods-larger-than-a-machine": {
    reported: "pods stay pending: one requests more processors than a machine has",
    change: pods({ containers: [{ name: "web", image: "mcr.microsoft.com/oss/nginx/nginx:1.25.2", ports: [{ name: "http", containerPort: 8080 }], resources: { requests: { cpu: "6" } } }] }),
    finds: [["unschedulable-pods", "web", "6 processors"]],
  },
  "pods-that-tolerate-no-pool": {
    reported: "pods stay pending: every pool is tainted, and they tolerate nothing",
    change: { ...pods({}), set: { user: { nodeTaints: ["sku=gpu:NoSchedule"] }, cluster: { agentPoolProfiles: [{ name: "system", mode: "System", count: 3, vmSize: "Standard_D4s_v5", nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] }] } } },
    finds: [["unschedulable-pods", "web", "sku=gpu:NoSchedule"]],
  },
  "selector-that-misses-its-own-pods": {
    reported: "Kubernetes refuses a Deployment: its selector does not match its template",
    change: { set: { web: { spec: { selector: { matchLabels: { tier: "front" } } } } } },
    finds: [["workload-selector", "web"]],
  },
  "disk-for-many-nodes": {
    reported: "a claim stays pending: an Azure disk is asked for ReadWriteMany: azuredisk-csi-driver#2122",
    change: stored(2, "ReadWriteMany", "managed-csi"),
    finds: [["disk-access-mode", "claim", "managed-csi"]],
  },
  "disk-of-many-pods": {
    reported: "pods wait for a disk that is attached to another node (Multi-Attach error)",
    change: stored(2, "ReadWriteOnce", "managed-csi"),
    finds: [["shared-disk", "store", "Multi-Attach"]],
  },
  "files-for-many-pods": {
    reported: "nothing: file shares are for many nodes",
    change: stored(2, "ReadWriteMany", "azurefile-csi"),
    finds: [],
  },
};
