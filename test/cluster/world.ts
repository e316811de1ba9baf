/** Everything that runs for the tests: the plan, a cluster in its layout, and stand-ins for what Azure adds to it. */
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Plan } from "../../planner/model/plan";
import { planOf } from "../../planner/testing";
import { CloudController } from "./azure/cloud-controller";
import type { TakenAddress } from "./azure/front-ends";
import type { MadeLoadBalancer } from "./azure/load-balancer";
import { azureNetwork } from "./azure/network";
import { EXCLUDED } from "./azure/objects";
import { SecurityFilter } from "./azure/security-filter";
import { securityRules } from "./azure/security-group";
import { WatchedObjects } from "./azure/watched-objects";
import { secretsStoreObjects, type SecretProviderClass } from "./csi/cluster-objects";
import { SecretsStore } from "./csi/secrets-store";
import { rulesWithCopy, UNDRAINED } from "./copy";
import { readEnvironment, STACK } from "./environment";
import { Journal } from "./journal";
import { Cluster } from "./lab/cluster";
import { NODE_BRIDGE } from "./lab/fabric";
import { layoutOf, range, WORLD } from "./lab/layout";
import type { Node } from "./lab/node";
import { frontEndOf, planObjects, workloadOf, type FrontEnd, type PlanObjects, type Workload } from "./objects";
import { report } from "./report";
import { isReady, type Pod } from "./workload";

const PROJECT = join(__dirname, "..", "..");
/** Milliseconds between two looks at the entrances. */
const WRITING = 200;
/** What stands for each secret of each vault: 256 bits in base64. */
const SECRET = Buffer.alloc(32, 7).toString("base64");

/** A plan, and its objects as they are applied here. */
export interface Deployable { readonly plan: Plan; readonly planned: PlanObjects; /** Where a test changes some. */ readonly objects?: readonly object[] }

export class World implements Deployable {
  /** The same stack with local traffic policy, and on-premises allowed. */
  readonly local: Promise<Deployable>;
  /** The same stack with a public front end. */
  readonly open: Promise<Deployable>;
  /** Of the pods of the service's namespace, and of the nodes that get the service's new flows. */
  readonly journal = new Journal();
  readonly #pods: WatchedObjects<Pod>;
  readonly #writing: NodeJS.Timeout;
  readonly #filter: SecurityFilter;

