/**
 * Where an unknown value leaves a rule's question open: the rule itself is asked again, with values in the unknown's place that break it, those of its own fixtures. What it finds then, and did not
 * find before, is what it cannot decide.
 */
import { KINDS } from "../model/kinds";
import { groupedBy } from "../model/once";
import type { Finding, PlanObject, PlanResource, PlanValue, RecordedPlan, Undecided } from "../model/plan";
import { pathText, unknownsIn, type Path } from "../model/read";
import { isList, isObject, isUnknown } from "../model/values";
import { breakingForms, kindOf } from "./fixture-forms";
import { findingsOf, type Rule, type Subject } from "./rule";

/** A value that nothing says anything of, and where it stands in the inputs of its resource. */
interface Open { readonly resource: PlanResource; readonly place: Path }
/** What is put there. */
interface Fill extends Open { readonly value: PlanValue }

/** A role's scope is told by what it comes from; where that is not enough, the analysis of roles says so itself. */
const isTold = ({ type, propertyDependencies }: PlanResource, at: Path): boolean =>
  KINDS.roleAssignment(type) && at.join() === "scope" && (propertyDependencies.scope ?? []).length > 0;

const openValues = ({ resources }: RecordedPlan): readonly Open[] => resources.flatMap(resource =>
  (resource.custom ? unknownsIn(resource.inputs).flatMap(({ at, unknown }) => (unknown.predicted !== undefined || isTold(resource, at) ? [] : [{ resource, place: at }])) : []));

/** What the fixture has there; the other elements of a list stand for one that it does not have, too. */
function valuesAt(value: PlanValue | undefined, [key, ...rest]: Path): readonly PlanValue[] {
  if (key === undefined) return value === undefined || isUnknown(value) ? [] : [value];
  if (typeof key === "number") return isList(value) ? [...value.slice(key, key + 1), ...value.slice(0, key), ...value.slice(key + 1)].flatMap(each => valuesAt(each, rest)) : [];
  return isObject(value) && Object.hasOwn(value, key) ? valuesAt(value[key], rest) : [];
}

function withValue(value: PlanValue, [key, ...rest]: Path, put: PlanValue): PlanValue {
  if (key === undefined) return put;
  if (isList(value)) return value.map((each, index) => (index === key ? withValue(each, rest, put) : each));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, name === key && each !== undefined ? withValue(each, rest, put) : each ?? null])) : value;
}

/** One fixture's values wherever it has one for what is open. */
const fillsOf = (open: readonly Open[], inputs: PlanObject): readonly Fill[] => open.flatMap(each => valuesAt(inputs, each.place).slice(0, 1).map(value => ({ ...each, value })));

function filled(plan: RecordedPlan, fills: readonly Fill[]): RecordedPlan {
  const byResource = groupedBy(fills, ({ resource }) => resource);
  return { ...plan, resources: plan.resources.map(resource => {
    const own = byResource.get(resource);
    return own ? { ...resource, inputs: own.reduce<PlanObject>((inputs, { place, value }) => { const made = withValue(inputs, place, value); return isObject(made) ? made : inputs; }, resource.inputs) } : resource;
  }) };
}

const placeOf = ({ resource, path }: Pick<Finding, "resource" | "path">): string => JSON.stringify([resource, path]);

const isIn = (path: string, other: string): boolean => path === other || path.startsWith(`${other}.`) || path.startsWith(`${other}[`);

/** Whether one of two places in a resource's inputs holds the other; all of the inputs is no place. */
const meet = (path = "inputs", other = "inputs"): boolean => path === other || (path !== "inputs" && other !== "inputs" && (isIn(path, other) || isIn(other, path)));

const textOf = ({ place }: Open): string => pathText(["inputs", ...place]);

/** The step with which each finding comes, of steps that all together give it: none of them gives none. Steps are halved, for all findings at once. */
function arrivals(findings: readonly Finding[], steps: readonly (readonly Fill[])[], foundWith: (steps: readonly (readonly Fill[])[]) => ReadonlySet<string>): readonly (readonly [Finding, step: number])[] {
  const between = (some: readonly Finding[], none: number, all: number): readonly (readonly [Finding, number])[] => {
    if (some.length === 0 || all - none <= 1) return some.map(finding => [finding, none]);
    const middle = Math.floor((none + all) / 2);
    const there = foundWith(steps.slice(0, middle));
    return [...between(some.filter(finding => there.has(placeOf(finding))), none, middle), ...between(some.filter(finding => !there.has(placeOf(finding))), middle, all)];
  };
  return between(findings, 0, steps.length);
}

/** Of more values than these of other resources it is not asked which one a finding hangs on: that takes a whole plan for each. */
const MOST_ASKED = 16;

