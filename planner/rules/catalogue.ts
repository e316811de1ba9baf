/** All rules, in the order of their ids. */
import { addressesShort } from "./addresses-short";
import { kubenetRetirement } from "./kubenet-retirement";
import { localInternalNodeSubnet } from "./local-internal-node-subnet";
import { retiredVmSeries } from "./retired-vm-series";
import type { Rule } from "./rule";
import { unknownVmSize } from "./unknown-vm-size";

export const RULES: readonly Rule[] = [addressesShort, kubenetRetirement, localInternalNodeSubnet, retiredVmSeries, unknownVmSize];
