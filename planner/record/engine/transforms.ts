/** Transforms: functions of the program that change a resource before it is registered. Its own first, then its ancestors', then the stack's. */
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { Callbacks } from "./callbacks";
import type { Goal } from "./goal";
import { fromStruct, type Protocol } from "./protocol";
import { dependenciesOf, dependingOn, withOutputs, type WireObject, type WireValue } from "./wire";

const mapProperties = (properties: WireObject, change: (value: WireValue, key: string) => WireValue): WireObject =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, change(value, key)]));

const union = (...lists: readonly (Iterable<string>)[]): readonly string[] => [...new Set(lists.flatMap(list => [...list]))];

export class Transforms {
  readonly #stack: Callback[] = [];
  readonly #byUrn = new Map<string, readonly Callback[]>();
  readonly #parents = new Map<string, string>();
  constructor(private readonly protocol: Protocol, private readonly callbacks: Callbacks) {}

  addForStack(callback: Callback): void { this.#stack.push(callback); }

  /** Keeps a resource's transforms for its descendants. */
  remember(urn: string, parent: string, own: readonly Callback[]): void {
    this.#parents.set(urn, parent);
    if (own.length > 0) this.#byUrn.set(urn, own);
  }

  #applicable(parent: string, own: readonly Callback[]): readonly Callback[] {
    const result = [...own];
    for (let urn = parent; urn !== ""; urn = this.#parents.get(urn) ?? "") result.push(...this.#byUrn.get(urn) ?? []);
    return [...result, ...this.#stack];
  }

  /** Rejects where a transform throws. */
  async apply(goal: Goal, own: readonly Callback[]): Promise<Goal> {
    const applicable = this.#applicable(goal.parent, own);
    if (applicable.length === 0) return goal;
    const visible = mapProperties(goal.properties, withOutputs);
    const tracked = own.length === 0 ? visible : mapProperties(visible, (value, key) => dependingOn(value, goal.propertyDependencies[key] ?? []));
    let changed: Goal = { ...goal, properties: tracked };
    for (const callback of applicable) changed = await this.#call(callback, changed);
    return own.length === 0 ? this.#withPropertyDependencies(changed) : this.#withDependencies(changed);
  }

  async #call(callback: Callback, goal: Goal): Promise<Goal> {
    const { TransformRequest, TransformResponse } = this.protocol.resource;
    const request = new TransformRequest();
    request.setType(goal.type);
    request.setName(goal.name);
    request.setCustom(goal.custom);
    request.setParent(goal.parent);
    request.setProperties(this.protocol.toStruct(goal.properties));
    request.setOptions(goal.options);
    const response = TransformResponse.deserializeBinary(await this.callbacks.call(callback, request.serializeBinary()));
    return {
      ...goal,
      properties: response.hasProperties() ? fromStruct(response.getProperties()) : goal.properties,
      options: response.getOptions() ?? goal.options,
    };
  }

  /** As the engine does it: where the resource has transforms of its own, only what they leave in options and values counts. */
  #withDependencies(goal: Goal): Goal {
    const byProperty = Object.fromEntries(Object.entries(goal.properties).map(([key, value]) => [key, [...dependenciesOf(value)]]));
    return { ...goal, dependencies: union(goal.options.getDependsOnList(), ...Object.values(byProperty)), propertyDependencies: byProperty };
  }

  #withPropertyDependencies(goal: Goal): Goal {
    const added = Object.entries(goal.properties).map(([key, value]): [string, readonly string[]] => [key, union(goal.propertyDependencies[key] ?? [], dependenciesOf(value))]);
    return { ...goal, propertyDependencies: { ...goal.propertyDependencies, ...Object.fromEntries(added) } };
  }
}
