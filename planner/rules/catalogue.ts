/** All rules, in the order of their ids. */
import { addressesShort } from "./addresses-short";
import { azureNpmRetirement } from "./azure-npm-retirement";
import { brokenEgress } from "./broken-egress";
import { brokenPortChain } from "./broken-port-chain";
import { fullAuditLog } from "./full-audit-log";
import { gatewaySubnet } from "./gateway-subnet";
import { kubenetRetirement } from "./kubenet-retirement";
import { legacyContainerInsights } from "./legacy-container-insights";
import { localInternalNodeSubnet } from "./local-internal-node-subnet";
import { pinnedPatchVersion } from "./pinned-patch-version";
import { privateApiServer } from "./private-api-server";
import { poolDescribedTwice } from "./pool-described-twice";
import { retiredVmSeries } from "./retired-vm-series";
import { retiringPool } from "./retiring-pool";
import type { Rule } from "./rule";
import { shortDrainTimeout } from "./short-drain-timeout";
import { unknownVmSize } from "./unknown-vm-size";

export const RULES: readonly Rule[] = [
  addressesShort, azureNpmRetirement, brokenEgress, brokenPortChain, fullAuditLog, gatewaySubnet, kubenetRetirement, legacyContainerInsights, localInternalNodeSubnet, pinnedPatchVersion, poolDescribedTwice,
  privateApiServer, retiredVmSeries, retiringPool, shortDrainTimeout, unknownVmSize,
];
