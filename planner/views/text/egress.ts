/** The way out of each cluster that does not use AKS's own load balancer for it, and what a firewall on the way must let through. */
import type { EgressRule } from "../../../facts/egress";
import type { Plan } from "../../model/plan";
import type { EgressPlan, EgressWay, Verdict } from "../../model/results";
import { columns } from "./columns";
import { bad, dim, good, line, strong, warning, wrapped, type Line } from "./line";
import { WIDTH } from "./print";

const THROUGH: Readonly<Record<EgressWay["through"], string>> = {
  "nat-gateway": "NAT gateway", "virtual-network-gateway": "virtual network gateway", "virtual-appliance": "virtual appliance", undecided: "not known", nothing: "nothing",
};

const NEEDS: Readonly<Record<EgressRule["need"], string>> = { required: "", conditional: "if: ", optional: "optional: " };

const toneOf = (verdict: Verdict) => (verdict === "broken" ? bad : verdict === "undecided" ? warning : dim);

function wayLines({ subnet, through, address, verdict, says }: EgressWay): readonly Line[] {
  return [
    line("  ", subnet, dim(" → 0.0.0.0/0 → "), THROUGH[through], address === undefined ? undefined : ` ${address}`),
    ...wrapped(says, WIDTH - 4).map(text => line("    ", toneOf(verdict)(text))),
  ];
}

/** Destinations of one protocol, port and use share a row. */
function ruleRows(rules: readonly EgressRule[]): readonly (readonly Line[])[] {
  const alike = new Map<string, EgressRule[]>();
  for (const rule of rules) {
    const key = [rule.need, rule.protocol, rule.port, rule.use].join("|");
    alike.set(key, [...(alike.get(key) ?? []), rule]);
  }
  return [...alike.values()].flatMap(some => some.map((rule, index) => [
    line("  ", dim(`${rule.protocol} ${rule.port}`)), line(rule.destination), line(dim(index === 0 ? `${NEEDS[rule.need]}${rule.use}` : "〃")),
  ]));
}

function clusterLines({ cluster, outboundType, ways, rules, firewall, verdict }: EgressPlan, plan: Plan): readonly Line[] {
  const name = plan.analyses.clusters.find(each => each.resource === cluster)?.name ?? "the cluster";
  const said = verdict === "proven" ? good("holds") : verdict === "broken" ? bad("broken") : warning("undecided");
  return [
    line(strong(`Egress of ${name}`), `  ${outboundType}  `, said),
    ...ways.flatMap(wayLines),
    ...(firewall ? wrapped(firewall.says, WIDTH - 2).map(text => line("  ", toneOf(firewall.verdict)(text))) : []),
    ...(rules.length === 0 ? [] : [line(dim("  what a firewall on the way must let through:")), ...columns(ruleRows(rules))]),
  ];
}

export const egressLines = (plan: Plan): readonly Line[] => (plan.analyses.egress ?? []).flatMap(each => clusterLines(each, plan));
