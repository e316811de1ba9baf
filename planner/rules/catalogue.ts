/** All rules, in the order of their ids. */
import { addressesShort } from "./addresses-short";
import { brokenPortChain } from "./broken-port-chain";
import { kubenetRetirement } from "./kubenet-retirement";
import { localInternalNodeSubnet } from "./local-internal-node-subnet";
import { pinnedPatchVersion } from "./pinned-patch-version";
import { privateApiServer } from "./private-api-server";
import { retiredVmSeries } from "./retired-vm-series";
import type { Rule } from "./rule";
import { unknownVmSize } from "./unknown-vm-size";

export const RULES: readonly Rule[] = [addressesShort, brokenPortChain, kubenetRetirement, localInternalNodeSubnet, pinnedPatchVersion, privateApiServer, retiredVmSeries, unknownVmSize];
