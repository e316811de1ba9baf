/** What a group decides, against Azure's order tried for one address after the other: by priority, the first rule that matches decides. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addressesOf, unionOf, type AddressSet } from "../../../facts/address-sets";
import { parseAddress, parsePrefix } from "../../../facts/addresses";
import { decide, defaultSecurityRules, inSecurityOrder, readSecurityRule, type Flow } from "../../../planner/analyses/security-rules";
import { UNKNOWN } from "../plan-builder";

const NETWORK = "10.240.0.0/27", PROBES = "168.63.129.16";
const CONTEXT = { network: addressesOf([NETWORK]), routed: false };
/** Of the network, of the Internet, and the load balancer's; where an address is private and of no known network, it is not known whether the tag VirtualNetwork has it. */
const CALLERS = unionOf([...addressesOf([NETWORK, "8.8.8.0/29", `${PROBES}/32`])]);
const addresses = CALLERS.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at));

interface Rule { readonly priority: number; readonly access: "Allow" | "Deny"; readonly direction: "Inbound" | "Outbound"; readonly protocol: string; readonly source: readonly string[]; readonly destination: string; readonly ports: readonly string[]; readonly unknown?: "source" | "access" | "priority" }

const place = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 27, max: 32 })).map(([last, length]) => `10.240.0.${last}/${length}`),
  fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 29, max: 32 })).map(([last, length]) => `8.8.8.${last}/${length}`),
  fc.constantFrom("*", "VirtualNetwork", "virtualnetwork", "Internet", "AzureLoadBalancer", "10.240.0.3", "8.8.8.0/24", "0.0.0.0/0"),
);
const ports = fc.array(fc.oneof(fc.constantFrom("*", "80", "90"), fc.tuple(fc.integer({ min: 70, max: 95 }), fc.nat(20)).map(([first, more]) => `${first}-${first + more}`)), { minLength: 1, maxLength: 2 });
const ruleOf = (unknown: fc.Arbitrary<Rule["unknown"]>): fc.Arbitrary<readonly Rule[]> => fc.uniqueArray(fc.record({
  priority: fc.integer({ min: 100, max: 4096 }), access: fc.constantFrom("Allow", "Deny"), direction: fc.oneof({ weight: 5, arbitrary: fc.constant("Inbound" as const) }, { weight: 1, arbitrary: fc.constant("Outbound" as const) }),
  protocol: fc.constantFrom("*", "Tcp", "TCP", "Udp"), source: fc.array(place, { minLength: 1, maxLength: 3 }), destination: fc.constantFrom("*", "10.240.0.4", "10.240.0.0/30", "VirtualNetwork", "Internet"), ports, unknown,
}), { maxLength: 7, selector: ({ priority }) => priority });

const flows = fc.record({ protocol: fc.constantFrom("TCP", "UDP"), port: fc.constantFrom(80, 90), destination: fc.constantFrom("10.240.0.4", "10.240.0.20") });

const DEFAULTS: readonly Rule[] = ([["Allow", "VirtualNetwork", "VirtualNetwork"], ["Allow", "AzureLoadBalancer", "*"], ["Deny", "*", "*"]] as const)
  .map(([access, source, destination], index) => ({ priority: 65_000 + index, access, direction: "Inbound", protocol: "*", source: [source], destination, ports: ["*"] }));

function isIn(address: number, word: string): boolean {
  const inside = (text: string): boolean => { const prefix = parsePrefix(text); return prefix !== undefined && prefix.first <= address && address <= prefix.last; };
  switch (word.toLowerCase()) {
    case "*": return true;
    case "virtualnetwork": return inside(NETWORK);
    case "internet": return inside("8.8.8.0/24");
    case "azureloadbalancer": return address === parseAddress(PROBES);
    default: return word.includes("/") ? inside(word) : address === parseAddress(word);
  }
}

type Asked = { readonly protocol: string; readonly port: number; readonly destination: string };

