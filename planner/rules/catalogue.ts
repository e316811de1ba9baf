/** All rules, in the order of their ids. */
import { addressesShort } from "./addresses-short";
import { brokenEgress } from "./broken-egress";
import { brokenPortChain } from "./broken-port-chain";
import { gatewaySubnet } from "./gateway-subnet";
import { kubenetRetirement } from "./kubenet-retirement";
import { localInternalNodeSubnet } from "./local-internal-node-subnet";
import { retiredVmSeries } from "./retired-vm-series";
import type { Rule } from "./rule";
import { unknownVmSize } from "./unknown-vm-size";

export const RULES: readonly Rule[] = [addressesShort, brokenEgress, brokenPortChain, gatewaySubnet, kubenetRetirement, localInternalNodeSubnet, retiredVmSeries, unknownVmSize];
