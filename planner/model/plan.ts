/**
 * The plan: what `pulumi up` would build, as data. Every analysis, rule and view reads this and nothing else.
 * The same shape is published as `plan.schema.json`, beside this file. Additions raise the minor version of the format,
 * anything else the major one.
 */

import type { Analyses } from "./results";

/** Version of the plan's JSON format, `major.minor`. */
export const FORMAT_VERSION = "1.3";

/** A value that is not known before the resources exist; `predicted` is what it will be where that is certain. */
export interface UnknownValue { readonly $unknown: true; readonly predicted?: PlanValue; readonly credentials?: Credentials }

/** Credentials of a cluster that a value will hold though the program does not mark it secret. A value that is marked has none. */
export interface Credentials {
  /** As AKS calls whose they are: `clusterUser`, `clusterAdmin`, `clusterMonitoringUser`. */
  readonly user: string;
  /** Name of the cluster in Azure; absent where it is not known. */
  readonly cluster?: string;
}

/** A value that is marked secret. What it is, is nowhere in the plan. */
export interface SecretValue { readonly $secret: true }

/** JSON, with markers for what is unknown or secret. */
export type PlanValue = null | boolean | number | string | UnknownValue | SecretValue | readonly PlanValue[] | PlanObject;
export interface PlanObject { readonly [key: string]: PlanValue | undefined }

/**
 * How the engine would act on a resource. `read` is a look-up of something that exists, `import` adopts it; `discard` forgets something that
 * was only looked up, which stays as it is.
 */
export type Operation = "create" | "read" | "import" | "update" | "replace" | "delete" | "discard" | "same";

/** What becomes of one property; with `-replace`, the change is a reason to replace the resource. */
export type DifferenceKind = "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";

/** Where something is written in the program: a file as seen from the project's folder, with `/`, and the line and column, both from 1, columns in UTF-16 code units. */
export interface SourcePlace { readonly file: string; readonly line: number; readonly column: number }

export interface PlanResource {
  readonly urn: string;
  /** Pulumi type token, such as `azure-native:network:Subnet`. */
  readonly type: string;
  /** Logical name, the last part of the URN. */
  readonly name: string;
  /** URN of the parent; the stack itself has none. */
  readonly parent?: string;
  /** True for a resource that a provider manages, false for a component. */
  readonly custom: boolean;
  /** `urn::id` of the provider instance, for custom resources. */
  readonly provider?: string;
  /** Physical id: given for a read or an import; unknown before creation, with the predicted id where names decide it. */
  readonly id?: PlanValue;
  readonly inputs: PlanObject;
  /** URNs, sorted. */
  readonly dependencies: readonly string[];
  /** For each input property the URNs that it depends on, sorted. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** URNs, sorted, that a provider depends on beside `dependencies`: the SDK drops them in a preview, while what the provider is made of is not known. Absent where there are none. */
  readonly predictedDependencies?: readonly string[];
  readonly options: PlanObject;
  readonly op: Operation;
  /** Properties that make an update impossible, sorted; absent where there are none. */
  readonly replaceReasons?: readonly string[];
  /** What changes, by path (`spec.ports[0].port`); absent where nothing does, or nothing is known of it. */
  readonly detailedDiff?: Readonly<Record<string, DifferenceKind>>;
  /** What a component registered as its outputs. */
  readonly outputs?: PlanObject;
  /** Set where the faithful pass does not reach the resource (made inside `apply`) but the predicting pass does. */
  readonly only?: "predicted";
  /** Set for a component that a provider would build: its children are not known offline. */
  readonly remote?: true;
  /** Where the program makes the resource, in a file of the project itself; absent where that was not asked for, and where no file of the project is on the way to it. */
  readonly declaredAt?: SourcePlace;
}

/** Something that Azure or Kubernetes will make without being asked by a declaration. */
export interface PredictedResource {
  /** ARM type (`Microsoft.Network/loadBalancers`), Kubernetes kind (`v1/Pod`), or `process/…` for a part of Kubernetes that is neither. */
  readonly type: string;
  /** Its name; a part that cannot be known is written `<…>`. */
  readonly name: string;
  readonly resourceGroup?: string;
  /** How many of it, 1 where absent. */
  readonly count?: number;
  /** URNs of the declarations that cause it. */
  readonly because: readonly string[];
  readonly properties: PlanObject;
  readonly certainty: "documented" | "estimated";
  /** Where the fact comes from. */
  readonly source: string;
}

/** A thing worth knowing about how the plan came about: what could not be answered, what was left out. */
export interface PlanNote {
  /** Stable identifier, such as `invoke-not-answered`. */
  readonly rule: string;
  readonly message: string;
  /** URN, where the note is about one resource. */
  readonly resource?: string;
}

export type Severity = "error" | "warning" | "note";

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** URN. */
  readonly resource?: string;
  /** Path into the resource, such as `inputs.addressPrefix`. */
  readonly path?: string;
  readonly message: string;
  readonly evidence: PlanObject;
  readonly fix: string;
  readonly source: string;
}

/** A question of a rule that the plan does not answer: it is neither passed nor broken. */
export interface Undecided {
  readonly rule: string;
  /** URN. */
  readonly resource?: string;
  readonly path?: string;
  /** What is not known, and what depends on it. */
  readonly message: string;
  /** In the owner's words, who has looked at the question and lets it stand; absent where nobody has. */
  readonly reason?: string;
}

/** A finding that its owner has looked at and lets stand. */
export interface SuppressedFinding extends Finding {
  /** In the owner's words. */
  readonly reason: string;
}

/** The plan before anything is concluded from it. */
export interface RecordedPlan {
  readonly formatVersion: string;
  readonly project: string;
  readonly stack: string;
  readonly source: "record" | "preview" | "export";
  /** Sorted by URN. */
  readonly resources: readonly PlanResource[];
  /**
   * How many unchanged resources of the stack the source did not list; absent where the plan is whole. From a part of a stack nothing is
   * concluded: the analyses and findings of such a plan are empty.
   */
  readonly omitted?: number;
  readonly outputs: PlanObject;
  readonly notes: readonly PlanNote[];
}

/** The whole plan: what was recorded, what follows from it, and what is wrong with it. */
export interface Plan extends RecordedPlan {
  readonly predicted: readonly PredictedResource[];
  readonly analyses: Analyses;
  /** Without those that are suppressed. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly undecided: readonly Undecided[];
}
