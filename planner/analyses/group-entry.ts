/** One thing that AKS puts into the managed resource group, before the group's name is put to it. */
import { MANAGED_SUBNET, type PredictedName } from "../../facts/node-resource-group";
import type { PlanObject } from "../model/plan";
import type { SubnetPlace } from "./front-ends";

/** Without `because` the cluster alone causes it; without a count there is one. */
export type GroupEntry = readonly [name: PredictedName, properties: PlanObject, because?: readonly string[], count?: number];

export const UNKNOWN_PART = "<not known>";

export function subnetNameOf(place: SubnetPlace | undefined): string | undefined {
  switch (place?.origin) {
    case "declared": return place.subnet.name;
    case "managed": return MANAGED_SUBNET.name;
    case "elsewhere": return place.name;
    default: return undefined;
  }
}
