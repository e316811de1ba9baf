/** All objects of a kind as the cluster has them: listed, and watched from there on; again and again, as the API goes away and comes back. */
import { setTimeout as pause } from "node:timers/promises";
import type { Api, Collection } from "../lab/api";
import type { KubernetesObject } from "../lab/kubernetes-object";

/** Milliseconds until the next try after a watch has ended. */
const AGAIN = 2000;

export class WatchedObjects<T extends KubernetesObject> {
  #objects = new Map<string, T>();
  readonly #over = new AbortController();
  #following: Promise<void> = Promise.resolve();

  /**
   * @param onChange told after each change
   * @param onProblem told why a list or a watch failed; it is tried again
   */
  constructor(
    private readonly api: Pick<Api, "listAt" | "watch">, private readonly collection: Collection, private readonly onChange: () => void, private readonly onProblem: (error: Error) => void,
    private readonly again = AGAIN,
  ) {}

  get all(): readonly T[] {
    return [...this.#objects.values()];
  }

  start(): void {
    this.#following = this.#follow();
  }

  /** Ends it; nothing is told any more when it has settled. */
  async stop(): Promise<void> {
    this.#over.abort();
    await this.#following;
  }

  async #follow(): Promise<void> {
    const { signal } = this.#over, isOver = (): boolean => signal.aborted;
    while (!isOver()) {
      await this.#once().catch((error: Error) => { if (!isOver()) this.onProblem(error); });
      await pause(this.again, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** What went while nobody watched is not in the list. */
  async #once(): Promise<void> {
    const { items, version } = await this.api.listAt<T>(this.collection);
    if (this.#over.signal.aborted) return;
    this.#objects = new Map(items.map(object => [object.metadata.uid, object]));
    this.onChange();
    await this.api.watch<T>(this.collection, version, ({ type, object }) => {
      if (type === "DELETED") this.#objects.delete(object.metadata.uid);
      else this.#objects.set(object.metadata.uid, object);
      this.onChange();
    }, this.#over.signal);
  }
}
