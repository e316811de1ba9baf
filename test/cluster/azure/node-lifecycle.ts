/**
 * Takes nodes out of the cluster whose machines are gone, as the cloud controller does: it looks every few seconds, and only at nodes that are not ready.
 * Source: k8s.io/cloud-provider, controllers/nodelifecycle/node_lifecycle_controller.go, MonitorNodes; as of Kubernetes 1.36.
 */
import type { Api } from "../lab/api";
import { isReady } from "../lab/kubernetes-object";
import type { Node } from "./objects";
import { Turns } from "./turns";

/** Milliseconds between two looks: the controller's --node-monitor-period. */
const PERIOD = 5000;

export interface NodeLifecycleOptions {
  readonly api: Pick<Api, "delete">;
  /** The nodes as last seen. */
  readonly nodes: () => readonly Node[];
  readonly machineExists: (node: string) => boolean | Promise<boolean>;
  readonly onDelete?: (node: string) => void;
  /** The API may be out of reach; the next look tries again. */
  readonly onProblem: (error: Error) => void;
}

export class NodeLifecycle {
  #timer: NodeJS.Timeout | undefined;
  readonly #turns: Turns;

  constructor(private readonly options: NodeLifecycleOptions) {
    this.#turns = new Turns(() => this.#look(), options.onProblem);
  }

  start(): void {
    this.#timer = setInterval(() => { this.#turns.ask(); }, PERIOD);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#turns.end();
  }

  async #look(): Promise<void> {
    const { nodes, onProblem } = this.options;
    for (const node of nodes()) await this.#judge(node).catch(onProblem);
  }

  async #judge({ metadata: { name, deletionTimestamp }, status }: Node): Promise<void> {
    const { api, machineExists, onDelete } = this.options;
    if (isReady(status) || deletionTimestamp !== undefined || await machineExists(name)) return;
    await api.delete({ kind: "nodes" }, name);
    onDelete?.(name);
  }
}
