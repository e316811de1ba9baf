/** The smallest plans that show a rule, as plans. */
import { FORMAT_VERSION, type RecordedPlan } from "../model/plan";
import type { FixtureResource } from "./rule";

const PROJECT = "example", STACK = "dev";

/** A plan of nothing but these resources, which are named `r0`, `r1` and so on. */
export function fixturePlan(fixture: readonly FixtureResource[]): RecordedPlan {
  const urns = fixture.map(({ type }, index) => `urn:pulumi:${STACK}::${PROJECT}::${type}::r${index}`);
  const resources = fixture.map(({ type, inputs, uses = {}, ...more }, index): RecordedPlan["resources"][number] => {
    const propertyDependencies = Object.fromEntries(Object.entries(uses).map(([property, indices]) => [property, indices.flatMap(each => urns[each] ?? []).sort()]));
    const dependencies = [...new Set(Object.values(propertyDependencies).flat())].sort();
    return { urn: urns[index] ?? "", type, name: `r${index}`, custom: true, inputs, dependencies, propertyDependencies, options: {}, op: "create", ...more };
  });
  return { formatVersion: FORMAT_VERSION, project: PROJECT, stack: STACK, source: "record", resources: resources.sort((a, b) => (a.urn < b.urn ? -1 : 1)), outputs: {}, notes: [] };
}
