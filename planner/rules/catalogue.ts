/** All rules, in the order of their ids. */
import { addressesShort } from "./addresses-short";
import { brokenPortChain } from "./broken-port-chain";
import { kubenetRetirement } from "./kubenet-retirement";
import { localInternalNodeSubnet } from "./local-internal-node-subnet";
import { poolDescribedTwice } from "./pool-described-twice";
import { retiredVmSeries } from "./retired-vm-series";
import { retiringPool } from "./retiring-pool";
import type { Rule } from "./rule";
import { shortDrainTimeout } from "./short-drain-timeout";
import { unknownVmSize } from "./unknown-vm-size";

export const RULES: readonly Rule[] = [addressesShort, brokenPortChain, kubenetRetirement, localInternalNodeSubnet, poolDescribedTwice, retiredVmSeries, retiringPool, shortDrainTimeout, unknownVmSize];