function matches(rule: Rule, address: number, { protocol, port, destination }: Asked): boolean {
  const inPorts = rule.ports.some(text => { const [first = "", last = first] = text.split("-"); return text === "*" || (Number(first) <= port && port <= Number(last)); });
  return rule.direction === "Inbound" && (rule.protocol === "*" || rule.protocol.toUpperCase() === protocol) && inPorts && isIn(parseAddress(destination) ?? -1, rule.destination) && rule.source.some(word => isIn(address, word));
}

const access = (rules: readonly Rule[], address: number, asked: Asked): "Allow" | "Deny" | undefined =>
  [...rules, ...DEFAULTS].sort((a, b) => a.priority - b.priority).find(rule => matches(rule, address, asked))?.access;

const outcome = (rules: readonly Rule[], { protocol, port, destination }: Asked) => {
  const read = rules.map(({ unknown, source, destination: to, ports: destinationPortRanges, ...rule }) => readSecurityRule({
    ...rule, sourceAddressPrefixes: [...source], destinationAddressPrefix: to, destinationPortRanges: [...destinationPortRanges], sourcePortRange: "*",
    ...(unknown === "source" && { sourceAddressPrefixes: UNKNOWN }), ...(unknown === "access" && { access: UNKNOWN }), ...(unknown === "priority" && { priority: UNKNOWN }),
  }, `rule-${rule.priority}`, CONTEXT));
  const flow: Flow = { direction: "Inbound", protocol, port: { first: port, last: port }, sources: CALLERS, destination: addressesOf([`${destination}/32`]) };
  return decide(inSecurityOrder([...read, ...defaultSecurityRules(CONTEXT)]), flow);
};
const holds = (set: AddressSet, address: number): boolean => set.some(({ first, last }) => first <= address && address <= last);
const wordFor = (result: ReturnType<typeof outcome>, address: number): readonly string[] => (["allowed", "denied", "open"] as const).filter(key => holds(result[key], address));

describe("what a group decides", () => {
  test("is what the first rule by priority does for each address, of rules that are known", () => {
    fc.assert(fc.property(ruleOf(fc.constant(undefined)), flows, (rules, asked) => {
      const result = outcome(rules, asked);
      // Whether the tag VirtualNetwork has the load balancer's address as well is left open.
      const known = addresses.filter(address => address !== parseAddress(PROBES) || !rules.some(({ source }) => source.some(word => word.toLowerCase() === "virtualnetwork")));
      expect(known.map(address => wordFor(result, address))).toEqual(known.map(address => [access(rules, address, asked) === "Allow" ? "allowed" : "denied"]));
    }), { numRuns: 300 });
  });

  /** All that a rule may turn out to be, as far as one address is concerned. */
  const readings = ({ unknown, ...rule }: Rule, others: readonly Rule[]): readonly Rule[] => {
    switch (unknown) {
      case "source": return [{ ...rule, source: ["*"] }, { ...rule, source: [] }];
      case "access": return [{ ...rule, access: "Allow" }, { ...rule, access: "Deny" }];
      case "priority": return [99, ...others.map(({ priority }) => priority + 0.5)].map(priority => ({ ...rule, priority }));
      default: return [rule];
    }
  };

  test("holds whatever turns out to be behind what is not known", () => {
    fc.assert(fc.property(ruleOf(fc.constantFrom(undefined, undefined, undefined, "source", "access", "priority")), flows, (rules, asked) => {
      const result = outcome(rules, asked);
      const worlds = rules.reduce<readonly (readonly Rule[])[]>((made, rule) => made.flatMap(world => readings(rule, rules).map(each => [...world, each])), [[]]);
      for (const address of addresses.filter((_, index) => index % 5 === 0)) {
        const [word, ...more] = wordFor(result, address);
        const ends = new Set(worlds.map(world => access(world, address, asked)));
        expect(more).toEqual([]);
        if (word !== "open") expect([...ends]).toEqual([word === "allowed" ? "Allow" : "Deny"]);
      }
    }), { numRuns: 150 });
  });
});
