/**
 * A stand-in for AKS's cloud controller and for the load balancers that it makes: watches Services and nodes, decides as Azure would, programs the fabric, tells the cluster what it did.
 * The fabric is programmed apart from what is told: probes and flows go on while the API is away.
 *
 * What Azure does and this does not: take its time (tens of seconds for a load balancer), end idle flows and reset them, give nodes a way out through the load balancer, write rules to the security
 * group on the nodes' NICs, fail the flow of a node to itself through an internal front end, wait longer after a probe that wavers. Annotations for what is not there are refused, aloud.
 */
import type { Api } from "../lab/api";
import { DataPath } from "./data-path";
import type { Backend, FlowRule } from "./flow-rules";
import { frontEndFor, type TakenAddress } from "./front-ends";
import { loadBalancerFor, type MadeLoadBalancer, type Rule } from "./load-balancer";
import type { AzureNetwork } from "./network";
import { NodeLifecycle } from "./node-lifecycle";
import { addressOf, isBackend, nameOf, wantsLoadBalancer, type Node, type Service } from "./objects";
import { Probes, type ProbeTarget } from "./probes";
import { Refusal } from "./refusal";
import { ServiceStatus } from "./service-status";
import { Turns } from "./turns";
import { WatchedObjects } from "./watched-objects";

export interface CloudControllerOptions {
  readonly api: Api;
  readonly network: AzureNetwork;
  /** Addresses that machines have in the VNet, pre-assigned pod addresses among them. */
  readonly takenAddresses: () => readonly TakenAddress[];
  /** Whether Azure still has the machine of a node. */
  readonly machineExists: (node: string) => boolean | Promise<boolean>;
  /** Told what happens: load balancers made and refused, backends up and down, nodes deleted. */
  readonly report?: (line: string) => void;
  /** Told what failed and will be tried again; while the API is away, that is everything. */
  readonly onProblem?: (error: Error) => void;
}

/** What was last decided of all Services, in the order of their creation. */
interface Decision {
  readonly service: Service;
  readonly outcome: MadeLoadBalancer | Refusal | "none wanted";
}

/** Milliseconds after which what failed or was refused is tried again. The real controller waits from 5 s on up to 5 min. */
const RETRY = 5000;

export class CloudController {
  readonly #made = new Map<string, MadeLoadBalancer>();
  #decisions: readonly Decision[] = [];
  /** Numbers of nodes by address; a number is never given twice. */
  readonly #marks = new Map<string, number>();
  readonly #services: WatchedObjects<Service>;
  readonly #nodes: WatchedObjects<Node>;
  readonly #status: ServiceStatus;
  readonly #lifecycle: NodeLifecycle;
  readonly #dataPath = new DataPath();
  readonly #probes: Probes;
  readonly #fabricTurns: Turns;
  readonly #clusterTurns: Turns;
  #retry: NodeJS.Timeout | undefined;

  constructor(private readonly options: CloudControllerOptions) {
    const { api, machineExists } = options, report = (line: string): void => { options.report?.(line); };
    const onProblem = (error: Error): void => { options.onProblem?.(error); this.#tryLater(); };
    this.#fabricTurns = new Turns(() => this.#program(), onProblem);
    this.#clusterTurns = new Turns(() => this.#tell(onProblem), onProblem);
    const onChange = (): void => { this.#fabricTurns.ask(); };
    this.#services = new WatchedObjects<Service>(api, { kind: "services" }, onChange, onProblem);
    this.#nodes = new WatchedObjects<Node>(api, { kind: "nodes" }, onChange, onProblem);
    this.#status = new ServiceStatus(api, report);
    this.#probes = new Probes(({ address, probe }, up) => {
      report(`${address} is ${up ? "up" : "down"} for probe ${probe.name}`);
      onChange();
    });
    this.#lifecycle = new NodeLifecycle({ api, machineExists, onProblem, nodes: () => this.#nodes.all, onDelete: node => { report(`node ${node} is deleted: its machine is gone`); } });
  }

