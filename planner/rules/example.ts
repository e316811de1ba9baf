/** What a rule's own fixtures tell of it: how a finding reads, where it points, what it looked at, and what the near miss has otherwise. */
import { conclude } from "../analyse";
import { partsOf } from "../model/kinds";
import type { Finding, PlanValue } from "../model/plan";
import { isList, isObject, isSecret, isUnknown } from "../model/values";
import { fixturePlan } from "./fixture-plan";
import { findingsOf, type FixtureResource, type Rule } from "./rule";

/** One value that two fixtures do not share. */
export interface Difference {
  /** `ManagedCluster.networkProfile.networkPlugin`. */
  readonly path: string;
  /** As JSON; absent where there is nothing. */
  readonly breaks?: string;
  readonly nearMiss?: string;
}

/** More than these are read better in the whole. */
const MOST_DIFFERENCES = 4;

interface Example {
  /** What the rule finds in the fixture that breaks it. */
  readonly findings: readonly Finding[];
  readonly differences: readonly Difference[];
  /** Whether the differences say it all: few, in the same resources. */
  readonly alike: boolean;
}

/** `ManagedCluster`; with the version of its API where the type has one: `Deployment (apps/v1)`. */
function kindOf(type: string): string {
  const { name, module } = partsOf(type);
  return /\bv\d\w*$/.test(module) ? `${name} (${module})` : name;
}

/** Kind of a resource in a fixture, counted where there are several of it: `AgentPool`, `AgentPool 2`. */
export function kindsIn(fixture: readonly FixtureResource[]): readonly string[] {
  const names = fixture.map(({ type }) => kindOf(type));
  return names.map((name, index) => {
    const before = names.slice(0, index).filter(each => each === name).length;
    return before === 0 ? name : `${name} ${before + 1}`;
  });
}

function leaves(value: PlanValue, path: string): readonly (readonly [path: string, text: string])[] {
  // A marker is one value.
  if (isUnknown(value) || isSecret(value)) return [[path, JSON.stringify(value)]];
  const inner: readonly (readonly [string, PlanValue])[] = isList(value) ? value.map((each, index) => [`${path}[${index}]`, each] as const)
    : isObject(value) ? Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[`${path}.${key}`, each] as const])) : [];
  return inner.length === 0 ? [[path, JSON.stringify(value)]] : inner.flatMap(([at, each]) => leaves(each, at));
}

const leavesOf = (fixture: readonly FixtureResource[]): ReadonlyMap<string, string> =>
  new Map(fixture.flatMap(({ inputs, op, detailedDiff, uses }, index) => {
    const kind = kindsIn(fixture)[index] ?? "";
    // What becomes of it is no input, and said as the plan says it.
    return [...leaves(inputs, kind), ...Object.entries({ op, detailedDiff, uses }).flatMap(([key, value]) => (value === undefined ? [] : leaves(value, `${kind} ${key}`)))];
  }));

/** Runs the rule on its own fixtures. */
export function exampleOf(rule: Rule): Example {
  const { breaks, nearMiss } = rule.fixtures;
  const [broken, sound] = [leavesOf(breaks), leavesOf(nearMiss)];
  const paths = [...new Set([...broken.keys(), ...sound.keys()])].filter(path => broken.get(path) !== sound.get(path));
  return {
    findings: findingsOf(rule, conclude(fixturePlan(breaks))),
    alike: paths.length <= MOST_DIFFERENCES && kindsIn(breaks).join() === kindsIn(nearMiss).join(),
    differences: paths.map(path => ({ path, breaks: broken.get(path), nearMiss: sound.get(path) })),
  };
}
