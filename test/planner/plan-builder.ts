/** Builds small recorded plans by hand, so that analyses and views are tested apart from the recorder and the program. */
import { FORMAT_VERSION, type PlanObject, type PlanResource, type PlanValue, type RecordedPlan } from "../../planner/model/plan";

export interface ResourceOptions {
  readonly parent?: string;
  readonly custom?: boolean;
  readonly provider?: string;
  readonly id?: PlanValue;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly only?: "predicted";
  readonly remote?: true;
  readonly op?: PlanResource["op"];
  readonly detailedDiff?: PlanResource["detailedDiff"];
  readonly declaredAt?: PlanResource["declaredAt"];
  readonly options?: PlanObject;
}

export const predicted = (value: PlanValue): PlanValue => ({ $unknown: true, predicted: value });
export const UNKNOWN: PlanValue = { $unknown: true };
export const SECRET: PlanValue = { $secret: true };

export class PlanBuilder {
  readonly #resources: PlanResource[] = [];

  constructor(readonly project = "example", readonly stack = "dev") {}

  /** Adds a resource and gives its URN. */
  add(type: string, name: string, inputs: PlanObject = {}, options: ResourceOptions = {}): string {
    const { custom = true, dependencies = [], propertyDependencies = {}, ...rest } = options;
    const urn = `urn:pulumi:${this.stack}::${this.project}::${type}::${name}`;
    this.#resources.push({ urn, type, name, custom, inputs, dependencies, propertyDependencies, options: {}, op: "create", ...rest });
    return urn;
  }

  component(type: string, name: string, options: ResourceOptions = {}): string {
    return this.add(type, name, {}, { ...options, custom: false });
  }

  build(more: Partial<RecordedPlan> = {}): RecordedPlan {
    const resources = [...this.#resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
    return { formatVersion: FORMAT_VERSION, project: this.project, stack: this.stack, source: "record", resources, outputs: {}, notes: [], ...more };
  }
}
