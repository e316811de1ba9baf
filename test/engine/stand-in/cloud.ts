/**
 * What exists: the resources that the stand-in providers made, by id. As Azure does, it refuses to make what is there, to change what never changes, and knows nothing of
 * Pulumi's state: it outlives an engine that is killed.
 */
import { refusedChanges, replacingChanges } from "../../../facts/immutable-settings";
import { at, isList, plainObject, textOf, type Properties, type Value } from "./wire";

export interface Held {
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** What goes wrong, and when. */
export interface Faults {
  /** The nth create, counted from 1, is refused. */
  failAtCreate?: number;
  /** The nth create never answers. */
  hangAtCreate?: number;
  /** Whether the resource of a create that never answers is there all the same: it took its time, and nobody waited. */
  madeAllTheSame?: boolean;
}

const CLUSTER = /^azure-native:containerservice(\/\w+)?:ManagedCluster$/;

const poolId = (cluster: string, name: string): string => `${cluster}/agentPools/${name}`;

function described(inputs: Properties): readonly Value[] {
  const pools = at(inputs, "agentPoolProfiles");
  return isList(pools) ? pools : [];
}

/** An answer that the engine shows to its user. */
class Refusal extends Error {}

export class Cloud {
  readonly #held = new Map<string, Held>();
  readonly #everMade = new Set<string>();
  /** Ids of the pools that a new cluster made because they were described in it: no resources of their own, and what a later description leaves out lives on. */
  readonly #describedPools = new Set<string>();
  faults: Faults = {};
  /** Creates that were asked for. */
  creates = 0;
  /** Settles when a create begins that never answers. */
  readonly hanging: Promise<string>;
  #tellHanging: (id: string) => void = () => undefined;

  constructor() {
    this.hanging = new Promise(resolve => { this.#tellHanging = resolve; });
  }

  get held(): readonly Held[] { return [...this.#held.values()]; }

  get(id: string): Held | undefined { return this.#held.get(id); }

  async create(resource: Held): Promise<Held> {
    this.creates++;
    const { failAtCreate, hangAtCreate, madeAllTheSame } = this.faults;
    if (this.#held.has(resource.id) || this.#describedPools.has(resource.id)) throw new Refusal(`cannot create already existing resource '${resource.id}'`);
    if (this.creates === failAtCreate) throw new Refusal(`Status=500 Code="InternalServerError": ${resource.id}`);
    if (this.creates === hangAtCreate) {
      if (madeAllTheSame) this.#make(resource);
      this.#tellHanging(resource.id);
      await new Promise<never>(() => undefined);
    }
    this.#make(resource);
    return resource;
  }

  #make(resource: Held): void {
    this.#held.set(resource.id, resource);
    this.#everMade.add(resource.id);
    if (CLUSTER.test(resource.type)) for (const pool of described(resource.inputs)) this.#describedPools.add(poolId(resource.id, textOf(at(pool, "name")) ?? ""));
  }

  /** True for what was made here and is no more. */
  isGone(id: string): boolean { return this.#everMade.has(id) && !this.#held.has(id); }

  /** Refuses what `facts/` says is refused: the engine should have asked for a replacement, or the program for something else. */
  update(resource: Held): Held {
    const before = this.#held.get(resource.id);
    if (before === undefined) throw new Refusal(`Status=404 Code="ResourceNotFound": ${resource.id}`);
    const [old, now] = [plainObject(before.inputs), plainObject(resource.inputs)];
    const refused = [...replacingChanges(resource.type, old, now), ...refusedChanges(resource.type, this.#withLivingPools(before), now, this.#poolsOf(resource.id))];
    if (refused.length > 0) throw new Refusal(`Status=400 Code="PropertyChangeNotAllowed": changing ${refused.join(", ")} of ${resource.id} is not allowed`);
    this.#held.set(resource.id, resource);
    return resource;
  }

  #poolsOf(cluster: string): readonly string[] {
    const prefix = poolId(cluster, "");
    return [...this.#held.keys(), ...this.#describedPools].flatMap(id => (id.startsWith(prefix) ? id.slice(prefix.length) : []));
  }

  /** What was described when the cluster was changed last may be gone since: it is no part of what stands. */
  #withLivingPools({ type, id, inputs }: Held): Properties {
    const lives = (pool: Value): boolean => [this.#held, this.#describedPools].some(those => those.has(poolId(id, textOf(at(pool, "name")) ?? "")));
    return CLUSTER.test(type) ? { ...plainObject(inputs), agentPoolProfiles: described(inputs).filter(lives) } : plainObject(inputs);
  }

  /** What is gone already is gone; a cluster takes the pools with it that it described. */
  delete(id: string): void {
    this.#held.delete(id);
    for (const pool of this.#describedPools) if (pool.startsWith(poolId(id, ""))) this.#describedPools.delete(pool);
  }

  /** `az aks nodepool delete`, of a pool that the cluster described when it was made. */
  deletePool(cluster: string, name: string): void {
    if (!this.#describedPools.delete(poolId(cluster, name))) throw new Error(`${cluster} made no pool ${name}`);
  }

  /** Somebody changes a resource outside Pulumi. */
  drift(id: string, change: (held: Held) => Held): void {
    const held = this.#held.get(id);
    if (held === undefined) throw new Error(`${id} is not there; there are ${[...this.#held.keys()].join(", ")}`);
    this.#held.set(id, change(held));
  }
}
