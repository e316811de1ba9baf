/**
 * Where an unknown value leaves a rule's question open: the rule itself is asked again, with values in the unknown's place that break it, those of its own fixtures. What it finds then, and did not
 * find before, is what it cannot decide.
 */
import type { Finding, PlanResource, PlanValue, RecordedPlan, Undecided } from "../model/plan";
import { partsOf } from "../model/kinds";
import { pathText, unknownsIn, type Path } from "../model/read";
import { isList, isObject, isUnknown } from "../model/values";
import { findingsOf, type FixtureResource, type Rule, type Subject } from "./rule";

/** A value that nothing says anything of, and where it stands in the inputs of its resource. */
interface Open { readonly resource: PlanResource; readonly kind: string; readonly places: readonly Path[] }

const kindOf = (type: string): string => JSON.stringify(partsOf(type));

export const openValues = ({ resources }: RecordedPlan): readonly Open[] => resources.flatMap(resource => {
  const places = resource.custom ? unknownsIn(resource.inputs).flatMap(({ at, unknown }) => (unknown.predicted === undefined ? [at] : [])) : [];
  return places.length === 0 ? [] : [{ resource, kind: kindOf(resource.type), places }];
});

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

/** The resource as one fixture would have it where nothing is known; undefined where the fixture says nothing of any of these places. */
function filled({ resource, places }: Pick<Open, "resource" | "places">, fixture: FixtureResource): { readonly resource: PlanResource; readonly places: readonly Path[] } | undefined {
  let inputs: PlanValue = resource.inputs;
  const used = places.filter(place => {
    const [value] = valuesAt(fixture.inputs, place);
    if (value === undefined) return false;
    inputs = withValue(inputs, place, value);
    return true;
  });
  return used.length === 0 ? undefined : { resource: { ...resource, inputs: inputs }, places: used };
}

const placeOf = ({ resource, path }: Pick<Finding, "resource" | "path">): string => JSON.stringify([resource, path]);

/**
 * @param found what the rule finds in the plan as it is
 * @param subjectOf what rules read of a plan
 */
export function openQuestions(rule: Rule, plan: RecordedPlan, open: readonly Open[], found: readonly Finding[], subjectOf: (plan: RecordedPlan) => Subject): readonly Undecided[] {
  const known = new Set(found.map(placeOf));
  const doubts = new Map<string, Undecided>();
  for (const fixture of rule.fixtures.breaks) {
    const fixtureKind = kindOf(fixture.type);
    const changed = new Map(open.filter(({ kind }) => kind === fixtureKind).flatMap(each => {
      const made = filled(each, fixture);
      return made ? [[each.resource.urn, made] as const] : [];
    }));
    if (changed.size === 0) continue;
    const subject = subjectOf({ ...plan, resources: plan.resources.map(each => changed.get(each.urn)?.resource ?? each) });
    for (const finding of findingsOf(rule, subject)) {
      if (known.has(placeOf(finding)) || doubts.has(placeOf(finding))) continue;
      const own = changed.get(finding.resource ?? "");
      const [urn, at] = own ? [own.resource.urn, own.places[0] ?? []] : [[...changed.keys()][0] ?? "", [...changed.values()][0]?.places[0] ?? []];
      doubts.set(placeOf(finding), { rule: rule.id, resource: finding.resource, path: finding.path, message: `${pathText(["inputs", ...at])} of ${changed.get(urn)?.resource.name ?? ""} is not known: ${rule.question}` });
    }
  }
  return [...doubts.values()];
}
