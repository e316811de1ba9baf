import type { PlanResource } from "./plan";

/** What a resource names as standing before it. */
const before = ({ dependencies, predictedDependencies = [], propertyDependencies, provider, parent }: PlanResource): readonly string[] =>
  [...dependencies, ...predictedDependencies, ...Object.values(propertyDependencies).flat(), ...(provider === undefined ? [] : [provider.slice(0, provider.lastIndexOf("::"))]), ...(parent === undefined ? [] : [parent])];

/** Resources after all that they depend on. Where dependencies form a ring, which none of an engine do, it is broken somewhere. Takes no stack, however long the chains. */
export function inOrder(resources: readonly PlanResource[]): readonly PlanResource[] {
  const byUrn = new Map(resources.map(resource => [resource.urn, resource]));
  const ordered = new Set<PlanResource>();
  const begun = new Set<PlanResource>();
  for (const start of resources) {
    const waiting = [start];
    for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
      if (begun.has(next)) {
        waiting.pop();
        ordered.add(next);
        continue;
      }
      begun.add(next);
      for (const urn of before(next)) {
        const resource = byUrn.get(urn);
        if (resource !== undefined && !begun.has(resource)) waiting.push(resource);
      }
    }
  }
  return [...ordered];
}
