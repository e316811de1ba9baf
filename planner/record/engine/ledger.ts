/** What the offline engine has been told so far. The only thing in the engine that changes. */
import type { PlanNote, PlanObject, PlanResource } from "../../model/plan";
import type { WireObject } from "./wire";

/** An error that the program has logged, with the resource it is about. */
export interface LoggedError { readonly message: string; readonly urn?: string }

/** What a program gets when it asks for a resource by its URN. */
export interface ResourceState { readonly id: string; readonly provider: string; readonly outputs: WireObject }

export class Ledger {
  readonly #resources = new Map<string, PlanResource>();
  readonly #states = new Map<string, ResourceState>();
  readonly #notes = new Map<string, PlanNote>();
  readonly duplicates = new Set<string>();
  readonly errors: LoggedError[] = [];
  /** URN of the stack, once it is registered. */
  root = "";
  /** The stack's outputs, once the program has come to its end. */
  stackOutputs: PlanObject | undefined;
  /** True once the program has said that nothing more will come. */
  finished = false;
  /** URN of the resource that was registered last. */
  last: string | undefined;

  get resources(): readonly PlanResource[] { return [...this.#resources.values()]; }
  get notes(): readonly PlanNote[] { return [...this.#notes.values()]; }

  /** Takes a resource in; a second one of the same URN is refused and remembered as a duplicate. */
  add(resource: PlanResource, state: ResourceState): void {
    this.last = resource.urn;
    if (this.#resources.has(resource.urn)) {
      this.duplicates.add(resource.urn);
      return;
    }
    this.#resources.set(resource.urn, resource);
    this.#states.set(resource.urn, state);
  }

  stateOf(urn: string): ResourceState | undefined { return this.#states.get(urn); }

  /** Outputs that a component registers when its children are made. */
  setOutputs(urn: string, outputs: PlanObject): void {
    const resource = this.#resources.get(urn);
    if (resource === undefined) return;
    if (urn === this.root) this.stackOutputs = outputs;
    else this.#resources.set(urn, { ...resource, outputs });
  }

  /** The same note about the same thing is kept once. */
  note(note: PlanNote): void {
    this.#notes.set(JSON.stringify([note.rule, note.resource, note.message]), note);
  }
}
