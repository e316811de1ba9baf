/** Providers that the program makes itself, with what they are configured with. */
import { providerUrn } from "./provider-reference";
import { holdsUnknown, type WireObject } from "./wire";

export class Providers {
  readonly #inputs = new Map<string, WireObject>();

  add(urn: string, inputs: WireObject): void { this.#inputs.set(urn, inputs); }

  /** Inputs of the provider behind a reference; undefined for a default one, and for what has none. */
  inputsOf(reference: string): WireObject | undefined { return this.#inputs.get(providerUrn(reference)); }

  /** True where a provider's own configuration is not known yet: an engine then never asks it anything, and answers nothing in its place. */
  isUnconfigured(reference: string): boolean {
    const inputs = this.inputsOf(reference);
    return inputs !== undefined && holdsUnknown(inputs);
  }
}
