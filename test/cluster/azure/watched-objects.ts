/** All objects of a kind as the cluster has them: a watch for what comes, and a list now and then for what went while the watch was down. */
import type { Api, Collection } from "../lab/api";
import type { KubernetesObject } from "../lab/objects";

/** Milliseconds between two lists. */
const PERIOD = 30_000;

export class WatchedObjects<T extends KubernetesObject> {
  readonly #objects = new Map<string, T>();
  #stopWatch: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param onChange told after each change
   */
  constructor(private readonly api: Api, private readonly collection: Collection, private readonly onChange: () => void, private readonly onProblem: (error: Error) => void) {}

  get all(): readonly T[] {
    return [...this.#objects.values()];
  }

  start(): void {
    this.#stopWatch = this.api.watch<T>(this.collection, ({ type, object }) => {
      if (type === "DELETED") this.#objects.delete(object.metadata.uid);
      else this.#objects.set(object.metadata.uid, object);
      this.onChange();
    });
    this.#timer = setInterval(() => { this.#drop().catch(this.onProblem); }, PERIOD);
  }

  stop(): void {
    this.#stopWatch();
    clearInterval(this.#timer);
  }

  /** Only what was known before the list was asked for can be missed in it. */
  async #drop(): Promise<void> {
    const before = [...this.#objects.keys()], there = new Set((await this.api.list<T>(this.collection)).map(({ metadata }) => metadata.uid));
    const gone = before.filter(uid => !there.has(uid));
    for (const uid of gone) this.#objects.delete(uid);
    if (gone.length > 0) this.onChange();
  }
}
