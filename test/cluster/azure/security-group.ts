/** The network security group of a subnet, as the plan declares it. What it cannot read, it refuses: a rule left out would let a test pass. */
import type { Plan, PlanObject, PlanResource, PlanValue } from "../../../planner/model/plan";
import { countAt, listAt, readAt, textAt, textsAt } from "../../../planner/model/read";
import { isA, same } from "./plan-resources";

export interface SecurityRule {
  readonly name: string;
  readonly priority: number;
  readonly access: "Allow" | "Deny";
  readonly direction: "Inbound" | "Outbound";
  /** `*`, or one of Azure's: `Tcp`, `Udp`, `Icmp`. */
  readonly protocol: string;
  /** Prefixes, addresses, tags or `*`. */
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** `*`, a port, or a range such as `30000-32767`. */
  readonly sourcePorts: readonly string[];
  readonly destinationPorts: readonly string[];
}

const byDefault = (name: string, priority: number, access: SecurityRule["access"], direction: SecurityRule["direction"], source: string, destination: string): SecurityRule =>
  ({ name, priority, access, direction, protocol: "*", sources: [source], destinations: [destination], sourcePorts: ["*"], destinationPorts: ["*"] });

/** What every security group ends with. Source: azure-docs, network-security-groups-overview.md. */
const DEFAULT_RULES: readonly SecurityRule[] = [
  byDefault("AllowVnetInBound", 65_000, "Allow", "Inbound", "VirtualNetwork", "VirtualNetwork"),
  byDefault("AllowAzureLoadBalancerInBound", 65_001, "Allow", "Inbound", "AzureLoadBalancer", "*"),
  byDefault("DenyAllInBound", 65_500, "Deny", "Inbound", "*", "*"),
  byDefault("AllowVnetOutBound", 65_000, "Allow", "Outbound", "VirtualNetwork", "VirtualNetwork"),
  byDefault("AllowInternetOutBound", 65_001, "Allow", "Outbound", "*", "Internet"),
  byDefault("DenyAllOutBound", 65_500, "Deny", "Outbound", "*", "*"),
];

function one<T extends string>(value: string | undefined, allowed: readonly T[], what: string): T {
  const found = allowed.find(each => same(each, value));
  if (found === undefined) throw new Error(`${what} is ${value ?? "not known"}; understood are ${allowed.join(", ")}`);
  return found;
}

/** One place or several, under the singular or the plural key. */
function several(rule: PlanValue, key: string, plural: string, what: string): readonly string[] {
  const values = [...textsAt(rule, plural), ...(textAt(rule, key) === undefined ? [] : [textAt(rule, key) ?? ""])];
  if (values.length === 0 || textsAt(rule, plural).length !== listAt(rule, plural).length) throw new Error(`${what}: ${key} is not known`);
  return values;
}

function readRule(rule: PlanValue, name: string): SecurityRule {
  const what = `security rule ${name}`;
  for (const end of ["source", "destination"]) if (listAt(rule, `${end}ApplicationSecurityGroups`).length > 0) throw new Error(`${what} names application security groups, which are not imitated`);
  const priority = countAt(rule, "priority");
  if (priority === undefined) throw new Error(`${what}: its priority is not known`);
  return {
    name, priority, access: one(textAt(rule, "access"), ["Allow", "Deny"], `${what}: access`), direction: one(textAt(rule, "direction"), ["Inbound", "Outbound"], `${what}: direction`),
    protocol: one(textAt(rule, "protocol"), ["*", "Tcp", "Udp", "Icmp"], `${what}: protocol`),
    sources: several(rule, "sourceAddressPrefix", "sourceAddressPrefixes", what), destinations: several(rule, "destinationAddressPrefix", "destinationAddressPrefixes", what),
    sourcePorts: several(rule, "sourcePortRange", "sourcePortRanges", what), destinationPorts: several(rule, "destinationPortRange", "destinationPortRanges", what),
  };
}

function declaredRules(group: PlanResource, { resources }: Plan): readonly SecurityRule[] {
  const name = textAt(group.inputs, "networkSecurityGroupName"), nameOf = (rule: PlanValue | PlanObject, key: string): string => textAt(rule, key) ?? "(unnamed)";
  if (["unknown", "secret"].includes(readAt(group.inputs, "securityRules").knowledge)) throw new Error(`the rules of security group ${name ?? group.urn} are not known`);
  const rules = resources.filter(isA("network:SecurityRule")), lost = rules.find(({ inputs }) => textAt(inputs, "networkSecurityGroupName") === undefined);
  if (lost) throw new Error(`security rule ${lost.urn}: its security group is not known`);
  const apart = rules.filter(({ inputs }) => same(textAt(inputs, "networkSecurityGroupName"), name));
  return [
    ...listAt(group.inputs, "securityRules").map(rule => readRule(rule, nameOf(rule, "name"))),
    ...apart.map(({ inputs }) => readRule(inputs, nameOf(inputs, "securityRuleName"))),
  ];
}

/**
 * The rules that hold for a subnet, in the order in which Azure tries them, its own defaults last.
 * @returns undefined where the subnet has no security group: everything passes then
 * @throws Error for what the plan leaves open or the stand-in does not understand
 */
export function securityRules(plan: Plan, subnetName: string): readonly SecurityRule[] | undefined {
  const subnet = plan.resources.filter(isA("network:Subnet")).find(({ inputs }) => same(textAt(inputs, "subnetName"), subnetName));
  if (!subnet) throw new Error(`the plan declares no subnet ${subnetName}`);
  if (readAt(subnet.inputs, "networkSecurityGroup").knowledge === "absent") return undefined;
  const id = textAt(subnet.inputs, "networkSecurityGroup", "id"), group = plan.resources.filter(isA("network:NetworkSecurityGroup")).find(each => same(textAt(each.id), id));
  if (!group) throw new Error(`the plan does not declare the security group of subnet ${subnetName}, ${id ?? "which is not known"}`);
  const rules = declaredRules(group, plan), clash = rules.find((rule, index) => rules.some((other, before) => before < index && other.priority === rule.priority && other.direction === rule.direction));
  if (clash) throw new Error(`security rule ${clash.name}: another ${clash.direction.toLowerCase()} rule has the priority ${clash.priority} too (Azure: SecurityRuleConflict)`);
  return [...rules, ...DEFAULT_RULES].sort((a, b) => a.priority - b.priority);
}
