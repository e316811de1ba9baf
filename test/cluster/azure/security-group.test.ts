/** Held against azure-docs, network-security-groups-overview.md: priorities, the default rules. */
import { describe, expect, it } from "@jest/globals";
import { join } from "node:path";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { planOf } from "../../../planner/testing";
import { PlanBuilder, predicted, SECRET, UNKNOWN } from "../../planner/plan-builder";
import { securityRules, type SecurityRule } from "./security-group";
import { plan } from "./testing";

const GROUP_ID = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg";

const RULE = {
  name: "allow-90", priority: 100, access: "Allow", direction: "Inbound", protocol: "Tcp",
  sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "10.240.1.90", destinationPortRange: "90",
} as const;

interface Group { readonly inline?: PlanValue; readonly apart?: readonly PlanObject[]; readonly subnet?: PlanObject }

/** A subnet `aks` with a security group that has these rules. */
function rulesOf({ inline = [], apart = [], subnet = {} }: Group, name = "aks"): readonly SecurityRule[] | undefined {
  const builder = new PlanBuilder();
  builder.add("azure-native:network:NetworkSecurityGroup", "nsg", { networkSecurityGroupName: "nsg", securityRules: inline }, { id: predicted(GROUP_ID) });
  builder.add("azure-native:network/v20240501:Subnet", "aks", { subnetName: "aks", networkSecurityGroup: { id: predicted(GROUP_ID.toUpperCase()) }, ...subnet });
  for (const [index, rule] of apart.entries()) builder.add("azure-native:network:SecurityRule", `rule-${index}`, { networkSecurityGroupName: predicted("NSG"), ...rule });
  return securityRules(plan(builder), name);
}

const names = (rules: readonly SecurityRule[] | undefined, direction: SecurityRule["direction"]): readonly string[] | undefined =>
  rules?.filter(rule => rule.direction === direction).map(({ name }) => name);

describe("the security group of a subnet", () => {
  it("of the dev stack lets its consumers, the probes and the nodes in and nobody else, before Azure's own rules", async () => {
    const { plan: dev } = await planOf("dev", { cwd: join(__dirname, "..", "..", "..") }), rules = securityRules(dev, "aks");
    expect(names(rules, "Inbound")).toEqual([
      "allow-sorting-90", "allow-load-balancer-probes", "allow-nodes-and-pods", "deny-everything-else", "AllowVnetInBound", "AllowAzureLoadBalancerInBound", "DenyAllInBound",
    ]);
    expect(rules?.find(({ name }) => name === "allow-sorting-90")).toMatchObject({ access: "Allow", protocol: "Tcp", destinations: ["10.240.1.90"], destinationPorts: ["90"] });
    expect(rules?.find(({ name }) => name === "deny-everything-else")).toMatchObject({ access: "Deny", protocol: "*", sources: ["*"], destinations: ["*"], destinationPorts: ["*"] });
    expect(securityRules(dev, "services")).toBeUndefined();
  });

  it("ends with Azure's own: the VNet both ways, the probes in, the Internet out, nothing else", () => {
    const shown = (rules: readonly SecurityRule[] = []) =>
      rules.map(({ direction, priority, access, sources, destinations }) => `${direction} ${priority} ${access} ${sources.join()} to ${destinations.join()}`);
    expect([...shown(rulesOf({}))].sort()).toEqual([
      "Inbound 65000 Allow VirtualNetwork to VirtualNetwork", "Inbound 65001 Allow AzureLoadBalancer to *", "Inbound 65500 Deny * to *",
      "Outbound 65000 Allow VirtualNetwork to VirtualNetwork", "Outbound 65001 Allow * to Internet", "Outbound 65500 Deny * to *",
    ]);
  });

  it("has the rules inside it and those declared apart in the order of their priority", () => {
    const rules = rulesOf({
      inline: [{ ...RULE, name: "third", priority: 4096, access: "Deny" }, { ...RULE, name: "first" }],
      apart: [{ ...RULE, securityRuleName: "second", priority: 200 }, { ...RULE, securityRuleName: "another group's", priority: 300, networkSecurityGroupName: "other" }],
    });
    expect(names(rules, "Inbound")?.slice(0, 4)).toEqual(["first", "second", "third", "AllowVnetInBound"]);
  });

  it("reads places and ports under the plural keys too, and words in any case", () => {
    const [rule] = rulesOf({ inline: [{
      ...RULE, protocol: "TCP", access: "allow", direction: "inbound", sourceAddressPrefix: undefined, destinationPortRange: undefined,
      sourceAddressPrefixes: ["10.0.0.0/8", predicted("10.240.0.0/16")], destinationPortRanges: ["90", "30000-32767"],
    }] }) ?? [];
    expect(rule).toMatchObject({ protocol: "Tcp", access: "Allow", direction: "Inbound", sources: ["10.0.0.0/8", "10.240.0.0/16"], destinationPorts: ["90", "30000-32767"] });
  });

  it("may have one priority once in each direction", () => {
    expect(names(rulesOf({ inline: [RULE, { ...RULE, name: "out", direction: "Outbound" }] }), "Outbound")?.[0]).toBe("out");
    expect(() => rulesOf({ inline: [RULE], apart: [{ ...RULE, securityRuleName: "again" }] })).toThrow(/again.*priority 100.*SecurityRuleConflict/);
  });

  it("is none where the subnet names none", () => {
    expect(rulesOf({ subnet: { networkSecurityGroup: undefined } })).toBeUndefined();
  });
});

describe("what cannot be read is refused", () => {
  it.each<readonly [string, PlanObject]>([
    ["an unknown source", { sourceAddressPrefix: UNKNOWN }], ["a source of several that is unknown", { sourceAddressPrefixes: ["10.0.0.0/8", UNKNOWN] }],
    ["a secret port", { destinationPortRange: SECRET }],
    ["no port", { destinationPortRange: undefined }],
    ["an unknown priority", { priority: UNKNOWN }], ["an unknown access", { access: UNKNOWN }], ["a direction that is none", { direction: "Both" }],
    ["a protocol that is not imitated", { protocol: "Esp" }], ["application security groups", { destinationApplicationSecurityGroups: [{ id: "group" }] }],
  ])("%s, with the name of the rule", (_what, more) => {
    expect(() => rulesOf({ inline: [{ ...RULE, ...more }] })).toThrow("security rule allow-90");
  });

  it.each<readonly [string, Group]>([
    ["rules that are unknown", { inline: UNKNOWN }], ["rules that are secret", { inline: SECRET }], ["a rule that is unknown", { inline: [UNKNOWN] }],
    ["a rule of its own whose group is unknown", { apart: [{ ...RULE, securityRuleName: "apart", networkSecurityGroupName: UNKNOWN }] }],
    ["a group that the plan does not declare", { subnet: { networkSecurityGroup: { id: `${GROUP_ID}-of-others` } } }], ["a group that is unknown", { subnet: { networkSecurityGroup: UNKNOWN } }],
  ])("%s", (_what, group) => {
    expect(() => rulesOf(group)).toThrow(/security (group|rule)/);
  });

  it("a subnet that the plan does not declare", () => {
    expect(() => rulesOf({}, "services")).toThrow("no subnet services");
  });
});
