/** What becomes of a plan when one of its values is not known: what was found becomes a doubt, and what held is neither broken nor the other way round. */
import { expect, test } from "@jest/globals";
import { conclude } from "../../planner/analyse";
import type { PlanObject, PlanValue, RecordedPlan } from "../../planner/model/plan";
import type { Verdict } from "../../planner/model/results";
import { listAt, readAt } from "../../planner/model/read";
import { isList, isObject, isSecret, isUnknown } from "../../planner/model/values";
import { RULES } from "../../planner/rules/catalogue";
import { fixturePlan } from "../../planner/rules/fixture-plan";
import { openQuestions } from "../../planner/rules/open-questions";
import { doubtsOf, findingsOf, type FixtureResource } from "../../planner/rules/rule";
import { STACKS } from "./fuzzed-plans";

type Place = readonly (string | number)[];

/** Every value in a value, lists and objects too. */
function* placesIn(value: PlanValue | undefined, at: Place = []): Generator<Place> {
  if (value === undefined || isSecret(value)) return;
  if (at.length > 0 && !(isUnknown(value) && value.predicted === undefined)) yield at;
  if (isUnknown(value)) return;
  if (isList(value)) for (const [index, each] of value.entries()) yield* placesIn(each, [...at, index]);
  else if (isObject(value)) for (const [key, each] of Object.entries(value)) yield* placesIn(each, [...at, key]);
}

/** With what is not known in a place, or added there. */
function without(value: PlanValue, [key, ...rest]: Place): PlanValue {
  if (key === undefined) return { $unknown: true };
  if (isList(value)) return value.map((each, index) => (index === key ? without(each, rest) : each));
  return isObject(value) ? Object.fromEntries([...Object.entries(value), ...(Object.hasOwn(value, key) ? [] : [[String(key), {}] as const])].map(([name, each]) => [name, name === key && each !== undefined ? without(each, rest) : each ?? null])) : value;
}

/** The plan with each of its values unknown in turn, and which one it is. */
function* eachUnknown(plan: RecordedPlan, isMeant: (type: string) => boolean = () => true): Generator<readonly [string, RecordedPlan]> {
  for (const [index, resource] of plan.resources.entries()) {
    if (!isMeant(resource.type)) continue;
    for (const place of placesIn(resource.inputs)) {
      const inputs = without(resource.inputs, place) as PlanObject;
      yield [`${resource.type} ${resource.name} ${place.join(".")}`, { ...plan, resources: plan.resources.map((each, other) => (other === index ? { ...each, inputs } : each)) }];
    }
  }
}

const CLUSTER = "azure-native:containerservice:ManagedCluster", POOL = "azure-native:containerservice:AgentPool";

/** Each pool of its own described in its cluster, or in one that is added. What stands in its place keeps the others at theirs, which `uses` counts. */
function withPoolsInside(fixture: readonly FixtureResource[]): readonly FixtureResource[] {
  const pools = fixture.filter(({ type }) => type === POOL).map(({ inputs }) => ({ ...inputs, name: inputs.agentPoolName }));
  if (pools.length === 0) return fixture;
  const moved = fixture.map(each => (each.type === POOL ? { type: "kubernetes:core/v1:Namespace", inputs: {} } : each));
  const cluster = moved.find(({ type }) => type === CLUSTER) ?? { type: CLUSTER, inputs: { resourceName: "aks-example" } };
  const whole = { ...cluster, inputs: { ...cluster.inputs, agentPoolProfiles: [...listAt(cluster.inputs, "agentPoolProfiles"), ...pools] } };
  return moved.includes(cluster) ? moved.map(each => (each === cluster ? whole : each)) : [...moved, whole];
}

/** Each pool that a cluster describes declared as a resource of its own, with a name that comes from the cluster. */
function withPoolsApart(fixture: readonly FixtureResource[]): readonly FixtureResource[] {
  const apart = fixture.flatMap(({ type, inputs: { agentPoolProfiles, resourceGroupName = "g", resourceName = "aks" }, op }, index): readonly FixtureResource[] => (type !== CLUSTER ? [] : listAt(agentPoolProfiles).filter(isObject).map(pool => (
    { type: POOL, inputs: { ...pool, agentPoolName: pool.name, resourceGroupName, resourceName }, uses: { resourceName: [index] }, ...(op && { op }) }
  ))));
  const rest = fixture.map(each => (each.type === CLUSTER ? { ...each, inputs: { resourceGroupName: "g", resourceName: "aks", ...each.inputs, agentPoolProfiles: [] } } : each));
  return apart.length === 0 ? fixture : [...rest, ...apart];
}

