import { describe, expect, test } from "@jest/globals";
import { addressesOf, addressText } from "../../../facts/address-sets";
import { PROBE_ADDRESSES, PUBLIC_ADDRESSES } from "../../../facts/security-rules";
import { decide, defaultSecurityRules, inSecurityOrder, readSecurityRule, type Flow, type SecurityContext } from "../../../planner/analyses/security-rules";
import type { PlanObject } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";

const VNET: SecurityContext = { network: addressesOf(["10.240.0.0/16"]), routed: false };
const rule = (name: string, priority: number, access: string, more: PlanObject = {}): PlanObject & { readonly name: string } => ({
  name, priority, access, direction: "Inbound", protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*", ...more,
});
const DENY = rule("deny", 4096, "Deny");
const flow = (more: Partial<Flow> = {}): Flow => ({ direction: "Inbound", protocol: "TCP", sources: addressesOf(["10.240.0.0/16"]), destination: addressesOf(["10.240.1.10/32"]), port: { first: 90, last: 90 }, ...more });
const outcome = (rules: readonly (PlanObject & { readonly name: string })[], more: Partial<Flow> = {}, context = VNET) =>
  decide(inSecurityOrder([...rules.map(each => readSecurityRule(each, each.name, context)), ...defaultSecurityRules(context)]), flow(more));
/** allowed | denied | open. */
const parts = (...given: Parameters<typeof outcome>): string => {
  const { allowed, denied, open } = outcome(...given);
  return [allowed, denied, open].map(addressText).join(" | ");
};

describe("Azure's own rules", () => {
  test("let in the network and the load balancer's probes, and nobody else", () => {
    expect(outcome([])).toMatchObject({ allowedBy: ["AllowVnetInBound"], denied: [], open: [] });
    expect(outcome([], { sources: PROBE_ADDRESSES })).toMatchObject({ allowedBy: ["AllowAzureLoadBalancerInBound"], denied: [] });
    expect(outcome([], { sources: PUBLIC_ADDRESSES })).toMatchObject({ allowed: [], deniedBy: ["DenyAllInBound"], open: [] });
  });

  test("leave open whether a private range beyond the network is of a connected one", () => {
    expect(outcome([], { sources: addressesOf(["192.168.0.0/16"]) })).toMatchObject({ allowed: [], doubts: ["AllowVnetInBound"] });
  });

  test("let out to the network", () => {
    expect(outcome([], { direction: "Outbound" })).toMatchObject({ allowedBy: ["AllowVnetOutBound"] });
  });
});

