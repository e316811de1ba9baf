import { SERVICE_CIDR_LIMIT_LENGTH, SERVICE_CIDR_LIMIT_LENGTH_IPV6 } from "../../facts/network-models";
import { parseCidr } from "../../facts/cidrs";
import { KINDS } from "../model/kinds";
import { placedTexts } from "../analyses/subnets";
import { textAt } from "../model/read";
import { clusterFixture } from "./address-fixtures";
import type { Rule } from "./rule";

export const serviceRangeTooLarge: Rule = {
  id: "service-range-too-large",
  severity: "error",
  question: "Is a service range as large as a /12 of IPv4, or larger than a /108 of IPv6?",
  fix: "Choose a smaller range: a /16 has 65 536 addresses.",
  source: "azure-aks-docs, concepts-network-ip-address-planning.md, azure-cni-overlay.md",
  asOf: "2026-08-21",
  check: ({ graph }) => graph.where(KINDS.managedCluster).flatMap(({ urn, inputs }) => {
    const one = textAt(inputs, "networkProfile", "serviceCidr");
    const list = placedTexts(inputs, "inputs", "networkProfile", "serviceCidrs").filter(({ text }) => text !== one);
    return [...(one === undefined ? [] : [{ text: one, path: "inputs.networkProfile.serviceCidr" }]), ...list].flatMap(({ text, path }) => {
      const range = parseCidr(text);
      const longest = range?.family === 6 ? SERVICE_CIDR_LIMIT_LENGTH_IPV6 : SERVICE_CIDR_LIMIT_LENGTH + 1;
      return range && range.length < longest ? [{ resource: urn, path, message: `the service range ${range.text} is too large: the largest is a /${longest}`, evidence: { serviceRange: range.text } }] : [];
    });
  }),
  fixtures: { breaks: [clusterFixture({}, { serviceCidr: "10.96.0.0/12" }), clusterFixture({}, { serviceCidrs: ["10.100.0.0/16", "fd00::/64"] })], nearMiss: [clusterFixture({}, { serviceCidr: "10.96.0.0/13" })] },
};
