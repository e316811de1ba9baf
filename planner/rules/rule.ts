/** The shape of a rule: one small object that asks the plan one question. */
import type { ResourceGraph } from "../model/graph";
import type { Finding, PlanObject, PlanResource, Severity, Undecided } from "../model/plan";
import type { Analyses } from "../model/results";

/** What a rule reads. */
export interface Subject {
  readonly graph: ResourceGraph;
  readonly analyses: Analyses;
  /** Of the stack. */
  readonly outputs: PlanObject;
  /** What the stack gives up: no other part of the subject knows it any more. */
  readonly leaving: readonly PlanResource[];
}

/** One place where the plan breaks the rule. */
interface Violation {
  /** URN. */
  readonly resource?: string;
  readonly path?: string;
  readonly message: string;
  readonly evidence: PlanObject;
  /** What to do here, where it differs from the rule's own fix. */
  readonly fix?: string;
}

/** One place where the plan does not say enough to ask the rule's question. */
type Doubt = Omit<Undecided, "rule">;

export interface FixtureResource {
  readonly type: string;
  readonly inputs: PlanObject;
  /** What becomes of it; created where absent. */
  readonly op?: PlanResource["op"];
  readonly detailedDiff?: PlanResource["detailedDiff"];
  /** For each input property the fixtures before this one that it comes from, by their index. */
  readonly uses?: Readonly<Record<string, readonly number[]>>;
}

export interface Rule {
  /** Stable identifier, such as `kubenet-retirement`. */
  readonly id: string;
  readonly severity: Severity;
  readonly question: string;
  readonly fix: string;
  readonly source: string;
  /** Day of the source, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly check: (subject: Subject) => readonly Violation[];
  /** Where an unknown value leaves the question open; absent where it cannot. */
  readonly undecided?: (subject: Subject) => readonly Doubt[];
  /** Asks what becomes of what stands: the engine tells no policy, so such a rule is not in the policy pack. */
  readonly ofChanges?: true;
  /** Asks how what is declared comes to stand, or what nothing but this program can have given it: of what stands already it need not hold, and a policy is not told what does, so that the policy pack warns. */
  readonly ofCreation?: true;
  /** The smallest plans that show the rule: one that breaks it, and a near miss that does not. */
  readonly fixtures: { readonly breaks: readonly FixtureResource[]; readonly nearMiss: readonly FixtureResource[] };
}

export function findingsOf(rule: Rule, subject: Subject): readonly Finding[] {
  return rule.check(subject).map(({ resource, path, message, evidence, fix }) => ({
    rule: rule.id, severity: rule.severity, resource, path, message, evidence, fix: fix ?? rule.fix, source: `${rule.source}, as of ${rule.asOf}`,
  }));
}

export const doubtsOf = (rule: Rule, subject: Subject): readonly Undecided[] => (rule.undecided?.(subject) ?? []).map(doubt => ({ rule: rule.id, ...doubt }));
