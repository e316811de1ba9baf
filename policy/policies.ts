/** The planner's rules as the engine runs them. */
import type { EnforcementLevel, ResourceValidationPolicy, Severity as EngineSeverity, StackValidationPolicy } from "@pulumi/policy";
import { conclude } from "../planner/analyse";
import type { Finding, RecordedPlan, Severity, SuppressedFinding } from "../planner/model/plan";
import { findingsOf, type Rule, type Subject } from "../planner/rules/rule";
import { suppress } from "../planner/suppressions/suppress";
import { enginePlan, type EngineResource } from "./engine-plan";
import type { EngineProperties } from "./engine-values";
import type { PackSuppressions } from "./suppressions";

/** A rule asks about the whole stack, and reads the inputs of each resource on the way there. */
export type RulePolicy = StackValidationPolicy & ResourceValidationPolicy;

interface Level { readonly enforcementLevel: EnforcementLevel; readonly severity: EngineSeverity }

/** What Azure or Kubernetes would refuse stops an update; what breaks later is said. Users set their own levels with `--policy-pack-config`. */
const LEVELS: Readonly<Record<Severity, Level>> = {
  error: { enforcementLevel: "mandatory", severity: "high" },
  warning: { enforcementLevel: "advisory", severity: "medium" },
  note: { enforcementLevel: "advisory", severity: "low" },
};

/** The engine tells no policy what stands already, where a rule of creation need not hold. */
export const levelOf = ({ severity, ofCreation }: Rule): Level => ({ ...LEVELS[severity], ...(ofCreation && { enforcementLevel: "advisory" }) });

const violationText = ({ message, path, fix, source }: Finding): string =>
  [message, ...(path === undefined ? [] : [`at ${path}`]), `fix: ${fix}`, `source: ${source}`].join("\n");

/** What may stand is not silent either: the engine shows a line of it. */
const suppressedText = ({ rule, resource, reason }: SuppressedFinding): string => `suppressed: ${rule}${resource === undefined ? "" : ` at ${resource}`}: ${reason}`;

/** What the engine has seen, and what follows from it. */
interface Seen { readonly plan: RecordedPlan; readonly subject: Subject }

/**
 * The SDK wraps the same resources anew for every policy, and runs all policies of one validation in one turn of the event loop: what follows from the resources is
 * computed once a turn.
 */
function onceATurn(compute: (resources: readonly EngineResource[]) => Seen): typeof compute {
  let last: { readonly urns: string; readonly seen: Seen } | undefined;
  return resources => {
    const urns = resources.map(({ urn }) => urn).join("\n");
    if (last?.urns !== urns) {
      last = { urns, seen: compute(resources) };
      setImmediate(() => { last = undefined; });
    }
    return last.seen;
  };
}

/** Rules that the engine can ask: it tells no policy what becomes of what stands. */
export const forEngine = (rules: readonly Rule[]): readonly Rule[] => rules.filter(({ ofChanges }) => ofChanges !== true);

/**
 * One policy for each rule that asks what will stand, in their order. What they gather of one deployment is theirs together, so they are made once a process, as the engine starts a process for
 * each deployment. A rule that throws fails the deployment with its error: the SDK sees to that.
 * @param say receives a line for each finding that may stand
 */
export function policiesOf(rules: readonly Rule[], { list, project }: PackSuppressions = { list: [] }, say: (text: string) => void = console.error): readonly RulePolicy[] {
  const declared = new Map<string, EngineProperties>();
  const seenOf = onceATurn(resources => {
    const plan = enginePlan(resources, declared);
    return { plan, subject: conclude(plan) };
  });
  return forEngine(rules).map(rule => ({
    name: rule.id,
    description: rule.question,
    remediationSteps: rule.fix,
    ...levelOf(rule),
    validateResource: ({ urn, props }) => { declared.set(urn, props); },
    validateStack: ({ resources }, reportViolation) => {
      const { plan, subject } = seenOf(resources);
      const { findings, suppressed } = suppress({ findings: findingsOf(rule, subject) }, project === undefined || project === plan.project ? list : [], plan.stack);
      for (const each of suppressed) say(suppressedText(each));
      for (const finding of findings) reportViolation(violationText(finding), finding.resource);
    },
  }));
}
