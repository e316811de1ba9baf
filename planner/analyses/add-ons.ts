/** Add-ons of a cluster by their key, which Azure reads in any letter case. */
import type { PlanObject, PlanValue } from "../model/plan";
import { entriesAt, flagAt, sameText } from "../model/read";

/** The declaration of an add-on, whether it is on or not; undefined where there is none. */
export const addOnAt = (inputs: PlanObject | undefined, name: string): PlanValue | undefined => entriesAt(inputs, "addonProfiles").find(([key]) => sameText(key, name))?.[1];

/** The declaration of an add-on that is known to be on. */
export function enabledAddOn(inputs: PlanObject | undefined, name: string): PlanValue | undefined {
  const addOn = addOnAt(inputs, name);
  return flagAt(addOn, "enabled") === true ? addOn : undefined;
}
