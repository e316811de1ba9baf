/** What is answered in place of a provider. The engine knows no cloud: who runs it says what is certain. */
import type { WireObject } from "./wire";

/** A resource that asks for an answer. */
interface Asking {
  readonly type: string;
  readonly inputs: WireObject;
  /** Inputs of the provider that manages it, where the program made that provider. */
  readonly provider: WireObject | undefined;
}

/** What will be true of a resource once it exists. */
export interface Prediction { readonly id: string; readonly outputs: WireObject }

/** The answer to a function call. */
export interface Answer {
  readonly result: WireObject;
  /** Set where the answer is only in the shape of one. */
  readonly note?: string;
  /** Set where only some properties of the result are certain: the others are unknown. */
  readonly inPart?: true;
}

export interface Answerer {
  /** Whether resources get their inputs back although their provider's own configuration is not known yet. An engine never does that. */
  readonly echoesUnconfigured: boolean;
  /** Undefined where nothing is certain before the resource exists. */
  readonly predict: (resource: Asking) => Prediction | undefined;
  /** A resource's outputs, from those that are its inputs given back: with what a provider says of them in a preview beyond that. */
  readonly complete: (resource: Pick<Asking, "type" | "provider">, outputs: WireObject, id: string | undefined) => WireObject;
  /** Undefined where the function cannot be answered without its provider. */
  readonly invoke: (token: string, args: WireObject) => Answer | undefined;
}

/** Knows nothing: every id and every function's result is unknown. */
export const SILENT: Answerer = { echoesUnconfigured: false, predict: () => undefined, complete: (_resource, outputs) => outputs, invoke: () => undefined };
