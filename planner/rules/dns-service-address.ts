import { parseCidr, parseHost, cidrContains } from "../../facts/cidrs";
import { DEFAULT_SERVICE_CIDR } from "../../facts/network-models";
import { KINDS } from "../model/kinds";
import { textAt, textsAt, isOpen } from "../model/read";
import { clusterFixture } from "./address-fixtures";
import type { Rule } from "./rule";

export const dnsServiceAddress: Rule = {
  id: "dns-service-address",
  severity: "error",
  question: "Is the address of the cluster's DNS service one that it can have: in the service range, and not the first, which is kubernetes.default's?",
  fix: "Take another address of the service range, such as its tenth.",
  source: "azure-aks-docs, concepts-network-ip-address-planning.md",
  asOf: "2026-08-21",
  check: ({ graph }) => graph.where(KINDS.managedCluster).flatMap(({ urn, inputs }) => {
    const dns = textAt(inputs, "networkProfile", "dnsServiceIP");
    const address = dns === undefined ? undefined : parseHost(dns);
    if (dns === undefined || !address || isOpen(inputs, "networkProfile", "serviceCidr") || isOpen(inputs, "networkProfile", "serviceCidrs")) return [];
    const declared = [...new Set([textAt(inputs, "networkProfile", "serviceCidr") ?? "", ...textsAt(inputs, "networkProfile", "serviceCidrs")])].filter(text => text !== "");
    const ranges = (declared.length === 0 ? [DEFAULT_SERVICE_CIDR] : declared).flatMap(text => parseCidr(text) ?? []);
    const range = ranges.find(each => each.family === address.family);
    if (!range) return [];
    const place = { resource: urn, path: "inputs.networkProfile.dnsServiceIP", evidence: { dnsServiceIP: dns, serviceRange: range.text } };
    if (!cidrContains(range, address)) return [{ ...place, message: `the DNS service's address ${dns} is outside of the service range ${range.text}` }];
    return address.first <= range.first + 1n ? [{ ...place, message: `the DNS service's address ${dns} is the first of the service range ${range.text}, which kubernetes.default has` }] : [];
  }),
  fixtures: { breaks: [clusterFixture({}, { dnsServiceIP: "10.100.0.1" }), clusterFixture({}, { dnsServiceIP: "10.0.0.10" })], nearMiss: [clusterFixture({}, { dnsServiceIP: "10.100.0.2" })] },
};
