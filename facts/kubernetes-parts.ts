/** The parts that every Kubernetes cluster on AKS consists of, whether anybody declares them or not. */

export interface KubernetesPart {
  readonly type: string;
  readonly name: string;
  readonly where: "control plane" | "every node" | "kube-system" | "mesh";
  readonly does: string;
  readonly source: string;
}

const SOURCE = "azure-aks-docs, core-aks-concepts.md; Kubernetes documentation, cluster architecture; as of 2026-08-21";
const part = (where: KubernetesPart["where"], type: string, name: string, does: string): KubernetesPart => ({ where, type, name, does, source: SOURCE });

/** Run by Azure, outside the subscription's resource groups. */
export const CONTROL_PLANE: readonly KubernetesPart[] = [
  part("control plane", "process/kube-apiserver", "kube-apiserver", "answers every request to the cluster; the only one that talks to etcd"),
  part("control plane", "process/etcd", "etcd", "keeps the cluster's objects"),
  part("control plane", "process/kube-scheduler", "kube-scheduler", "gives each new pod a node"),
  part("control plane", "process/kube-controller-manager", "kube-controller-manager", "runs the controllers of Deployments, ReplicaSets, nodes, end points"),
  part("control plane", "process/cloud-controller-manager", "cloud-controller-manager", "makes Azure's load balancers and routes from Services and nodes"),
];

export const KUBELET = part("every node", "process/kubelet", "kubelet", "starts the node's pods and reports on them");
export const CONTAINERD = part("every node", "process/containerd", "containerd", "runs the containers");
/** Absent where Cilium is the data plane. */
export const KUBE_PROXY = part("every node", "v1/Pod", "kube-proxy-<5 characters>", "sends packets for a Service's address to one of its pods");
/** On Windows nodes it is a service of the system, and no pod. */
export const WINDOWS_KUBE_PROXY: KubernetesPart = { ...part("every node", "process/kube-proxy", "kube-proxy", "sends packets for a Service's address to one of its pods"), source: "Azure/AgentBaker, staging/cse/windows/kubeletfunc.ps1, as of 2026-08-21" };

const CILIUM_SOURCE = "azure-aks-docs, azure-cni-powered-by-cilium.md; Azure/azure-container-networking, docs/cilium.md; Cilium documentation, component overview; as of 2026-08-21";
/** Of Cilium's data plane (`networkDataplane: cilium`), in kube-proxy's place: a pod of the DaemonSet `cilium`. Linux nodes alone have it, and such a cluster has no others. */
export const CILIUM: KubernetesPart = {
  where: "every node", type: "v1/Pod", name: "cilium-<5 characters>", does: "sends packets for a Service's address to one of its pods, in the kernel (eBPF), and enforces network policies", source: CILIUM_SOURCE,
};
export const CILIUM_OPERATOR: KubernetesPart = { where: "kube-system", type: "apps/v1/Deployment", name: "cilium-operator", does: "keeps what Cilium's agents share", source: CILIUM_SOURCE };

export const CORE_DNS = part("kube-system", "apps/v1/Deployment", "coredns", "answers names inside the cluster at the DNS service address");

const AGENT_SOURCE = "azure-monitor-docs, includes/kubernetes-monitoring-verify-deployment.md, as of 2026-08-21";
const agent = (type: string, name: string, does: string): KubernetesPart => ({ where: "kube-system", type, name, does, source: AGENT_SOURCE });

/** What Container Insights runs in the cluster, on Linux nodes. */
export const CONTAINER_INSIGHTS_AGENTS: readonly KubernetesPart[] = [
  agent("apps/v1/DaemonSet", "ama-logs", "sends the logs of a node's containers"),
  agent("apps/v1/Deployment", "ama-logs-rs", "sends the cluster's events and inventory"),
];
/** The same on Windows nodes, where there are some. */
export const CONTAINER_INSIGHTS_WINDOWS_AGENTS: readonly KubernetesPart[] = [{ ...agent("apps/v1/DaemonSet", "ama-logs-windows", "sends the logs of a Windows node's containers"), source: "Azure/AKS, release notes of 2023-07-16" }];
/** What Azure's managed Prometheus runs in the cluster, on Linux nodes. */
export const PROMETHEUS_AGENTS: readonly KubernetesPart[] = [
  agent("apps/v1/DaemonSet", "ama-metrics-node", "scrapes what a node tells of itself"),
  agent("apps/v1/Deployment", "ama-metrics", "scrapes what the cluster tells of itself"),
  agent("apps/v1/Deployment", "ama-metrics-ksm", "makes metrics of the cluster's objects (kube-state-metrics)"),
];

export const PROMETHEUS_WINDOWS_AGENTS: readonly KubernetesPart[] = [agent("apps/v1/DaemonSet", "ama-metrics-win-node", "scrapes what a Windows node tells of itself")];
const MESH_SOURCE = "azure-aks-docs, istio-scale.md and istio-upgrade.md, as of 2026-08-21";
const inMesh = (name: string, does: string): KubernetesPart => ({ where: "mesh", type: "apps/v1/Deployment", name, does, source: MESH_SOURCE });

/** The Istio add-on's Deployments: one of each for every revision. */
export const meshControlPlane = (revision: string): KubernetesPart => inMesh(`istiod-${revision}`, "tells the proxies what to do with a request");
export const meshGateway = (service: string, revision: string): KubernetesPart => inMesh(`${service}-${revision}`, "takes requests from outside to the pods");
/** Pods of each, by AKS's own autoscaling; fewer than the first are not allowed. */
export const MESH_PODS = { min: 2, max: 5 } as const;

/** The hash that a Deployment puts into its ReplicaSet's name, and the end that a ReplicaSet gives each pod. Source: Kubernetes documentation, Deployments. */
export const REPLICA_SET_SUFFIX = "<hash>";
export const POD_SUFFIX = "<5 characters>";
export const WORKLOAD_SOURCE = "Kubernetes documentation, workload controllers and Services, as of 2026-08-21";

/** The DNS names of a Service inside the cluster, the shortest first. The domain is AKS's own. Source: Kubernetes, DNS for Services; azure-aks-docs, coredns-custom.md, as of 2026-08-21. */
export const serviceNames = (name: string, namespace: string): readonly [string, string, string] => [`${name}.${namespace}`, `${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`];