  private constructor(readonly plan: Plan, readonly cluster: Cluster, readonly cloud: CloudController, readonly secrets: SecretsStore, readonly planned: PlanObjects) {
    this.#filter = new SecurityFilter(NODE_BRIDGE, { virtualNetwork: [cluster.layout.virtualNetwork.text], onPremises: [WORLD.onPremises.range] });
    const write = (): void => { this.journal.see(this.#things()); };
    // What cannot be seen is as it was; it is watched again.
    this.#pods = new WatchedObjects<Pod>(cluster.api, { kind: "pods", namespace: this.workload.namespace }, write, () => undefined);
    this.#writing = setInterval(write, WRITING).unref();
    this.local = this.#variant({ externalTrafficPolicy: "Local", allowedSources: [cluster.layout.virtualNetwork.text, WORLD.onPremises.range] });
    this.open = this.#variant({ exposure: { kind: "public", dnsLabel: "sorting-hat" } });
    // Who waits for them hears of a failure; until then nobody does.
    for (const variant of [this.local, this.open]) variant.catch(() => undefined);
  }

  /** Starts all of it; the plan's own objects are not applied yet. */
  static async start(): Promise<World> {
    const { tools, images, work, cgroup, plan: planFile } = readEnvironment(), plan = JSON.parse(readFileSync(planFile, "utf8")) as Plan;
    const log = (line: string): void => { appendFileSync(join(work, "cloud-controller.log"), `${new Date().toISOString()} ${line}\n`); };
    const cluster = new Cluster({ layout: layoutOf(plan), tools, images: images.map(({ file }) => file), work, cgroup });
    const secrets = new SecretsStore({ vault: () => SECRET, secretProviderClass: (namespace, name) => secretProviderClass(cluster, namespace, name) });
    const cloud = new CloudController({
      api: cluster.api, network: azureNetwork(plan), takenAddresses: () => cluster.machines.flatMap(takenBy),
      machineExists: name => cluster.machines.some(node => node.name === name),
      report: log, onProblem: ({ message }) => { log(message); },
    });
    const world = new World(plan, cluster, cloud, secrets, planObjects(plan));
    // The node that is to be deleted undrained is for the copy alone, and is no entrance for anybody: its end must not disturb what else is measured.
    await cluster.start({ name: UNDRAINED, count: 1, labels: [`${EXCLUDED}=true`], taints: [`pool=${UNDRAINED}:NoSchedule`] });
    await cluster.kubectl.apply(secretsStoreObjects);
    await world.#filter.start();
    await Promise.all([cloud.start(), world.#secure(plan), ...cluster.machines.map(node => secrets.serve(node))]);
    world.#pods.start();
    world.#tellDeviations(images);
    return world;
  }

  /** New machines, with all that pods of the service need there. */
  async addNodes(count: number, pool: string): Promise<readonly Node[]> {
    const added = await this.cluster.addNodes({ name: pool, count });
    await Promise.all(added.map(node => this.secrets.serve(node)));
    return added;
  }

  async stop(): Promise<void> {
    clearInterval(this.#writing);
    await this.#pods.stop();
    await this.cloud.stop();
    await this.secrets.stop();
  }

  /** Machines of the pools that the plan's service may run on. */
  get serving(): readonly Node[] {
    return this.cluster.machines.filter(({ pool }) => pool !== UNDRAINED);
  }

  /** What the cloud controller made for a Service of the service's namespace. */
  made(name: string): readonly MadeLoadBalancer[] {
    return this.cloud.loadBalancers.filter(({ service }) => service === `${this.workload.namespace}/${name}`);
  }

  /** Names of the nodes that get new flows to the front end's port. */
  get entrances(): readonly string[] {
    return this.cloud.loadBalancers.flatMap(({ rules }) => rules).filter(({ frontendPort }) => frontendPort === this.frontEnd.port).flatMap(rule => this.cloud.healthyNodes(rule));
  }

  #things(): ReadonlyMap<string, string> {
    const stateOf = (pod: Pod): string => pod.metadata.deletionTimestamp !== undefined ? "ending" : isReady(pod) ? "ready" : "not ready";
    return new Map([
      ...this.#pods.all.map(pod => [`pod ${pod.metadata.name}`, `is on ${pod.spec.nodeName ?? "no node"} at ${pod.status.podIP ?? "no address"}, ${stateOf(pod)}`] as const),
      ...this.entrances.map(name => [`${name} as an entrance`, "takes new flows"] as const),
    ]);
  }

  /** The plan of the same stack with other settings of the sorting service. */
  async #variant(settings: Readonly<Record<string, unknown>>): Promise<Deployable> {
    const file = parse(readFileSync(join(PROJECT, `Pulumi.${STACK}.yaml`), "utf8")) as { config: { "aks-anatomy:apps": { sorting: object } } };
    const apps = file.config["aks-anatomy:apps"];
    const { plan } = await planOf(STACK, { cwd: PROJECT, config: { apps: { ...apps, sorting: { ...apps.sorting, ...settings } } } });
    return { plan, planned: planObjects(plan) };
  }

  /** What `pulumi up` would change in the cluster and in the subnet's security group. */
  async deploy({ plan, planned, objects = planned.objects }: Deployable): Promise<void> {
    await this.#secure(plan);
    await this.cluster.kubectl.apply(objects);
  }

  /** A subnet without a security group lets everything pass. */
  async #secure(plan: Plan): Promise<void> {
    await this.#filter.set(rulesWithCopy(securityRules(plan, this.cluster.layout.nodes.name) ?? [], this.frontEnd.port));
  }

  /** The sorting service's pods. */
  get workload(): Workload {
    return workloadOf(this.plan);
  }

  get frontEnd(): FrontEnd {
    return frontEndOf(this.plan);
  }

  #tellDeviations(images: readonly { readonly reference: string; readonly madeFrom: string }[]): void {
    for (const each of this.planned.deviations) report({ section: "deviation", ...each });
    for (const { reference, madeFrom } of images) report({ section: "deviation", object: reference, what: `made here: ${madeFrom}`, why: "no registry is asked" });
    report({ section: "deviation", object: `a copy of Deployment, Service and NetworkPolicy, "${UNDRAINED}"`, what: "one replica on a fourth node, which is in no load balancer; the security group lets its port through too", why: "its pool is deleted undrained beside the other faults" });
    report({ section: "deviation", object: "Service, Pod", what: "one test gives a pod a label that the Service then selects", why: "so that the other nodes have no pod of it" });
    report({ section: "deviation", object: "SecretProviderClass, CSIDriver", what: "the driver is a stand-in that writes a key of its own", why: "there is no vault here" });
  }
}

/** All addresses that a machine's network interface holds. */
const takenBy = ({ name, addresses }: Node): readonly TakenAddress[] => range(addresses.node, addresses.lastPod).map(address => ({ address, by: name }));

async function secretProviderClass({ api }: Cluster, namespace: string, name: string): Promise<SecretProviderClass | undefined> {
  const found = await api.list<SecretProviderClass>({ group: "apis/secrets-store.csi.x-k8s.io/v1", kind: "secretproviderclasses", namespace, fieldSelector: `metadata.name=${name}` });
  return found[0];
}
