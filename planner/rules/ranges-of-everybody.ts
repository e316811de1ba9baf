import { addressesOf, EVERY_ADDRESS, isWithin } from "../../facts/address-sets";
import { AUTHORIZED_RANGES_SOURCE } from "../../facts/traffic";
import type { PlanObject } from "../model/plan";
import { flagAt, isOpen, textsAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const cluster = (authorizedIPRanges: readonly string[], more: PlanObject = {}): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", apiServerAccessProfile: { authorizedIPRanges, ...more } } });

const KEYS = ["apiServerAccessProfile", "authorizedIPRanges"];
const PRIVATE = ["apiServerAccessProfile", "enablePrivateCluster"];

export const rangesOfEverybody: Rule = {
  id: "ranges-of-everybody",
  severity: "warning",
  question: "Do the authorised ranges of a public API server keep anybody out?",
  fix: "Name the ranges that operators and pipelines come from, or take the list out, so that it does not look like a protection.",
  source: AUTHORIZED_RANGES_SOURCE.source,
  asOf: AUTHORIZED_RANGES_SOURCE.asOf,
  check: ({ graph, analyses }) => analyses.clusters.flatMap(({ resource }) => {
    const inputs = graph.byUrn(resource)?.inputs;
    const ranges = textsAt(inputs, ...KEYS);
    if (isOpen(inputs, ...PRIVATE) || flagAt(inputs, ...PRIVATE) === true || !isWithin(EVERY_ADDRESS, addressesOf(ranges))) return [];
    return [{ resource, path: `inputs.${KEYS.join(".")}`, message: `the authorised ranges (${ranges.join(", ")}) hold every address: the API server answers the whole internet, as without them`, evidence: { ranges } }];
  }),
  fixtures: { breaks: [cluster(["0.0.0.0/0"]), cluster(["203.0.113.0/24", "0.0.0.0/1", "128.0.0.0/1"]), cluster(["0.0.0.0/0"], { enablePrivateCluster: false })], nearMiss: [cluster([]), cluster(["203.0.113.0/24"]), cluster(["0.0.0.0/32"]), cluster(["0.0.0.0/1"])] },
};
