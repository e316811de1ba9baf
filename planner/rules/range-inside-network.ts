import { clusterFixture, networkFixture, subnetFixture } from "./address-fixtures";
import { overlapFindings } from "./overlap-findings";
import type { Rule } from "./rule";

export const rangeInsideNetwork: Rule = {
  id: "range-inside-network",
  severity: "warning",
  question: "Does a range of pods or services lie in the cluster's network, where a subnet may be made later?",
  fix: "Choose a range outside of the network. Neither range can be moved later.",
  source: "azure-aks-docs, concepts-network-legacy-cni.md; bicep-types-az, ContainerServiceNetworkProfile.serviceCidr@2026-05-01",
  asOf: "2026-08-21",
  check: subject => overlapFindings(subject, ({ verdict }) => verdict === "risk"),
  fixtures: {
    breaks: [networkFixture({}), subnetFixture({}), clusterFixture({}, { serviceCidr: "10.0.64.0/20", dnsServiceIP: "10.0.64.10" })],
    nearMiss: [networkFixture({}), subnetFixture({}), clusterFixture({}, { serviceCidr: "10.1.64.0/20", dnsServiceIP: "10.1.64.10" })],
  },
};
