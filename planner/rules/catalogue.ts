/** All rules, in the order of their ids. */
import { addressesShort } from "./addresses-short";
import { apiServerWithoutName } from "./api-server-without-name";
import { asymmetricReturn } from "./asymmetric-return";
import { authorizedRangesWithoutEgress } from "./authorized-ranges-without-egress";
import { azureNpmRetirement } from "./azure-npm-retirement";
import { blockedDrain } from "./blocked-drain";
import { brokenEgress } from "./broken-egress";
import { brokenIngressRoute } from "./broken-ingress-route";
import { brokenPortChain } from "./broken-port-chain";
import { clusterReplaced } from "./cluster-replaced";
import { contradictoryCluster } from "./contradictory-cluster";
import { deadApiVersion } from "./dead-api-version";
import { delegatedNodeSubnet } from "./delegated-node-subnet";
import { dnsServiceAddress } from "./dns-service-address";
import { fewSystemNodes } from "./few-system-nodes";
import { fullAuditLog } from "./full-audit-log";
import { gatewayAnnotation } from "./gateway-annotation";
import { gatewaySubnet } from "./gateway-subnet";
import { immutableChange } from "./immutable-change";
import { kubenetRetirement } from "./kubenet-retirement";
import { kubernetesVersionEnd } from "./kubernetes-version-end";
import { legacyContainerInsights } from "./legacy-container-insights";
import { localInternalNodeSubnet } from "./local-internal-node-subnet";
import { meshRevisionEnd } from "./mesh-revision-end";
import { meshRevisionUnsupported } from "./mesh-revision-unsupported";
import { nameRefused } from "./name-refused";
import { nameUsedTwice } from "./name-used-twice";
import { nodeImageRetirement } from "./node-image-retirement";
import { outboundSettingRefused } from "./outbound-setting-refused";
import { overlayNameLength } from "./overlay-name-length";
import { parallelSubnetWrites } from "./parallel-subnet-writes";
import { pinnedPatchVersion } from "./pinned-patch-version";
import { poolDescribedTwice } from "./pool-described-twice";
import { poolLostUndrained } from "./pool-lost-undrained";
import { poolSettingRefused } from "./pool-setting-refused";
import { poolSize } from "./pool-size";
import { previewApiVersion } from "./preview-api-version";
import { privateApiServer } from "./private-api-server";
import { purgeProtectionOff } from "./purge-protection-off";
import { rangeInsideNetwork } from "./range-inside-network";
import { rangeOverlap } from "./range-overlap";
import { registrySku } from "./registry-sku";
import { removedKubernetesApi } from "./removed-kubernetes-api";
import { reservedRange } from "./reserved-range";
import { reservedSubnetSize } from "./reserved-subnet-size";
import { retiredFeature } from "./retired-feature";
import { retiredVmSeries } from "./retired-vm-series";
import { retiringFeature } from "./retiring-feature";
import { retiringPool } from "./retiring-pool";
import { rotationShort } from "./rotation-short";
import type { Rule } from "./rule";
import { secretInClear } from "./secret-in-clear";
import { serviceRangeTooLarge } from "./service-range-too-large";
import { shortDrainTimeout } from "./short-drain-timeout";
import { sidecarStartupDeadlock } from "./sidecar-startup-deadlock";
import { singlePod } from "./single-pod";
import { smallSystemPool } from "./small-system-pool";
import { stuckRollout } from "./stuck-rollout";
import { stuckUpgrade } from "./stuck-upgrade";
import { subnetOutsideNetwork } from "./subnet-outside-network";
import { subnetTooSmall } from "./subnet-too-small";
import { systemPoolRefused } from "./system-pool-refused";
import { unknownVmSize } from "./unknown-vm-size";
import { unreachableRegistry } from "./unreachable-registry";
import { unreachableVault } from "./unreachable-vault";
import { vmSizeTooSmall } from "./vm-size-too-small";
import { windowsMaxPods } from "./windows-max-pods";
import { windowsNodeUpdates } from "./windows-node-updates";
import { windowsPoolRefused } from "./windows-pool-refused";
import { windowsServerRetirement } from "./windows-server-retirement";

export const RULES: readonly Rule[] = [
  addressesShort,
  apiServerWithoutName,
  asymmetricReturn,
  authorizedRangesWithoutEgress,
  azureNpmRetirement,
  blockedDrain,
  brokenEgress,
  brokenIngressRoute,
  brokenPortChain,
  clusterReplaced,
  contradictoryCluster,
  deadApiVersion,
  delegatedNodeSubnet,
  dnsServiceAddress,
  fewSystemNodes,
  fullAuditLog,
  gatewayAnnotation,
  gatewaySubnet,
  immutableChange,
  kubenetRetirement,
  kubernetesVersionEnd,
  legacyContainerInsights,
  localInternalNodeSubnet,
  meshRevisionEnd,
  meshRevisionUnsupported,
  nameRefused,
  nameUsedTwice,
  nodeImageRetirement,
  outboundSettingRefused,
  overlayNameLength,
  parallelSubnetWrites,
  pinnedPatchVersion,
  poolDescribedTwice,
  poolLostUndrained,
  poolSettingRefused,
  poolSize,
  previewApiVersion,
  privateApiServer,
  purgeProtectionOff,
  rangeInsideNetwork,
  rangeOverlap,
  registrySku,
  removedKubernetesApi,
  reservedRange,
  reservedSubnetSize,
  retiredFeature,
  retiredVmSeries,
  retiringFeature,
  retiringPool,
  rotationShort,
  secretInClear,
  serviceRangeTooLarge,
  shortDrainTimeout,
  sidecarStartupDeadlock,
  singlePod,
  smallSystemPool,
  stuckRollout,
  stuckUpgrade,
  subnetOutsideNetwork,
  subnetTooSmall,
  systemPoolRefused,
  unknownVmSize,
  unreachableRegistry,
  unreachableVault,
  vmSizeTooSmall,
  windowsMaxPods,
  windowsNodeUpdates,
  windowsPoolRefused,
  windowsServerRetirement,
];
