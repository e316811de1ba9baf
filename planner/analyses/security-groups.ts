/** The network security group of a subnet, with the rules that hold there. */
import { addressesOf, unionOf } from "../../facts/address-sets";
import { groupInId } from "../../facts/arm-ids";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { isOpen, listAt, readAt, sameText, textAt, textsAt } from "../model/read";
import type { ClusterSummary } from "../model/results";
import { mayLieIn } from "./arm-places";
import { defaultSecurityRules, inSecurityOrder, readSecurityRule, type SecurityContext, type SecurityRule } from "./security-rules";
import { sameNetwork, type DeclaredSubnet } from "./subnets";

/** A subnet's own group; not what AKS has on the network interfaces, which its cloud controller keeps in step with the Services. */
export interface SecurityGroup {
  readonly name: string;
  readonly resource: string;
  readonly subnet: DeclaredSubnet;
  /** In the order in which Azure tries them. */
  readonly rules: readonly SecurityRule[];
  readonly context: SecurityContext;
  /** False where the address space of the virtual network is not known, so that `context.network` is but a part of it. */
  readonly whole: boolean;
}

/** Why it is not known what holds on a subnet. */
export interface UnknownGroup { readonly subnet: string; readonly reason: string }

const groupName = ({ inputs, name }: PlanResource): string => textAt(inputs, "networkSecurityGroupName") ?? name;

/** The last name in an ARM id. */
const lastOf = (id: string): string => id.split("/").at(-1) ?? id;

export class SecurityGroups {
  readonly #groups: readonly PlanResource[];
  readonly #rules: readonly PlanResource[];
  readonly #known = new Map<string, SecurityGroup | UnknownGroup | undefined>();

  constructor(readonly graph: ResourceGraph, readonly subnets: readonly DeclaredSubnet[]) {
    this.#groups = graph.where(KINDS.securityGroup);
    this.#rules = graph.where(KINDS.securityRule);
  }

  /** Undefined for a subnet without a group. */
  of(subnet: DeclaredSubnet, cluster: ClusterSummary): SecurityGroup | UnknownGroup | undefined {
    const key = JSON.stringify([subnet.resource, subnet.path, cluster.resource]);
    if (!this.#known.has(key)) this.#known.set(key, this.#find(subnet, cluster));
    return this.#known.get(key);
  }

  #find(subnet: DeclaredSubnet, cluster: ClusterSummary): SecurityGroup | UnknownGroup | undefined {
    const unknown = (reason: string): UnknownGroup => ({ subnet: subnet.name, reason });
    const { knowledge } = readAt(subnet.declaration, "networkSecurityGroup");
    if (knowledge === "absent") return undefined;
    const id = textAt(subnet.declaration, "networkSecurityGroup", "id");
    const group = id === undefined ? this.#causeOf(subnet) : this.#groups.find(each => sameText(textAt(each.id), id)) ?? this.#named(lastOf(id), groupInId(id));
    if (!group) return unknown(id === undefined ? "which security group it has is not known" : `its security group ${lastOf(id)} is not in this plan`);
    const name = groupName(group);
    if (isOpen(group.inputs, "securityRules")) return unknown(`the rules of its security group ${name} are not known`);
    const { whole, context } = this.contextOf(subnet, cluster);
    const inline = listAt(group.inputs, "securityRules").map((rule, index) => readSecurityRule(rule, textAt(rule, "name") ?? `rule ${index + 1}`, context));
    const apart = this.#rules.filter(rule => this.#isOf(rule, group)).map(({ inputs, name: logical }) => readSecurityRule(inputs, textAt(inputs, "securityRuleName") ?? logical, context));
    return { name, resource: group.urn, subnet, rules: inSecurityOrder([...inline, ...apart, ...defaultSecurityRules(context)]), context, whole };
  }

  #named(name: string, resourceGroup: string | undefined): PlanResource | undefined {
    const found = this.#groups.filter(group => sameText(textAt(group.inputs, "networkSecurityGroupName"), name) && mayLieIn(group, resourceGroup));
    return found.length === 1 ? found[0] : undefined;
  }

  /** The one group that the subnet's association depends on. */
  #causeOf({ resource, path }: DeclaredSubnet): PlanResource | undefined {
    const causes = this.graph.byUrn(resource)?.propertyDependencies[path === "inputs" ? "networkSecurityGroup" : "subnets"] ?? [];
    const found = this.#groups.filter(group => causes.includes(group.urn));
    return found.length === 1 ? found[0] : undefined;
  }

  /** A rule whose group is not known belongs to the one that it depends on, and to every one where it depends on none. */
  #isOf({ inputs, propertyDependencies }: PlanResource, group: PlanResource): boolean {
    const name = textAt(inputs, "networkSecurityGroupName");
    if (name !== undefined) {
      return sameText(name, groupName(group)) && mayLieIn(group, textAt(inputs, "resourceGroupName"));
    }
    const causes = (propertyDependencies.networkSecurityGroupName ?? []).filter(urn => this.#groups.some(each => each.urn === urn));
    return causes.length === 0 || causes.includes(group.urn);
  }

  /** A prefix counts as known where it can be read; pods of an overlay are of the network, as Azure sees it. */
  contextOf(subnet: DeclaredSubnet, cluster: ClusterSummary): { readonly context: SecurityContext; readonly whole: boolean } {
    const network = this.graph.byUrn(subnet.network);
    const spaces = listAt(network?.inputs, "addressSpace", "addressPrefixes");
    const known = textsAt(network?.inputs, "addressSpace", "addressPrefixes");
    const beside = this.subnets.filter(each => each === subnet || sameNetwork(each, subnet) === true).flatMap(({ prefix }) => prefix ?? []);
    const pods = cluster.podRange ? addressesOf([cluster.podRange.prefix]) : [];
    return { context: { network: unionOf([...addressesOf(known), ...beside, ...pods]), routed: subnet.hasRouteTable }, whole: known.length > 0 && known.length === spaces.length };
  }
}