describe("rules are tried by priority, and each decides about the callers that are left", () => {
  test.each<[string, readonly (PlanObject & { readonly name: string })[], Partial<Flow>, string]>([
    ["a deny after an allow", [rule("a", 100, "Allow"), DENY], {}, "10.240.0.0/16 |  | "],
    ["a deny before it", [rule("a", 200, "Allow"), rule("b", 100, "Deny")], {}, " | 10.240.0.0/16 | "],
    ["an allow of a part", [rule("a", 100, "Allow", { sourceAddressPrefix: "10.240.4.0/24" }), DENY], {}, "10.240.4.0/24 | 10.240.0.0-10.240.3.255, 10.240.5.0-10.240.255.255 | ".replace("10.240.0.0-10.240.3.255", "10.240.0.0/22")],
    ["an allow of several", [rule("a", 100, "Allow", { sourceAddressPrefix: undefined, sourceAddressPrefixes: ["10.240.0.0/17", "10.240.128.0/17"] }), DENY], {}, "10.240.0.0/16 |  | "],
    ["a tag of the network", [rule("a", 100, "Allow", { sourceAddressPrefix: "VirtualNetwork" }), DENY], {}, "10.240.0.0/16 |  | "],
    ["an allow of another port", [rule("a", 100, "Allow", { destinationPortRange: "80" }), DENY], {}, " | 10.240.0.0/16 | "],
    ["an allow of a range of ports", [rule("a", 100, "Allow", { destinationPortRange: undefined, destinationPortRanges: ["22", "80-100"] }), DENY], {}, "10.240.0.0/16 |  | "],
    ["an allow of a part of the ports that come into question", [rule("a", 100, "Allow", { destinationPortRange: "30000-31000" }), DENY], { port: { first: 30_000, last: 32_767 } }, " |  | 10.240.0.0/16"],
    ["an allow of another protocol", [rule("a", 100, "Allow", { protocol: "Udp" }), DENY], {}, " | 10.240.0.0/16 | "],
    ["an allow of the same protocol, however it is written", [rule("a", 100, "Allow", { protocol: "tcp" }), DENY], {}, "10.240.0.0/16 |  | "],
    ["an allow to another address", [rule("a", 100, "Allow", { destinationAddressPrefix: "10.240.0.0/24" }), DENY], {}, " | 10.240.0.0/16 | "],
    ["an allow to the tag of the probes, as if front ends had it", [rule("a", 100, "Allow", { destinationAddressPrefix: "AzureLoadBalancer" }), DENY], {}, " | 10.240.0.0/16 | "],
    ["an allow to some of the addresses that come into question", [rule("a", 100, "Allow", { destinationAddressPrefix: "10.240.1.4" }), DENY], { destination: addressesOf(["10.240.1.0/24"]) }, " |  | 10.240.0.0/16"],
    ["an allow for callers with a server's source port", [rule("a", 100, "Allow", { sourcePortRange: "90" }), DENY], {}, " | 10.240.0.0/16 | "],
    ["a rule of the other direction", [rule("a", 100, "Allow", { direction: "Outbound" }), DENY], {}, " | 10.240.0.0/16 | "],
    ["an allow that is for IPv6", [rule("a", 100, "Allow", { sourceAddressPrefix: "::/0" }), DENY], {}, " | 10.240.0.0/16 | "],
    ["an allow for an application security group", [rule("a", 100, "Allow", { sourceAddressPrefix: undefined, sourceApplicationSecurityGroups: [{ id: "x" }] }), DENY], {}, " |  | 10.240.0.0/16"],
    ["a source that is not known", [rule("a", 100, "Allow", { sourceAddressPrefix: UNKNOWN }), DENY], {}, " |  | 10.240.0.0/16"],
    ["a source that is not known, where the end is the same", [rule("a", 100, "Deny", { sourceAddressPrefix: UNKNOWN }), DENY], {}, " | 10.240.0.0/16 | "],
    ["a priority that is not known", [rule("a", 100, "Allow", { priority: UNKNOWN }), DENY], {}, " |  | 10.240.0.0/16"],
    ["an access that is not known", [rule("a", 100, "Allow", { access: UNKNOWN }), DENY], {}, " |  | 10.240.0.0/16"],
  ])("%s", (_, rules, more, expected) => {
    expect(parts(rules, more)).toBe(expected);
  });
});

test("a tag of one of Azure's services lets in some of the Internet, and who is known by it", () => {
  const rules = [rule("front-door", 100, "Allow", { sourceAddressPrefix: "AzureFrontDoor.Backend" }), DENY];
  expect(outcome(rules, { sources: PUBLIC_ADDRESSES })).toMatchObject({ allowed: [], tags: ["AzureFrontDoor.Backend"] });
  expect(outcome(rules, { sources: PUBLIC_ADDRESSES, tag: "azurefrontdoor.backend" })).toMatchObject({ denied: [], allowedBy: ["front-door"] });
  expect(outcome(rules, { sources: PUBLIC_ADDRESSES, tag: "AzureCloud" })).toMatchObject({ allowed: [], doubts: ["front-door"] });
});

test("with routes of one's own the network's tag may hold any range", () => {
  expect(outcome([], { sources: PUBLIC_ADDRESSES }, { ...VNET, routed: true })).toMatchObject({ allowed: [], denied: [], doubts: ["AllowVnetInBound"] });
});
