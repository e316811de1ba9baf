import { clusterFixture, networkFixture, subnetFixture } from "./address-fixtures";
import { isReserved, overlapPlace, overlapFindings, rangeTitle } from "./overlap-findings";
import type { Rule } from "./rule";

export const rangeOverlap: Rule = {
  id: "range-overlap",
  severity: "error",
  question: "Do two ranges meet that must be apart: networks, subnets, pods, services, what is on-premises?",
  fix: "Choose a range that nothing connected uses; a cluster's pod and service ranges may be those of another cluster, but not of a network.",
  source: "azure-aks-docs, concepts-network-ip-address-planning.md, concepts-network-legacy-cni.md, concepts-network-azure-cni-overlay.md",
  asOf: "2026-08-21",
  check: subject => overlapFindings(subject, overlap => overlap.verdict === "broken" && !isReserved(overlap)),
  undecided: ({ analyses: { ipPlan: { overlaps = [], unknownRanges = [] } } }) => [
    ...unknownRanges.map(range => ({ resource: range.resource, path: range.path, message: `${rangeTitle(range)} is not known: what it meets is not looked at` })),
    ...overlaps.filter(({ verdict }) => verdict === "undecided").map(overlapPlace),
  ],
  // Azure's default service range and a network of the same.
  fixtures: {
    breaks: [networkFixture({}), subnetFixture({}), clusterFixture({}, { serviceCidr: null, dnsServiceIP: null })],
    nearMiss: [networkFixture({}), subnetFixture({}), clusterFixture({})],
  },
};
