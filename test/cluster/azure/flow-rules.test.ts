/** Held against azure-docs, load-balancer-custom-probe-overview.md (probe down behaviour) and distribution-mode-concepts.md. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { CHAIN, flowRules, type Backend, type FlowRule } from "./flow-rules";
import { optionOf, written, type WrittenRule } from "./testing";

const backend = (mark: number): Backend => ({ node: `node-${mark}`, address: `10.240.0.${mark + 3}`, mark });
const backends = (count: number): readonly Backend[] => Array.from({ length: count }, (_, index) => backend(index + 1));

const flow = (rule: Partial<FlowRule["rule"]> = {}, healthy = backends(3), address = "10.240.1.90"): FlowRule =>
  ({ address, healthy, rule: { protocol: "TCP", frontendPort: 90, backendPort: 90, floatingIp: true, distribution: "Default", ...rule } });

const rulesOf = (table: "mangle" | "nat", flows: readonly FlowRule[]): readonly WrittenRule[] => written(flowRules(flows)).rules.filter(rule => rule.table === table);
const mangle = (...flows: FlowRule[]): readonly WrittenRule[] => rulesOf("mangle", flows);

/** The lines that give a packet to a node, in their order. */
const choices = (rules: readonly WrittenRule[]): readonly WrittenRule[] => rules.filter(({ target }) => target.startsWith("MARK --set-mark") && target !== "MARK --set-mark 0");
const chosen = (rules: readonly WrittenRule[]): readonly number[] => choices(rules).map(({ target }) => Number(optionOf(target, "--set-mark")));
/** The lines that let a packet go on to the node whose mark its connection has, before a new one is chosen. */
const keeping = (rules: readonly WrittenRule[]): readonly string[] => {
  const choice = rules.findIndex(({ target }) => target === "MARK --set-mark 0" || target === "DROP");
  return rules.slice(0, choice).filter(({ target }) => target === "RETURN").map(({ match }) => match.replace(/^-d \S+ -p \S+ -m \S+ --dport \S+ ?/, ""));
};

describe("the rules of load balancers", () => {
  it("empty the one chain of both tables and fill nothing else, so that without flows everything passes", () => {
    expect(written(flowRules([]))).toEqual({ chains: [`nat ${CHAIN}`, `mangle ${CHAIN}`], rules: [] });
  });

  it("drop what is for another port of a front end, after every port that it has", () => {
    const rules = mangle(flow(), flow({ frontendPort: 91, protocol: "UDP" }), flow({ frontendPort: 443 }, backends(0), "10.240.1.91"), flow({ frontendPort: 92 }));
    for (const address of ["10.240.1.90", "10.240.1.91"]) {
      const own = rules.filter(({ match }) => optionOf(match, "-d") === `${address}/32`), withoutPort = own.filter(({ match }) => match === `-d ${address}/32`);
      expect(withoutPort).toEqual([expect.objectContaining({ target: "DROP" })]);
      expect(own.at(-1)).toBe(withoutPort[0]);
    }
  });

  it.each(["TCP", "UDP", "SCTP"] as const)("take only %s packets for its port and address, in every line of a port", protocol => {
    const name = protocol.toLowerCase(), lines = [...rulesOf("mangle", [flow({ protocol, floatingIp: false })]).slice(0, -1), ...rulesOf("nat", [flow({ protocol, floatingIp: false })])];
    expect(lines.length).toBeGreaterThan(6);
    for (const { match } of lines) expect([optionOf(match, "-d"), optionOf(match, "-p"), optionOf(match, "--dport")]).toEqual(["10.240.1.90/32", name, "90"]);
  });
});

