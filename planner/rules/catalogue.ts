/** All rules, in the order of their ids. */
import { kubenetRetirement } from "./kubenet-retirement";
import { retiredVmSeries } from "./retired-vm-series";
import type { Rule } from "./rule";

export const RULES: readonly Rule[] = [kubenetRetirement, retiredVmSeries];