const ofKind = (kind: string) => (fixture: readonly FixtureResource[]): readonly FixtureResource[] => fixture.map(each => (/^kubernetes:apps\/v1:/.test(each.type) ? { ...each, type: `kubernetes:apps/v1:${kind}` } : each));

const AS_IS = "as its fixture is";
const FORMS = { [AS_IS]: each => each, "with pools in their clusters": withPoolsInside, "with pools of their own": withPoolsApart, "with StatefulSets": ofKind("StatefulSet"), "with Deployments": ofKind("Deployment") } as const satisfies Record<string, (fixture: readonly FixtureResource[]) => readonly FixtureResource[]>;

test.each(RULES.flatMap(rule => Object.entries(FORMS).flatMap(([form, made]) => {
  const fixture = made(rule.fixtures.breaks);
  const isOther = JSON.stringify(fixture) !== JSON.stringify(rule.fixtures.breaks);
  return isOther || form === AS_IS ? [[rule.id, form, rule, fixture] as const] : [];
})))("%s, %s, is not silent where a value that it reads is not known", (_id, form, rule, fixture) => {
  const whole = fixturePlan(fixture);
  // A rule need not find what it asks of in every form.
  const found = new Set(findingsOf(rule, conclude(whole)).map(({ resource }) => resource));
  const silent: string[] = [];
  const changed = new Set(fixture.filter(each => form === AS_IS || !rule.fixtures.breaks.includes(each)).map(({ type }) => type));
  for (const [where, plan] of eachUnknown(whole, type => changed.has(type))) {
    const subject = conclude(plan);
    const findings = findingsOf(rule, subject);
    const heard = new Set(findings.map(({ resource }) => resource));
    if ([...found].every(resource => heard.has(resource))) continue;
    // A chain that is undecided is no question of a rule's.
    const told = subject.analyses.portChains.some(({ verdict }) => verdict === "undecided");
    if (!told && doubtsOf(rule, subject).length + openQuestions([rule], plan, findings, conclude).length === 0) silent.push(where);
  }
  expect(silent).toEqual([]);
});

/** What stands there already, or would stand there in another plan, is not known. */
function* eachUnknownOf(nearMiss: readonly FixtureResource[], breaks: readonly FixtureResource[]): Generator<readonly [string, readonly FixtureResource[]]> {
  for (const [index, resource] of nearMiss.entries()) {
    const added = breaks.filter(({ type }) => type === resource.type).flatMap(({ inputs }) => [...placesIn(inputs)]).filter(place => isObject(readAt(resource.inputs, ...place.slice(0, -1)).value));
    for (const text of new Set([...placesIn(resource.inputs), ...added].map(place => JSON.stringify(place)))) {
      const inputs = without(resource.inputs, JSON.parse(text) as Place) as PlanObject;
      yield [`${index} ${text}`, nearMiss.map(each => (each === resource ? { ...each, inputs } : each))];
    }
  }
}

/** A key is there whatever its value; what a cluster uses of a subnet's outputs is taken for that subnet. */
const FIRM: Readonly<Record<string, RegExp>> = { "gateway-annotation": /"annotations"/, "system-identity-own-subnet": /"agentPoolProfiles"/ };

test.each(RULES.map(rule => [rule.id, rule] as const))("%s finds nothing more in its near miss where a value is not known", (id, rule) => {
  const { nearMiss, breaks } = rule.fixtures;
  const found: string[] = [];
  for (const [where, fixture] of eachUnknownOf(nearMiss, breaks)) {
    if (!FIRM[id]?.test(where) && findingsOf(rule, conclude(fixturePlan(fixture))).length > 0) found.push(where);
  }
  expect(found).toEqual([]);
});

/** Verdicts of the chains, by Service and target. */
const verdictsOf = (plan: RecordedPlan): ReadonlyMap<string, Verdict> => new Map(conclude(plan).analyses.portChains.map(({ service, workload, hops, verdict }) => [JSON.stringify([service, workload, hops.find(({ at }) => at === "service")?.port]), verdict]));

test.each(STACKS.map((plan, index) => [`${plan.stack} ${index}`, plan] as const))("chains of %s that hold are undecided at worst where a value of Kubernetes is not known", (_name, plan) => {
  const before = verdictsOf(plan);
  const turned: string[] = [];
  for (const [where, changed] of eachUnknown(plan, type => type.startsWith("kubernetes:"))) {
    for (const [chain, verdict] of verdictsOf(changed)) if (verdict !== "undecided" && before.has(chain) && before.get(chain) !== verdict) turned.push(`${where}: ${before.get(chain) ?? ""} → ${verdict}`);
  }
  expect(turned).toEqual([]);
}, 120_000);
