/**
 * Takes nodes out of the cluster whose machines are gone, as the cloud controller does: it looks every few seconds, and only at nodes that are not ready.
 * Source: k8s.io/cloud-provider, controllers/nodelifecycle/node_lifecycle_controller.go, MonitorNodes; as of Kubernetes 1.36.
 */
import type { Api } from "../lab/api";
import { isReady } from "../lab/objects";
import type { Node } from "./objects";

/** Milliseconds between two looks: the controller's --node-monitor-period. */
const PERIOD = 5000;

export interface NodeLifecycleOptions {
  readonly api: Api;
  /** The nodes as last seen. */
  readonly nodes: () => readonly Node[];
  readonly machineExists: (node: string) => boolean | Promise<boolean>;
  readonly onDelete?: (node: string) => void;
  /** The API may be out of reach; the next look tries again. */
  readonly onProblem: (error: Error) => void;
}

export class NodeLifecycle {
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: NodeLifecycleOptions) {}

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look()).catch((error: Error) => { this.options.onProblem(error); });
    }, PERIOD);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { api, nodes, machineExists, onDelete } = this.options;
    for (const node of nodes()) {
      const { name, deletionTimestamp } = node.metadata;
      if (isReady(node.status) || deletionTimestamp !== undefined || await machineExists(name)) continue;
      await api.delete({ kind: "nodes" }, name);
      onDelete?.(name);
    }
  }
}
