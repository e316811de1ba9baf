/** Where Azure's resources lie in one another, by ids and names as far as the plan has them: what a role's scope covers. */
import { ARM_TYPES, shortToken } from "../../facts/arm-ids";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { once } from "../model/once";
import type { PlanResource } from "../model/plan";
import { sameText, textAt } from "../model/read";
import type { DeclaredSubnet } from "./subnets";

/** A place in Azure: an id's parts in lower case, as far as they are known, and the declarations that stand for it. Subscriptions are not compared: many plans have placeholders for them. */
export interface ArmPlace {
  readonly name: string;
  /** Name of the resource group. */
  readonly group?: string;
  /** From the namespace on: `microsoft.network/virtualnetworks/v/subnets/s`. */
  readonly path?: string;
  /** URN of the declaration; for an inline subnet that of its network. */
  readonly resource?: string;
  /** URNs of what it lies in: network and group. */
  readonly within: ReadonlySet<string>;
  /** True where other parts of the same declaration have URNs no different, as inline subnets have. */
  readonly shared?: true;
}

/** The parts of an id: a subscription has neither group nor path. Undefined where the text is none. */
export function partsOfId(id: string): { readonly group?: string; readonly path?: string } | undefined {
  const match = /^\/subscriptions\/[^/]+(?:\/resourcegroups\/([^/]+))?(?:\/providers\/(.+?))?\/?$/i.exec(id);
  return match ? { group: match[1]?.toLowerCase(), path: match[2]?.toLowerCase() } : undefined;
}

/** The path of a resource by the names in its inputs; undefined where one is not known. */
function pathByNames({ type, inputs }: PlanResource): string | undefined {
  const short = shortToken(type);
  const kind = short !== undefined && Object.hasOwn(ARM_TYPES, short) ? ARM_TYPES[short] : undefined;
  if (kind === undefined || kind.scope !== undefined) return undefined;
  const names = kind.names.map(input => textAt(inputs, input));
  const [namespace, ...types] = kind.type.split("/");
  return names.every(name => name !== undefined) ? [namespace, ...types.flatMap((part, index) => [part, names[index]])].join("/").toLowerCase() : undefined;
}

/** False for a resource that is known to be in another resource group. */
export function mayLieIn({ inputs }: PlanResource, resourceGroup: string | undefined): boolean {
  const own = textAt(inputs, "resourceGroupName");
  return own === undefined || resourceGroup === undefined || sameText(own, resourceGroup);
}

const under = (path: string | undefined, part: string): string | undefined => path && `${path}/${part.toLowerCase()}`;

export class ArmPlaces {
  readonly #byPath = new Map<string, PlanResource[]>();
  readonly #groups = new Map<string, PlanResource>();
  readonly #networks = new Map<string, PlanResource[]>();

  constructor(readonly graph: ResourceGraph) {
    for (const group of graph.where(KINDS.resourceGroup)) {
      const name = textAt(group.inputs, "resourceGroupName")?.toLowerCase();
      if (name !== undefined) this.#groups.set(name, group);
    }
    for (const resource of graph.resources) {
      if (!resource.custom || !resource.type.startsWith("azure-native")) continue;
      const path = partsOfId(textAt(resource.id) ?? "")?.path ?? pathByNames(resource);
      if (path === undefined) continue;
      const some = this.#byPath.get(path) ?? [];
      this.#byPath.set(path, [...some, resource]);
    }
    for (const network of graph.where(KINDS.virtualNetwork)) {
      const name = textAt(network.inputs, "virtualNetworkName")?.toLowerCase() ?? "";
      this.#networks.set(name, [...(this.#networks.get(name) ?? []), network]);
    }
  }

  group(name: string): PlanResource | undefined {
    return this.#groups.get(name.toLowerCase());
  }

  /** The declaration that an id names; undefined where there is none, or more than one could be meant. */
  find(id: string | undefined): PlanResource | undefined {
    const parts = partsOfId(id ?? "");
    if (parts === undefined) return undefined;
    if (parts.path === undefined) return parts.group === undefined ? undefined : this.group(parts.group);
    const some = this.#byPath.get(parts.path) ?? [];
    const [only, ...others] = some.filter(each => parts.group === undefined || [undefined, parts.group].includes(this.#groupOf(each)));
    return others.length === 0 ? only : undefined;
  }

  #groupOf(resource: PlanResource): string | undefined {
    return (partsOfId(textAt(resource.id) ?? "")?.group ?? textAt(resource.inputs, "resourceGroupName"))?.toLowerCase();
  }

  #groupUrns(resource: PlanResource): readonly string[] {
    const name = textAt(resource.inputs, "resourceGroupName");
    const named = name === undefined ? undefined : this.group(name)?.urn;
    return [...(named === undefined ? [] : [named]), ...(resource.propertyDependencies.resourceGroupName ?? []).filter(urn => KINDS.resourceGroup(this.graph.byUrn(urn)?.type ?? ""))];
  }

  /** A declared resource as a place, or a part of it, such as `secrets/key` of a vault. */
  of(resource: PlanResource, part?: string): ArmPlace {
    const id = partsOfId(textAt(resource.id) ?? "");
    const path = id?.path ?? pathByNames(resource);
    const own = this.nameOf(resource);
    return {
      name: part === undefined ? own : `${own}/${part.split("/").at(-1) ?? ""}`, resource: resource.urn, group: this.#groupOf(resource),
      path: part === undefined ? path : under(path, part), within: new Set(this.#groupUrns(resource)),
    };
  }

  nameOf(resource: PlanResource): string {
    const short = shortToken(resource.type);
    const last = short !== undefined && Object.hasOwn(ARM_TYPES, short) ? ARM_TYPES[short]?.names.at(-1) : short === "resources:ResourceGroup" ? "resourceGroupName" : undefined;
    return (last === undefined ? undefined : textAt(resource.inputs, last)) ?? resource.name;
  }

  ofSubnet(subnet: DeclaredSubnet): ArmPlace {
    const declaration = this.graph.byUrn(subnet.resource);
    const inline = declaration !== undefined && KINDS.virtualNetwork(declaration.type);
    const named = this.#networks.get(subnet.virtualNetwork?.toLowerCase() ?? "") ?? [];
    const caused = (declaration?.propertyDependencies.virtualNetworkName ?? []).filter(urn => KINDS.virtualNetwork(this.graph.byUrn(urn)?.type ?? ""));
    const networks = subnet.network !== undefined ? [subnet.network] : [...(subnet.virtualNetwork === undefined ? [] : named.map(({ urn }) => urn)), ...caused];
    const id = partsOfId(subnet.id ?? "");
    const byNames = subnet.virtualNetwork === undefined ? undefined : `microsoft.network/virtualnetworks/${subnet.virtualNetwork}/subnets/${subnet.name}`.toLowerCase();
    return {
      name: subnet.name, resource: subnet.resource, group: id?.group ?? (declaration && this.#groupOf(declaration)), path: id?.path ?? byNames,
      within: new Set([...networks, ...(declaration ? this.#groupUrns(declaration) : [])]), ...(inline && { shared: true as const }),
    };
  }

  /** A place that only an id or a name tells of. */
  elsewhere(name: string, id?: string): ArmPlace {
    return { name, ...partsOfId(id ?? ""), within: new Set() };
  }
}

/** The places of a graph, read once. */
export const placesIn = once((graph: ResourceGraph) => new ArmPlaces(graph));
