/** Finding the plan's resources of Azure: by type, whatever the API version in it, and by names, whose case Azure does not look at. */
import type { PlanResource } from "../../../planner/model/plan";

/** @param name such as `network:Subnet` */
export const isA = (name: string) => ({ type }: PlanResource): boolean => new RegExp(`^azure-native:${name.replace(":", "(?:/\\w+)?:")}$`).test(type);

export const same = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a.toLowerCase() === b?.toLowerCase();