  /** What was made and stands, one for each Service. */
  get loadBalancers(): readonly MadeLoadBalancer[] {
    return [...this.#made.values()];
  }

  /** Names of the nodes that get a rule's new flows. */
  healthyNodes(rule: Rule): readonly string[] {
    return this.#healthy(rule).map(({ node }) => node);
  }

  async start(): Promise<void> {
    await this.#dataPath.start();
    this.#services.start();
    this.#nodes.start();
    this.#lifecycle.start();
  }

  /** Ends watches and probes; what stands in the cluster and in the fabric stays. */
  async stop(): Promise<void> {
    await Promise.all([this.#services.stop(), this.#nodes.stop(), this.#lifecycle.stop()]);
    // What goes on still sets probes and asks for another try.
    await this.#fabricTurns.end();
    await this.#clusterTurns.end();
    this.#probes.stop();
    clearTimeout(this.#retry);
  }

  #tryLater(): void {
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      this.#fabricTurns.ask();
    }, RETRY);
  }

  /** The fabric's turn: needs no API. */
  async #program(): Promise<void> {
    const services = [...this.#services.all].sort((a, b) => a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp) || nameOf(a).localeCompare(nameOf(b)));
    const wanted = new Set(services.filter(wantsLoadBalancer).map(nameOf));
    for (const name of this.#made.keys()) if (!wanted.has(name)) this.#made.delete(name);
    const decisions = services.map((service): Decision => ({ service, outcome: wantsLoadBalancer(service) ? this.#decide(service) : "none wanted" }));
    const backends = this.#backends, rules = this.loadBalancers.flatMap(({ frontEnd, rules: own }) => own.map(rule => ({ address: frontEnd.address, rule })));
    this.#probes.set(rules.flatMap(({ rule: { probe } }): readonly ProbeTarget[] => probe === undefined ? [] : backends.map(({ address }) => ({ address, probe }))));
    await this.#dataPath.apply(rules.map(({ address, rule }): FlowRule => ({ address, rule, healthy: this.#healthy(rule) })), backends);
    this.#decisions = decisions;
    this.#clusterTurns.ask();
  }

  /** A change that Azure refuses leaves what was made before. */
  #decide(service: Service): MadeLoadBalancer | Refusal {
    const name = nameOf(service), others = this.loadBalancers.filter(made => made.service !== name), { network, takenAddresses } = this.options;
    const current = this.#made.get(name)?.frontEnd.address ?? service.status?.loadBalancer?.ingress?.[0]?.ip;
    try {
      const frontEnd = frontEndFor({ service, network, current, taken: takenAddresses(), others: others.map(made => made.frontEnd) });
      const made = loadBalancerFor(service, frontEnd, others);
      this.#made.set(name, made);
      return made;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }

  get #backends(): readonly Backend[] {
    return this.#nodes.all.filter(isBackend).flatMap(node => {
      const address = addressOf(node);
      if (address === undefined) return [];
      const mark = this.#marks.get(address) ?? this.#marks.size + 1;
      this.#marks.set(address, mark);
      return [{ node: node.metadata.name, address, mark }];
    });
  }

  #healthy({ probe }: Rule): readonly Backend[] {
    return this.#backends.filter(({ address }) => probe === undefined || this.#probes.isUp({ address, probe }));
  }

  /** The cluster's turn: tells what the fabric's turn before it decided. */
  async #tell(onProblem: (error: Error) => void): Promise<void> {
    for (const { service, outcome } of this.#decisions) {
      const telling = outcome === "none wanted" ? this.#status.release(service) : outcome instanceof Refusal ? this.#status.refuse(service, outcome) : this.#status.ensured(service, outcome.frontEnd.address);
      await telling.catch(onProblem);
    }
    if (this.#decisions.some(({ outcome }) => outcome instanceof Refusal)) this.#tryLater();
  }
}
