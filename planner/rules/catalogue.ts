/** All rules, in the order of their ids. */
import { addressesShort } from "./addresses-short";
import { azureNpmRetirement } from "./azure-npm-retirement";
import { blockedDrain } from "./blocked-drain";
import { brokenEgress } from "./broken-egress";
import { brokenIngressRoute } from "./broken-ingress-route";
import { brokenPortChain } from "./broken-port-chain";
import { fullAuditLog } from "./full-audit-log";
import { gatewayAnnotation } from "./gateway-annotation";
import { gatewaySubnet } from "./gateway-subnet";
import { kubenetRetirement } from "./kubenet-retirement";
import { legacyContainerInsights } from "./legacy-container-insights";
import { localInternalNodeSubnet } from "./local-internal-node-subnet";
import { meshRevisionEnd } from "./mesh-revision-end";
import { meshRevisionUnsupported } from "./mesh-revision-unsupported";
import { pinnedPatchVersion } from "./pinned-patch-version";
import { poolDescribedTwice } from "./pool-described-twice";
import { privateApiServer } from "./private-api-server";
import { retiredVmSeries } from "./retired-vm-series";
import { retiringPool } from "./retiring-pool";
import type { Rule } from "./rule";
import { shortDrainTimeout } from "./short-drain-timeout";
import { singlePod } from "./single-pod";
import { stuckUpgrade } from "./stuck-upgrade";
import { unknownVmSize } from "./unknown-vm-size";
import { windowsMaxPods } from "./windows-max-pods";
import { windowsNodeUpdates } from "./windows-node-updates";
import { windowsPoolRefused } from "./windows-pool-refused";
import { windowsServerRetirement } from "./windows-server-retirement";

export const RULES: readonly Rule[] = [
  addressesShort,
  azureNpmRetirement,
  blockedDrain,
  brokenEgress,
  brokenIngressRoute,
  brokenPortChain,
  fullAuditLog,
  gatewayAnnotation,
  gatewaySubnet,
  kubenetRetirement,
  legacyContainerInsights,
  localInternalNodeSubnet,
  meshRevisionEnd,
  meshRevisionUnsupported,
  pinnedPatchVersion,
  poolDescribedTwice,
  privateApiServer,
  retiredVmSeries,
  retiringPool,
  shortDrainTimeout,
  singlePod,
  stuckUpgrade,
  unknownVmSize,
  windowsMaxPods,
  windowsNodeUpdates,
  windowsPoolRefused,
  windowsServerRetirement,
];
