/** What a child process tells about the program that it ran. Plain data: it travels as JSON. */
import type { PlanNote, PlanObject, PlanResource } from "../../model/plan";
import type { Pass } from "../answers";
import type { LoggedError } from "../engine/ledger";
import type { Entry } from "../project/entry";

/** What a child is to do. */
export interface Assignment extends Entry {
  readonly pass: Pass;
  readonly project: string;
  readonly stack: string;
  readonly root: string;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  readonly deniedProviders: readonly string[];
  readonly timeoutSeconds: number;
  /** Whether resources are to say where the program makes them. */
  readonly places: boolean;
}

/** An error that the program did not catch. The place is in the user's own source, where one of its frames is. */
export interface Failure {
  readonly message: string;
  /** Relative to the project. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export interface Report {
  readonly resources: readonly PlanResource[];
  /** Absent where the program did not come to its end. */
  readonly outputs?: PlanObject;
  readonly notes: readonly PlanNote[];
  /** URNs that were registered twice. */
  readonly duplicates: readonly string[];
  readonly failures: readonly Failure[];
  readonly errors: readonly LoggedError[];
  /** Whether the program said that nothing more will come. */
  readonly finished: boolean;
  /** What never came to an end, in words. */
  readonly pending: readonly string[];
  /** URN of the resource that was registered last. */
  readonly last?: string;
  readonly timedOut: boolean;
  readonly exitCode: number;
}
