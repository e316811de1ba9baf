/** A node: containerd, kubelet and kube-proxy in namespaces of their own, as a virtual machine of a scale set has them. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { emptyGroup, makeGroup } from "./cgroups";
import type { Certificates } from "./certificates";
import { run } from "./command";
import { configureContainerd, type ContainerImages } from "./container-images";
import { Daemon } from "./daemon";
import { forget, plugIn, unplug, within } from "./fabric";
import { nodeAddresses, type Layout, type NodeAddresses } from "./layout";
import { POLICY_ENGINE } from "./policy-engine";
import { until } from "./until";

export interface NodeOptions {
  /** Number of the machine among all that the cluster ever had, from 1. */
  readonly number: number;
  /** Its place in the subnet, from 0: decides its addresses. */
  readonly place: number;
  readonly name: string;
  /** Pool that it belongs to. */
  readonly pool: string;
  /** As key=value. */
  readonly labels: readonly string[];
  /** As key=value:effect. */
  readonly taints: readonly string[];
  readonly tools: string;
  /** Folder of the run; the node's is in it. */
  readonly work: string;
  readonly cgroup: string;
  readonly images: ContainerImages;
  readonly certificates: Certificates;
  readonly layout: Layout;
}

export class Node {
  readonly name: string;
  readonly pool: string;
  readonly addresses: NodeAddresses;
  /** Its network namespace. */
  readonly namespace: string;
  readonly folder: string;
  readonly #cgroup: string;
  #machine: Daemon | undefined;
  #deleted = false;

  constructor(private readonly options: NodeOptions) {
    this.name = options.name;
    this.pool = options.pool;
    this.addresses = nodeAddresses(options.layout, options.place);
    this.namespace = `node${options.number}`;
    this.folder = join(options.work, this.namespace);
    this.#cgroup = `${options.cgroup}/${this.namespace}`;
  }

  get place(): number {
    return this.options.place;
  }

  /** /var/lib/kubelet of the node, seen from outside. */
  get kubeletFolder(): string {
    return join(this.folder, "lib", "kubelet");
  }

  /** True once the machine was deleted: it will not come back. */
  get gone(): boolean {
    return this.#deleted;
  }

