/** All rules, in the order of their ids. */
import { kubenetRetirement } from "./kubenet-retirement";
import { localInternalNodeSubnet } from "./local-internal-node-subnet";
import { retiredVmSeries } from "./retired-vm-series";
import type { Rule } from "./rule";

export const RULES: readonly Rule[] = [kubenetRetirement, localInternalNodeSubnet, retiredVmSeries];
