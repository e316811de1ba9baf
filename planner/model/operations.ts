/** What the engine's operations mean for the resources of a plan. */
import type { Operation, PlanResource } from "./plan";

/** Operations after which the resource is no longer part of the stack. */
const LEAVING: readonly Operation[] = ["delete", "discard"];

/** True for what is in the stack once the plan is carried out. */
export const remains = ({ op }: Pick<PlanResource, "op">): boolean => !LEAVING.includes(op);

/** Operations on what is there already. */
const STANDING: readonly Operation[] = ["same", "update", "read"];

/** True for what is there before the plan is carried out, and stays. */
export const stands = ({ op }: Pick<PlanResource, "op">): boolean => STANDING.includes(op);