/**
 * Each finding with the open value that it hangs on: the one that stands where it points, else the one with which it comes when they are filled one after the other. To ask once for many resources
 * of a kind, the first values of all of them are filled in one step; of that step it is the value of the finding's own resource, if there is one. Several where it is not asked which one it is.
 * @param fills all of them give the findings, none of them gives none
 * @param foundWith where the rule finds something, with these values alone
 */
function causesOf(findings: readonly Finding[], fills: readonly Fill[], foundWith: (fills: readonly Fill[]) => ReadonlySet<string>): readonly (readonly [Finding, readonly Fill[]])[] {
  const byUrn = groupedBy(fills, ({ resource }) => resource.urn);
  const steps = [...groupedBy([...byUrn.values()].flatMap(each => each.map((fill, step) => ({ fill, step }))), ({ step }) => step).values()].map(step => step.map(({ fill }) => fill));
  const meeting = new Map(findings.map(finding => [finding, (byUrn.get(finding.resource ?? "") ?? []).filter(fill => meet(finding.path, textOf(fill)))]));
  const plain = [...meeting].filter(([, some]) => some.length === 1);
  const bySteps = arrivals(findings.filter(finding => meeting.get(finding)?.length !== 1), steps, some => foundWith(some.flat()));
  return [...plain, ...[...groupedBy(bySteps, ([, step]) => step)].flatMap(([step, some]) => {
    const before = steps.slice(0, step).flat(), now = steps[step] ?? [];
    const own = some.map(([finding]) => [finding, now.filter(({ resource }) => resource.urn === finding.resource)] as const);
    const strangers = own.filter(([, fill]) => fill.length === 0).map(([finding]) => finding);
    return [
      ...own.filter(([, fill]) => fill.length > 0),
      ...(now.length > MOST_ASKED ? strangers.map(finding => [finding, now] as const)
        : arrivals(strangers, now.map(fill => [fill]), part => foundWith([...before, ...part.flat()])).map(([finding, index]) => [finding, now.slice(index, index + 1)] as const)),
    ];
  })];
}

/**
 * What rules cannot decide for want of a value. Rules whose fixtures put the same in the same places are asked about one plan.
 * @param found what they find in the plan as it is
 * @param subjectOf what rules read of a plan
 */
export function openQuestions(rules: readonly Rule[], plan: RecordedPlan, found: readonly Finding[], subjectOf: (plan: RecordedPlan) => Subject): readonly Undecided[] {
  const open = groupedBy(openValues(plan), ({ resource }) => kindOf(resource.type));
  const asked = rules.flatMap(rule => breakingForms(rule).flatMap(({ kind, inputs }) => {
    const fills = fillsOf(open.get(kind) ?? [], inputs);
    return fills.length === 0 ? [] : [{ rule, fills, key: JSON.stringify(fills.map(({ resource, place, value }) => [resource.urn, place, value])) }];
  }));
  const known = new Map([...groupedBy(found, ({ rule }) => rule)].map(([rule, findings]) => [rule, new Set(findings.map(placeOf))]));
  const doubts: Undecided[] = [];
  for (const same of groupedBy(asked, ({ key }) => key).values()) {
    const fills = same[0]?.fills ?? [];
    const subject = subjectOf(filled(plan, fills));
    for (const rule of new Set(same.map(each => each.rule))) {
      const told = known.get(rule.id) ?? new Set();
      known.set(rule.id, told);
      const fresh = new Map(findingsOf(rule, subject).map(finding => [placeOf(finding), finding] as const).filter(([place]) => !told.has(place)));
      const foundWith = (some: readonly Fill[]) => new Set(findingsOf(rule, subjectOf(filled(plan, some))).map(placeOf));
      for (const [{ resource, path }, [cause, ...others]] of causesOf([...fresh.values()], fills, foundWith)) {
        if (!cause) continue;
        told.add(placeOf({ resource, path }));
        doubts.push({ rule: rule.id, resource, path, message: `${textOf(cause)} of ${cause.resource.name}${others.length === 0 ? "" : `, or of one of ${others.length} others,`} is not known: ${rule.question}` });
      }
    }
  }
  return doubts;
}

/** Doubts of which the rule has not told itself, at the place or at one that holds it or that it holds. */
export function untold(doubts: readonly Undecided[], own: readonly Undecided[]): readonly Undecided[] {
  const told = groupedBy(own, ({ rule, resource }) => JSON.stringify([rule, resource]));
  return doubts.filter(({ rule, resource, path }) => !(told.get(JSON.stringify([rule, resource])) ?? []).some(each => meet(each.path, path)));
}
