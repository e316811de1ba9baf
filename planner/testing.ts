/**
 * For tests of programs: the plan of a stack as a graph to ask questions of. No mock, no engine, no network.
 *
 * @example
 * const plan = await planOf("dev");
 * const service = plan.one("core/v1:Service", { spec: { ports: [{ port: 90, targetPort: "http" }] } });
 * expect(plan.dependsOn(service, plan.one("ManagedCluster"))).toBe(true);
 */
import { nearest } from "../facts/nearest";
import { analyse } from "./analyse";
import { differences, type Difference, type ExpectedObject } from "./match";
import { ResourceGraph } from "./model/graph";
import { isShortFor } from "./model/kinds";
import type { Plan, PlanResource } from "./model/plan";
import { record } from "./record/record";
import { suppressionsBeside } from "./suppressions/find";

export interface PlanOptions {
  /** Folder of the Pulumi project; the current one where it is left out. */
  readonly cwd?: string;
  /** Values in place of the stack file's, by key; a key without a namespace is the project's, and `{ secure: … }` a secret. */
  readonly config?: Readonly<Record<string, unknown>>;
}

const shown = ({ path, expected, found }: Difference): string => `${path === "" ? "the inputs" : path}: expected ${expected}, found ${found}`;

/** A plan to ask questions of. Types may be shortened from the left: `network:Subnet`, `Subnet`. */
export class PlanGraph {
  readonly #graph: ResourceGraph;

  constructor(readonly plan: Plan) {
    this.#graph = new ResourceGraph(plan.resources);
  }

  /** The full type; undefined where the plan has none of it. */
  #typeOf(type: string): string | undefined {
    const types = [...new Set(this.plan.resources.map(resource => resource.type))];
    const found = types.includes(type) ? [type] : types.filter(each => isShortFor(type, each));
    if (found.length > 1) throw new Error(`"${type}" is short for more than one type of the plan: ${found.join(", ")}`);
    return found[0];
  }

  #matching(type: string, inputs: ExpectedObject): readonly PlanResource[] {
    const full = this.#typeOf(type);
    return this.plan.resources.filter(resource => resource.type === full && differences(inputs, resource.inputs).length === 0);
  }

  /** How many resources of the type have these inputs; 0 is an answer. */
  count(type: string, inputs: ExpectedObject = {}): number {
    return this.#matching(type, inputs).length;
  }

  /**
   * The resources of the type that have these inputs: a deep part, predicates and jest's matchers allowed.
   * @throws Error where there is none, with the nearest candidate and its first difference
   */
  find(type: string, inputs: ExpectedObject = {}): readonly PlanResource[] {
    const found = this.#matching(type, inputs);
    if (found.length === 0) throw new Error(this.#nothingFound(type, inputs));
    return found;
  }

  /**
   * The one resource of the type that has these inputs.
   * @throws Error where there is none or more than one
   */
  one(type: string, inputs: ExpectedObject = {}): PlanResource {
    const [first, ...others] = this.find(type, inputs);
    if (!first || others.length > 0) throw new Error(`${others.length + 1} resources of ${type} match, not one: ${[first, ...others].map(each => each?.name).join(", ")}`);
    return first;
  }

  #nothingFound(type: string, inputs: ExpectedObject): string {
    const full = this.#typeOf(type);
    if (full === undefined) {
      // Compared with as many parts of the known types as were written.
      const parts = type.split(":").length;
      const byShort = new Map(this.plan.resources.map(resource => [resource.type.split(":").slice(-parts).join(":"), resource.type]));
      const near = byShort.get(nearest(type, [...byShort.keys()]) ?? "");
      return `the plan has no ${type}${near === undefined ? "" : `; the nearest type is ${near}`}`;
    }
    const candidates = this.plan.resources.filter(resource => resource.type === full).map(resource => ({ resource, all: differences(inputs, resource.inputs) }));
    const [best] = candidates.sort((a, b) => a.all.length - b.all.length);
    const first = best?.all[0];
    return `none of ${candidates.length} ${full} matches${best && first ? `; the nearest is "${best.resource.name}", which differs at ${shown(first)}` : ""}`;
  }

  parentOf(resource: PlanResource): PlanResource | undefined {
    return this.#graph.parentOf(resource);
  }

  /** True where `on` must stand before `resource`: by its own dependencies, its provider's, its parents', or through others. To depend on a component is to depend on all of it. */
  dependsOn(resource: PlanResource, on: PlanResource): boolean {
    return this.#graph.dependsOn(resource.urn, on.urn);
  }

  /** The whole plan, so that `JSON.stringify` and snapshots show it. */
  toJSON(): Plan {
    return this.plan;
  }
}

/**
 * Plans a stack offline. Findings that the project's own file suppresses are among `plan.suppressed`.
 * @throws PlanError where there is no plan: the message says what is wrong and where
 */
export async function planOf(stack: string, { cwd = process.cwd(), config }: PlanOptions = {}): Promise<PlanGraph> {
  const suppressions = await suppressionsBeside(cwd);
  return new PlanGraph(analyse(await record({ cwd, stack, config }), suppressions));
}
