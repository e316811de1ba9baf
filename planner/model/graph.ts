/** Read-only questions about how a plan's resources hang together. */
import type { TypeTest } from "./kinds";
import { firstBy, groupedBy } from "./once";
import type { PlanResource } from "./plan";
import { bitsOf, countOf, hasBit, Reach } from "./reach";
import { textAt } from "./read";

const NONE: readonly PlanResource[] = [];

export class ResourceGraph {
  readonly #byUrn: ReadonlyMap<string, PlanResource>;
  readonly #children: ReadonlyMap<string, readonly PlanResource[]>;
  /** By URN: two of one URN, which no engine has, are one. */
  readonly #all: readonly PlanResource[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #reach: Reach;
  readonly #ofType = new WeakMap<TypeTest, readonly PlanResource[]>();
  readonly #named = new WeakMap<TypeTest, Map<string, ReadonlyMap<string, readonly PlanResource[]>>>();
  #byId: ReadonlyMap<string, PlanResource> | undefined;

  /** @param declared the same resources as they were declared, where `resources` are not: their providers are asked for there */
  constructor(readonly resources: readonly PlanResource[], readonly declared?: ResourceGraph) {
    this.#byUrn = new Map(resources.map(resource => [resource.urn, resource]));
    this.#all = [...this.#byUrn.values()];
    this.#numbers = new Map(this.#all.map(({ urn }, number) => [urn, number]));
    this.#reach = new Reach(this.#all.length, node => this.#next(node));
    this.#children = groupedBy(resources, ({ parent }) => parent);
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

  /** Those of a type that have a text at an input, whatever its letter case; none where the text is not known. */
  named(type: TypeTest, input: string, text: string | undefined): readonly PlanResource[] {
    const byInput = this.#named.get(type) ?? new Map<string, ReadonlyMap<string, readonly PlanResource[]>>();
    this.#named.set(type, byInput);
    const byText = byInput.get(input) ?? groupedBy(this.where(type), ({ inputs }) => textAt(inputs, input)?.toLowerCase());
    byInput.set(input, byText);
    return byText.get(text?.toLowerCase() ?? "") ?? NONE;
  }

  /** The first of those with an id, known or predicted, whatever its letter case. */
  withId(id: string): PlanResource | undefined {
    this.#byId ??= firstBy(this.resources, resource => textAt(resource.id)?.toLowerCase());
    return this.#byId.get(id.toLowerCase());
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

  /**
   * Nodes: each resource; from `n` on, what each passes to those below it; from `2n` on, what each consists of. So a component of hundreds of parts, or with hundreds of dependencies, is gone
   * through once, and not for every resource that depends on it or lies below it.
   */
  #next(node: number): readonly number[] {
    const size = this.#all.length;
    const resource = this.#all[node % size];
    if (resource === undefined) return [];
    const edges = node < 2 * size ? this.#waitsFor(resource) : this.childrenOf(resource.urn).flatMap(({ urn }) => { const child = this.#numbers.get(urn) ?? 0; return [child, 2 * size + child]; });
    return node < size ? [...edges, ...this.#to(this.providerOf(resource))] : edges;
  }

  /** A resource that must stand; to depend on a component is to depend on all that it consists of. */
  #to(resource: PlanResource | undefined): readonly number[] {
    const number = this.#numbers.get(resource?.urn ?? "");
    return resource === undefined || number === undefined ? [] : resource.custom ? [number] : [number, 2 * this.#all.length + number];
  }

  /** By its own declaration, and by its parent's: a parent that is a resource itself stands first. */
  #waitsFor(resource: PlanResource): readonly number[] {
    const named = [...resource.dependencies, ...resource.predictedDependencies ?? [], ...Object.values(resource.propertyDependencies).flat()].flatMap(urn => this.#to(this.byUrn(urn)));
    const parent = this.parentOf(resource);
    const above = this.#numbers.get(parent?.urn ?? "");
    return parent === undefined || above === undefined ? named : [...named, this.#all.length + above, ...(parent.custom ? [above] : [])];
  }

  #before(urn: string): Uint32Array {
    const number = this.#numbers.get(urn);
    return number === undefined ? new Uint32Array(0) : this.#reach.from(number);
  }

  /** URNs of all that must stand before the resource, directly or through others: its dependencies, its provider, and those of its ancestors; not the resource itself. */
  dependenciesOf(urn: string): ReadonlySet<string> {
    return new Set(bitsOf(this.#before(urn)).flatMap(number => this.#all[number]?.urn ?? []).filter(each => each !== urn));
  }

  dependsOn(urn: string, on: string): boolean {
    const number = this.#numbers.get(on);
    return number !== undefined && urn !== on && hasBit(this.#before(urn), number);
  }

  /** In the order of the number of all that must stand before it, each comes after what it depends on, but in a ring. */
  inOrder(resources: readonly PlanResource[]): readonly PlanResource[] {
    // One in a ring comes before itself, which says nothing of its place.
    const counts = new Map(resources.map(({ urn }) => [urn, countOf(this.#before(urn)) - (hasBit(this.#before(urn), this.#numbers.get(urn) ?? 0) ? 1 : 0)]));
    return [...resources].sort((a, b) => (counts.get(a.urn) ?? 0) - (counts.get(b.urn) ?? 0));
  }
}