  /** Switches it on; it registers itself with the API server. Again after `kill`, it finds its disk as it was. */
  async start(): Promise<void> {
    const { layout, tools, labels, taints } = this.options;
    if (!existsSync(this.folder)) await this.#install();
    makeGroup(this.#cgroup);
    await plugIn(this.namespace, layout, this.addresses);
    const [program, args] = within(this.namespace, ["unshare", "--mount", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "private", join(__dirname, "node-init.sh"), this.folder, this.name]);
    this.#machine = new Daemon(this.name, [program, args], join(this.folder, "init.log"), {
      PATH: [tools, process.env.PATH ?? ""].join(delimiter), HOME: "/nonexistent", NODE_ADDRESS: this.addresses.node, NODE_LABELS: [`agentpool=${this.pool}`, `kubernetes.azure.com/agentpool=${this.pool}`, ...labels].join(","), NODE_TAINTS: taints.join(","),
    });
    this.#machine.start();
  }

  /** Cuts its power: every process of it ends at once, and its network is gone. */
  async kill(): Promise<void> {
    // First the cable: processes that end would close their connections in order.
    await unplug(this.namespace);
    await this.#machine?.stop("SIGKILL");
    await forget(this.namespace);
    // A machine that boots has no groups of before; a kubelet that found some would look for their containers.
    await until(`the control groups of ${this.name} to be empty`, () => emptyGroup(this.#cgroup), 20);
  }

  /** Takes the machine away, as when its scale set shrinks. Nothing is drained. */
  async delete(): Promise<void> {
    this.#deleted = true;
    await this.kill();
  }

  /** Enforces network policies from now on; returns when it does. */
  async enforcePolicies(): Promise<void> {
    const { certificates, tools } = this.options, log = join(this.folder, `${POLICY_ENGINE}.log`);
    const [program, args] = within(this.namespace, [join(tools, POLICY_ENGINE), `--kubeconfig=${certificates.path(`${POLICY_ENGINE}.kubeconfig`)}`]);
    new Daemon(`${POLICY_ENGINE} of ${this.name}`, [program, args], log).start();
    await until(`${this.name} to enforce network policies`, () => readFileSync(log, "utf8").includes("enforcing"), 30);
  }

  /** Runs a command in its network. */
  run(command: readonly string[]): Promise<string> {
    return run(...within(this.namespace, command));
  }

  async #install(): Promise<void> {
    const { certificates, layout, images } = this.options, certificate = `node-${this.namespace}`;
    for (const folder of ["cni", "lib/kubelet", "log/pods", "log/containers"]) mkdirSync(join(this.folder, folder), { recursive: true });
    await certificates.issue({ name: certificate, subject: `/O=system:nodes/CN=system:node:${this.name}`, use: "serverAuth,clientAuth", alternatives: [`DNS:${this.name}`, `IP:${this.addresses.node}`] });
    copyFileSync(certificates.path(`${certificate}.kubeconfig`), join(this.folder, "kubelet.kubeconfig"));
    // Azure's own name server is out of reach; names of the cluster are CoreDNS's.
    writeFileSync(join(this.folder, "resolv.conf"), "nameserver 127.0.0.1\n");
    writeFileSync(join(this.folder, "cni", "10-azure.conflist"), JSON.stringify(this.#podNetwork()));
    writeFileSync(join(this.folder, "kubelet.json"), JSON.stringify(this.#kubelet(certificate)));
    writeFileSync(join(this.folder, "kube-proxy.json"), JSON.stringify({
      apiVersion: "kubeproxy.config.k8s.io/v1alpha1", kind: "KubeProxyConfiguration", clientConnection: { kubeconfig: certificates.path("proxy.kubeconfig") },
      // As AKS runs it. Connection tracking keeps the limits of this machine: it has one table for all.
      mode: "iptables", clusterCIDR: layout.nodes.prefix.text, hostnameOverride: this.name, oomScoreAdj: 0, conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
    }));
    await configureContainerd(this.folder);
    await images.copyTo(join(this.folder, "lib"));
  }

  /** Pods have addresses of the subnet that the node's interface holds; the node answers for them. */
  #podNetwork(): object {
    const { node, firstPod, lastPod } = this.addresses, subnet = this.options.layout.nodes.prefix.text;
    return {
      cniVersion: "0.4.0", name: "azure",
      plugins: [
        { type: "ptp", mtu: 1500, ipMasq: false, ipam: { type: "host-local", ranges: [[{ subnet, rangeStart: firstPod, rangeEnd: lastPod, gateway: node }]], routes: [{ dst: "0.0.0.0/0" }] } },
        { type: "portmap", capabilities: { portMappings: true } },
      ],
    };
  }

  #kubelet(certificate: string): object {
    const { certificates, layout } = this.options;
    return {
      apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration",
      authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: certificates.path("ca.crt") } }, authorization: { mode: "Webhook" },
      tlsCertFile: certificates.path(`${certificate}.crt`), tlsPrivateKeyFile: certificates.path(`${certificate}.key`),
      cgroupDriver: "cgroupfs", cgroupRoot: this.#cgroup, failCgroupV1: false, failSwapOn: false, oomScoreAdj: 0, enforceNodeAllocatable: ["pods"],
      containerRuntimeEndpoint: "unix:///run/containerd/containerd.sock", clusterDNS: [layout.dnsService], clusterDomain: "cluster.local", resolvConf: join(this.folder, "resolv.conf"),
      maxPods: layout.pool.maxPods,
      // The disk is the machine's, which may be nearly full: images must stay, for there is nowhere to pull them from.
      imageGCHighThresholdPercent: 100, evictionHard: { "memory.available": "0%", "nodefs.available": "0%", "nodefs.inodesFree": "0%", "imagefs.available": "0%" },
    };
  }
}
