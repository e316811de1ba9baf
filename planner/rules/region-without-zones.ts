import { REGIONS_GETTING_ZONES, REGIONS_WITHOUT_ZONES, zonesMissing } from "../../facts/regions";
import { textsAt } from "../model/read";
import type { PlanObject } from "../model/plan";
import { declaredPools } from "./pool-declarations";
import type { FixtureResource, Rule, Subject } from "./rule";

const cluster = (location: string, pool: PlanObject): FixtureResource =>
  ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", location, agentPoolProfiles: [{ name: "system", ...pool }] } });

/** New pools with zones in a region that has none, or had none. A pool that stands shows by itself that its region has come to have zones. */
function zonedPools(subject: Subject, missing: ReturnType<typeof zonesMissing>) {
  return declaredPools(subject).flatMap(({ pool, called, declaration }) => {
    const region = subject.analyses.clusters.find(({ resource }) => resource === pool.cluster)?.region;
    const zones = textsAt(declaration, "availabilityZones");
    const op = subject.graph.byUrn(pool.resource)?.op;
    if (region === undefined || zonesMissing(region) !== missing || zones.length === 0 || (op !== "create" && op !== "replace")) return [];
    return [{ resource: pool.resource, path: `${pool.path}.availabilityZones`, asks: `${called} asks for zones ${zones.join(", ")}`, region, zones }];
  });
}

export const regionWithoutZones: Rule = {
  id: "region-without-zones",
  severity: "error",
  question: "Does a new pool ask for availability zones in a region that has none?",
  fix: "Leave availabilityZones out, or choose a region that has zones.",
  source: `${REGIONS_WITHOUT_ZONES.source}; ${REGIONS_GETTING_ZONES.source}; cloud-barista/cb-spider#1246 (AvailabilityZoneNotSupported)`,
  asOf: REGIONS_WITHOUT_ZONES.asOf,
  ofCreation: true,
  check: subject => zonedPools(subject, "yes").map(({ resource, path, asks, region, zones }) => ({
    resource, path, message: `${asks}, and ${region} has none (as of ${REGIONS_WITHOUT_ZONES.asOf})`, evidence: { region, zones },
  })),
  undecided: subject => zonedPools(subject, "open").map(({ resource, path, asks, region }) => ({
    resource, path, message: `${asks}: ${region} had none ${REGIONS_WITHOUT_ZONES.asOf}, and is to get them (announced ${REGIONS_GETTING_ZONES.asOf})`,
  })),
  fixtures: {
    breaks: [cluster("West US", { availabilityZones: ["1", "2"] })],
    nearMiss: [cluster("westus2", { availabilityZones: ["1", "2"] }), cluster("North Central US", { availabilityZones: ["1", "2"] }), cluster("westus", {}), { ...cluster("westus", { availabilityZones: ["1"] }), op: "update" }],
  },
};
