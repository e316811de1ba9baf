/** Read-only questions about how a plan's resources hang together. */
import type { TypeTest } from "./kinds";
import type { PlanResource } from "./plan";

const NONE: readonly PlanResource[] = [];

export class ResourceGraph {
  readonly #byUrn: ReadonlyMap<string, PlanResource>;
  readonly #children: ReadonlyMap<string, readonly PlanResource[]>;
  readonly #before = new Map<PlanResource, readonly PlanResource[]>();
  readonly #ofType = new WeakMap<TypeTest, readonly PlanResource[]>();

  /** @param declared the same resources as they were declared, where `resources` are not: their providers are asked for there */
  constructor(readonly resources: readonly PlanResource[], readonly declared?: ResourceGraph) {
    this.#byUrn = new Map(resources.map(resource => [resource.urn, resource]));
    const children = new Map<string, PlanResource[]>();
    for (const resource of resources) {
      if (resource.parent === undefined) continue;
      const siblings = children.get(resource.parent);
      if (siblings) siblings.push(resource);
      else children.set(resource.parent, [resource]);
    }
    this.#children = children;
  }

  byUrn(urn: string | undefined): PlanResource | undefined {
    return urn === undefined ? undefined : this.#byUrn.get(urn);
  }

  /** Looked for once for each test: most are asked again for every resource of another type. */
  where(type: TypeTest): readonly PlanResource[] {
    const found = this.#ofType.get(type) ?? this.resources.filter(resource => type(resource.type));
    this.#ofType.set(type, found);
    return found;
  }

  parentOf(resource: PlanResource): PlanResource | undefined {
    return this.byUrn(resource.parent);
  }

  childrenOf(urn: string): readonly PlanResource[] {
    return this.#children.get(urn) ?? NONE;
  }

  /** From the parent up to the stack. A plan whose parents form a ring ends where it began. */
  ancestorsOf(resource: PlanResource): readonly PlanResource[] {
    const line = new Set<PlanResource>();
    for (let next = this.parentOf(resource); next && next !== resource && !line.has(next); next = this.parentOf(next)) line.add(next);
    return [...line];
  }

  /** Everything below a resource. */
  descendantsOf(urn: string): readonly PlanResource[] {
    const found = new Set<PlanResource>(this.childrenOf(urn));
    for (const resource of found) for (const below of this.childrenOf(resource.urn)) found.add(below);
    return [...found];
  }

  /** The provider instance, where it is declared in the plan. */
  providerOf(resource: PlanResource): PlanResource | undefined {
    const { provider } = this.declared?.byUrn(resource.urn) ?? resource;
    const end = provider?.lastIndexOf("::") ?? -1;
    return end < 0 ? undefined : this.byUrn(provider?.slice(0, end));
  }

  /** As `#named` says, asked once for each resource. */
  #directly(resource: PlanResource): readonly PlanResource[] {
    const known = this.#before.get(resource) ?? this.#named(resource);
    this.#before.set(resource, known);
    return known;
  }

  /** What must stand before the resource by its own declaration: its dependencies, its provider, and those of its ancestors. */
  #named(resource: PlanResource): readonly PlanResource[] {
    const line = [resource, ...this.ancestorsOf(resource)];
    const named = line.flatMap(each => [...each.dependencies, ...Object.values(each.propertyDependencies).flat()]);
    const found = new Set(named.map(urn => this.byUrn(urn)).filter(each => each !== undefined));
    const provider = this.providerOf(resource);
    if (provider) found.add(provider);
    for (const ancestor of line.slice(1)) if (ancestor.custom) found.add(ancestor);
    // To depend on a component is to depend on all that it consists of.
    for (const each of [...found]) if (!each.custom) for (const below of this.descendantsOf(each.urn)) found.add(below);
    return [...found];
  }

  /** URNs of all that must stand before the resource, directly or through others; not the resource itself. */
  dependenciesOf(urn: string): ReadonlySet<string> {
    const start = this.byUrn(urn);
    const found = new Set<PlanResource>(start ? this.#directly(start) : NONE);
    for (const resource of found) for (const next of this.#directly(resource)) found.add(next);
    if (start) found.delete(start);
    return new Set([...found].map(resource => resource.urn));
  }

  dependsOn(urn: string, on: string): boolean {
    return this.dependenciesOf(urn).has(on);
  }
}
