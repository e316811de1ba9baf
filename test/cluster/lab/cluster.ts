/** A whole cluster in the layout of a plan: control plane, nodes, DNS. */
import { join } from "node:path";
import { Api } from "./api";
import { Certificates } from "./certificates";
import { favour, makeGroup } from "./cgroups";
import { ContainerImages } from "./container-images";
import { API_SERVER, ControlPlane } from "./control-plane";
import { dnsObjects } from "./dns";
import { layNetwork } from "./fabric";
import { Kubectl } from "./kubectl";
import type { Layout } from "./layout";
import { Node } from "./node";
import { isReady, type Conditions, type KubernetesObject } from "./kubernetes-object";
import { canEnforce, POLICY_ENGINE, policyEngineObjects } from "./policy-engine";
import { until } from "./until";

export interface ClusterOptions {
  readonly layout: Layout;
  /** Folder of Kubernetes' programs. */
  readonly tools: string;
  /** Archives of container images that every node gets. */
  readonly images: readonly string[];
  /** Folder of the run: state and logs. */
  readonly work: string;
  /** Control group of the run. */
  readonly cgroup: string;
}

/** Nodes of one kind: labels as key=value, taints as key=value:effect. */
export interface Pool { readonly name: string; readonly count: number; readonly labels?: readonly string[]; readonly taints?: readonly string[] }

interface NodeObject extends KubernetesObject { readonly status?: Conditions }

export class Cluster {
  readonly api: Api;
  readonly kubectl: Kubectl;
  readonly controlPlane: ControlPlane;
  readonly #certificates: Certificates;
  readonly #images: ContainerImages;
  readonly #nodes: Node[] = [];

  constructor(private readonly options: ClusterOptions) {
    const { work, tools, layout } = options;
    this.#certificates = new Certificates(join(work, "pki"), API_SERVER);
    this.#images = new ContainerImages(join(work, "containerd"));
    this.api = new Api(API_SERVER, () => this.#certificates.credentials("admin"));
    this.controlPlane = new ControlPlane({ tools, work, layout, certificates: this.#certificates, api: this.api });
    this.kubectl = new Kubectl(join(tools, "kubectl"), this.#certificates.path("admin.kubeconfig"));
  }

  get layout(): Layout {
    return this.options.layout;
  }

  /**
   * Network, certificates, control plane, the pool's nodes, DNS; returns when all nodes are ready.
   * @param more pools that the plan does not have
   */
  async start(...more: readonly Pool[]): Promise<void> {
    const { layout, images, cgroup } = this.options;
    makeGroup(cgroup);
    favour(cgroup);
    const imported = this.#images.import(images);
    await this.#certificates.create();
    await Promise.all([layNetwork(layout), this.controlPlane.issueCertificates(), this.#certificates.issue({ name: POLICY_ENGINE, subject: `/CN=${POLICY_ENGINE}`, use: "clientAuth" })]);
    const ready = this.controlPlane.start();
    // A kubelet that is there before its API server asks until it answers.
    await imported;
    const joined = Promise.all([{ name: layout.pool.name, count: layout.pool.nodes }, ...more].map(pool => this.addNodes(pool)));
    await ready;
    await this.kubectl.apply([...dnsObjects(layout.dnsService), ...policyEngineObjects]);
    await joined;
  }

  /** Switches nodes on and waits until the cluster calls them ready. */
  async addNodes({ name: pool, count, labels = [], taints = [] }: Pool): Promise<readonly Node[]> {
    const places = this.#freePlaces(count);
    const added = Array.from({ length: count }, (_, number) => new Node({
      ...this.options, certificates: this.#certificates, images: this.#images, number: this.#nodes.length + number + 1, place: places[number] ?? ((): never => { throw new Error(`no place in the subnet for node ${number + 1} of pool ${pool}`); })(), pool, labels, taints,
      // As Azure names the machines of a scale set; the eight digits are Azure's to choose.
      name: `aks-${pool}-10000000-vmss${String(number).padStart(6, "0")}`,
    }));
    this.#nodes.push(...added);
    await Promise.all(added.map(node => node.start()));
    await this.waitForNodes(added);
    return added;
  }

  /** Places in the subnet that no machine has, lowest first: addresses of a machine that is gone are given again. */
  #freePlaces(count: number): readonly number[] {
    const taken = new Set(this.machines.map(({ place }) => place));
    return Array.from({ length: taken.size + count }, (_, place) => place).filter(place => !taken.has(place));
  }

  /**
   * Has every machine enforce network policies from now on.
   * @returns false where the kernel cannot
   */
  async enforcePolicies(): Promise<boolean> {
    if (!await canEnforce()) return false;
    await Promise.all(this.machines.map(node => node.enforcePolicies()));
    return true;
  }

  /** Machines that Azure has, whether they run or not. */
  get machines(): readonly Node[] {
    return this.#nodes.filter(({ gone }) => !gone);
  }

  async waitForNodes(nodes: readonly Node[], seconds = 60): Promise<void> {
    await until(`${nodes.map(({ name }) => name).join(", ")} to be ready`, async () => {
      const ready = (await this.api.list<NodeObject>({ kind: "nodes" })).filter(({ status }) => isReady(status)).map(({ metadata }) => metadata.name);
      return nodes.every(({ name }) => ready.includes(name));
    }, seconds);
  }
}
