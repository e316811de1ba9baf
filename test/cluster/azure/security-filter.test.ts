/** Held against azure-docs, network-security-groups-overview.md and service-tags-overview.md. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { containsAddress, parsePrefix, prefixAround, type Prefix } from "../../../facts/addresses";
import { securityChains, type Surroundings } from "./security-filter";
import type { SecurityRule } from "./security-group";
import { optionOf, written, type WrittenRule } from "./testing";

const PLATFORM = "168.63.129.16/32";
const SURROUNDINGS: Surroundings = { virtualNetwork: ["10.240.0.0/16"], onPremises: ["10.10.0.0/16", "192.168.7.0/24"] };

const rule = (more: Partial<SecurityRule> = {}): SecurityRule =>
  ({ name: "rule", priority: 100, access: "Allow", direction: "Inbound", protocol: "*", sources: ["*"], destinations: ["*"], sourcePorts: ["*"], destinationPorts: ["*"], ...more });

/** The lines that the rules become, without those for flows that go on. */
const linesOf = (rules: readonly SecurityRule[], surroundings = SURROUNDINGS): readonly WrittenRule[] =>
  written(securityChains(rules, surroundings)).rules.filter(({ match }) => !match.includes("conntrack"));

const sourcesOf = (source: string, surroundings = SURROUNDINGS): readonly (string | undefined)[] => linesOf([rule({ sources: [source] })], surroundings).map(({ match }) => optionOf(match, "-s"));

describe("a security group in the kernel", () => {
  it("lets everything pass without rules, and touches nothing but its own two chains", () => {
    const { chains, rules } = written(securityChains([], SURROUNDINGS));
    expect(chains).toHaveLength(2);
    expect(rules.map(({ target }) => target)).toEqual(["RETURN", "RETURN"]);
  });

  it("lets the answers of a flow pass before any rule is asked, in both directions", () => {
    const { chains, rules } = written(securityChains([rule({ access: "Deny" }), rule({ access: "Deny", direction: "Outbound" })], SURROUNDINGS));
    for (const chain of chains) {
      const [first, ...others] = rules.filter(each => chain === `${each.table} ${each.chain}`);
      expect(first).toMatchObject({ match: "-m conntrack --ctstate ESTABLISHED,RELATED", target: "RETURN" });
      expect(others.map(({ target }) => target)).toEqual(["DROP"]);
    }
  });

  it("keeps the order of the rules, each in the chain of its direction, with what it decides", () => {
    const decision = fc.record({ access: fc.constantFrom("Allow" as const, "Deny" as const), direction: fc.constantFrom("Inbound" as const, "Outbound" as const) });
    fc.assert(fc.property(fc.array(decision, { maxLength: 20 }), decisions => {
      const rules = decisions.map((each, index) => rule({ ...each, protocol: "Tcp", destinationPorts: [String(1000 + index)] })), lines = linesOf(rules);
      for (const [direction, chain] of [["Inbound", "AZURE-SECURITY-IN"], ["Outbound", "AZURE-SECURITY-OUT"]]) {
        expect(lines.filter(line => line.chain === chain).map(({ match, target }) => [optionOf(match, "--dport"), target === "RETURN" ? "Allow" : target === "DROP" ? "Deny" : target]))
          .toEqual(rules.filter(each => each.direction === direction).map(({ access, destinationPorts }) => [destinationPorts[0], access]));
      }
    }));
  });

  it("has a line for every source, destination, port and protocol of a rule, each once", () => {
    const lines = linesOf([rule({ sources: ["10.1.0.0/16", "10.2.0.4"], destinations: ["10.240.1.90", "10.240.1.91"], sourcePorts: ["1024-65535"], destinationPorts: ["90", "30000-32767"] })]);
    const seen = lines.map(({ match }) => ["-s", "-d", "-p", "--sport", "--dport"].map(option => optionOf(match, option)).join(" "));
    const expected = ["10.1.0.0/16", "10.2.0.4/32"].flatMap(from => ["10.240.1.90/32", "10.240.1.91/32"].flatMap(to =>
      ["90", "30000:32767"].flatMap(port => ["tcp", "udp"].map(protocol => `${from} ${to} ${protocol} 1024:65535 ${port}`))));
    expect([...seen].sort()).toEqual([...expected].sort());
  });

  it.each<readonly [string, Partial<SecurityRule>, readonly string[]]>([
    ["every protocol, where neither is given", {}, ["-s 0.0.0.0/0 -d 0.0.0.0/0"]],
    ["a protocol with all its ports", { protocol: "Udp" }, ["-s 0.0.0.0/0 -d 0.0.0.0/0 -p udp"]],
    ["ICMP, which has no ports", { protocol: "Icmp" }, ["-s 0.0.0.0/0 -d 0.0.0.0/0 -p icmp"]],
    ["a source port of one protocol", { protocol: "Tcp", sourcePorts: ["53"] }, ["-s 0.0.0.0/0 -d 0.0.0.0/0 -p tcp --sport 53"]],
  ])("matches %s", (_what, more, matches) => {
    expect(linesOf([rule(more)]).map(({ match }) => match)).toEqual(matches);
  });

  it.each<readonly [string, Partial<SecurityRule>]>([
    ["ports of ICMP", { protocol: "Icmp", destinationPorts: ["8"] }], ["a tag that is not imitated", { sources: ["Storage.CanadaCentral"] }], ["IPv6", { destinations: ["fd00::/8"] }],
  ])("refuses %s rather than leave it out", (_what, more) => {
    expect(() => linesOf([rule(more)])).toThrow("security rule");
  });
});

describe("a service tag", () => {
  it("VirtualNetwork is the VNet, what its gateways lead to, and the platform's address", () => {
    expect(sourcesOf("VirtualNetwork")).toEqual(["10.240.0.0/16", "10.10.0.0/16", "192.168.7.0/24", PLATFORM]);
  });

  it("AzureLoadBalancer is where the probes come from", () => {
    expect(sourcesOf("AzureLoadBalancer")).toEqual([PLATFORM]);
  });

  it("Internet is every address but those of the network, each once", () => {
    const address = fc.integer({ min: 0, max: 2 ** 32 - 1 }), prefix = fc.tuple(address, fc.integer({ min: 1, max: 32 })).map(([at, length]) => prefixAround(at, length));
    const known = (text: string | undefined): Prefix => {
      const read = parsePrefix(text ?? "");
      if (!read) throw new Error(`${text ?? "nothing"} is no prefix`);
      return read;
    };
    fc.assert(fc.property(fc.array(prefix, { minLength: 1, maxLength: 4 }), fc.array(prefix, { maxLength: 3 }), fc.array(address), (virtualNetwork, onPremises, anywhere) => {
      const texts = (prefixes: readonly Prefix[]): readonly string[] => prefixes.map(({ text }) => text);
      const internet = sourcesOf("Internet", { virtualNetwork: texts(virtualNetwork), onPremises: texts(onPremises) }).map(known), network = [...virtualNetwork, ...onPremises, known(PLATFORM)];
      const edges = network.flatMap(({ first, last }) => [first - 1, first, last, last + 1]).filter(each => each >= 0 && each < 2 ** 32);
      for (const each of [...anywhere, ...edges]) {
        expect(internet.filter(one => containsAddress(one, each))).toHaveLength(network.some(one => containsAddress(one, each)) ? 0 : 1);
      }
    }));
  });
});