describe("the choice of a backend", () => {
  it.each([1, 2, 3, 4, 5, 6, 7])("gives each of %i backends the same share of the new flows", count => {
    let left = 1;
    const shares = choices(mangle(flow({}, backends(count)))).map(({ match }) => {
      // Only a packet that has no node yet comes to the next line.
      expect(optionOf(match, "--mark")).toBe("0");
      const share = left * Number(optionOf(match, "--probability") ?? 1);
      left -= share;
      return share;
    });
    expect(shares).toEqual(Array.from({ length: count }, () => expect.closeTo(1 / count, 6)));
  });

  it("has every healthy node exactly once and no other, however the flows are distributed", () => {
    const marks = fc.uniqueArray(fc.integer({ min: 1, max: 250 }), { maxLength: 12 });
    fc.assert(fc.property(marks, fc.constantFrom("Default" as const, "SourceIP" as const), fc.boolean(), (healthy, distribution, floatingIp) => {
      const rules = mangle(flow({ distribution, floatingIp }, healthy.map(backend)));
      expect([...chosen(rules)].sort((a, b) => a - b)).toEqual([...healthy].sort((a, b) => a - b));
    }));
  });

  it("with affinity is by both addresses and nothing else, and each bucket of the hash is another node's", () => {
    const rules = mangle(flow({ distribution: "SourceIP" }, backends(5))), { target = "" } = rules.find(each => each.target.startsWith("HMARK")) ?? {};
    expect([optionOf(target, "--hmark-tuple"), optionOf(target, "--hmark-proto-mask"), optionOf(target, "--hmark-mod")]).toEqual(["src,dst", "0", "5"]);
    const first = Number(optionOf(target, "--hmark-offset")), buckets = choices(rules).map(({ match }) => Number(optionOf(match, "--mark")));
    expect([...buckets].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4].map(bucket => first + bucket));
    // A bucket that were a node's mark would be taken for the node.
    expect(Math.min(...buckets)).toBeGreaterThan(0xffff);
  });

  it("is made after the connection's own mark was looked at, and kept with the connection before the packet goes on", () => {
    const targets = mangle(flow()).map(({ target }) => target), at = (target: string): number => targets.indexOf(target), save = at("CONNMARK --save-mark");
    expect(at("CONNMARK --restore-mark")).toBe(0);
    expect([at("MARK --set-mark 0") < at("MARK --set-mark 1"), at("MARK --set-mark 3") < save, targets[save + 1]]).toEqual([true, true, "RETURN"]);
  });
});

describe("flows that have a backend", () => {
  it("of TCP stay with it, healthy or not, but a new connection gets a healthy one", () => {
    for (const healthy of [backends(3), backends(0)]) {
      const [established, ...rest] = keeping(mangle(flow({}, healthy)));
      expect(established).toBe("! --syn -m mark ! --mark 0");
      expect(rest).toEqual(healthy.map(({ mark }) => `-m mark --mark ${mark}`));
    }
  });

  it("of UDP stay only while it is healthy", () => {
    expect(keeping(mangle(flow({ protocol: "UDP" }, [backend(2), backend(5)])))).toEqual(["-m mark --mark 2", "-m mark --mark 5"]);
  });

  it.each(["TCP", "UDP"] as const)("of %s stay with it where the address is translated: the connection holds it", protocol => {
    expect(keeping(mangle(flow({ protocol, floatingIp: false })))).toEqual(["-m mark ! --mark 0"]);
  });

  it.each(["TCP", "UDP"] as const)("of %s: new ones get no answer where no backend is healthy", protocol => {
    const rules = mangle(flow({ protocol }, []));
    expect(rules.filter(({ match }) => match.includes("--dport")).at(-1)).toMatchObject({ match: expect.stringMatching(/--dport 90$/), target: "DROP" });
    expect(chosen(rules)).toEqual([]);
  });
});

describe("the address of a packet", () => {
  it("is left alone with floating IP", () => {
    expect(rulesOf("nat", [flow()])).toEqual([]);
  });

  it("becomes the chosen node's, and the port the node port, without", () => {
    const rules = rulesOf("nat", [flow({ floatingIp: false, backendPort: 31_090 }, [backend(2), backend(4)])]);
    expect(rules.map(({ match, target }) => [optionOf(match, "--mark"), target])).toEqual([["2", "DNAT --to-destination 10.240.0.5:31090"], ["4", "DNAT --to-destination 10.240.0.7:31090"]]);
  });
});
