/** What a resource's `ignoreChanges` leaves as it stands. */
import type { PlanResource } from "./plan";
import { textsAt } from "./read";

/** A path of Pulumi's as the engine reads it: `*` stands for any one key, and what holds the input stands for it. */
function holds(ignored: string, input: string): boolean {
  const pattern = ignored.replace(/[^\w*]/g, "\\$&").replaceAll("*", "\\w+");
  return new RegExp(`^${pattern}(?:$|[.[])`).test(input);
}

/** True where an update does not send what the program says of an input. @param input its path in the inputs, such as `agentPoolProfiles[0].count` */
export const ignoresChangeOf = (resource: PlanResource | undefined, input: string): boolean => textsAt(resource?.options, "ignoreChanges").some(each => holds(each, input));
