import { clusterFixture, networkFixture, subnetFixture } from "./address-fixtures";
import { isReserved, overlapFindings } from "./overlap-findings";
import type { Rule } from "./rule";

export const reservedRange: Rule = {
  id: "reserved-range",
  severity: "error",
  question: "Does a network, or a range of pods or services, meet addresses that Azure keeps for itself?",
  fix: "Choose a range apart from it: any overlap counts, so 172.16.0.0/12 is too wide.",
  source: "azure-aks-docs, concepts-network-cni-overview.md; azure-docs, virtual-networks-faq.md",
  asOf: "2026-08-21",
  check: subject => overlapFindings(subject, isReserved),
  fixtures: {
    breaks: [networkFixture({}), subnetFixture({}), clusterFixture({}, { networkPluginMode: "overlay", podCidr: "172.16.0.0/12" })],
    nearMiss: [networkFixture({}), subnetFixture({}), clusterFixture({}, { networkPluginMode: "overlay", podCidr: "172.16.0.0/13" })],
  },
};
