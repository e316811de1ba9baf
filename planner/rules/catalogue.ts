/** All rules, in the order of their ids. */
import { abandonedSoftware } from "./abandoned-software";
import { addressesShort } from "./addresses-short";
import { apiServerSubnet } from "./api-server-subnet";
import { apiServerWithoutName } from "./api-server-without-name";
import { asymmetricReturn } from "./asymmetric-return";
import { authorizedRangesWithoutEgress } from "./authorized-ranges-without-egress";
import { autoscaledCount } from "./autoscaled-count";
import { azureNpmRetirement } from "./azure-npm-retirement";
import { blockedDrain } from "./blocked-drain";
import { brokenEgress } from "./broken-egress";
import { brokenIngress } from "./broken-ingress";
import { brokenIngressRoute } from "./broken-ingress-route";
import { brokenPortChain } from "./broken-port-chain";
import { callersPartlyDropped } from "./callers-partly-dropped";
import { clusterAddressOutside } from "./cluster-address-outside";
import { clusterReplaced } from "./cluster-replaced";
import { clusterWithoutAdmin } from "./cluster-without-admin";
import { clusterWithoutIdentity } from "./cluster-without-identity";
import { clusterWithoutSystemPool } from "./cluster-without-system-pool";
import { contradictoryCluster } from "./contradictory-cluster";
import { credentialsPerIdentity } from "./credentials-per-identity";
import { deadApiVersion } from "./dead-api-version";
import { delegatedNodeSubnet } from "./delegated-node-subnet";
import { diskAccessMode } from "./disk-access-mode";
import { dnsServiceAddress } from "./dns-service-address";
import { domainNameLabelRefused } from "./domain-name-label-refused";
import { droppedEgress } from "./dropped-egress";
import { duplicateRoleAssignment } from "./duplicate-role-assignment";
import { fewSystemNodes } from "./few-system-nodes";
import { fullAuditLog } from "./full-audit-log";
import { gatewayAnnotation } from "./gateway-annotation";
import { gatewaySubnet } from "./gateway-subnet";
import { goneVmSeriesRule } from "./gone-vm-series";
import { ignoredSetting } from "./ignored-setting";
import { imagePullRights } from "./image-pull-rights";
import { immutableChange } from "./immutable-change";
import { internalLoadBalancerRights } from "./internal-load-balancer-rights";
import { kubenetRetirement } from "./kubenet-retirement";
import { kubernetesVersionEnd } from "./kubernetes-version-end";
import { kubernetesVersionRefused } from "./kubernetes-version-refused";
import { legacyContainerInsights } from "./legacy-container-insights";
import { localInternalNodeSubnet } from "./local-internal-node-subnet";
import { meshRevisionEnd } from "./mesh-revision-end";
import { meshRevisionUnsupported } from "./mesh-revision-unsupported";
import { missingRole } from "./missing-role";
import { nameRefused } from "./name-refused";
import { nameUsedTwice } from "./name-used-twice";
import { networkPolicyWithoutEngine } from "./network-policy-without-engine";
import { nodeImageRetirement } from "./node-image-retirement";
import { outboundSettingRefused } from "./outbound-setting-refused";
import { outputAsText } from "./output-as-text";
import { overlayNameLength } from "./overlay-name-length";
import { parallelSubnetWrites } from "./parallel-subnet-writes";
import { pinnedPatchVersion } from "./pinned-patch-version";
import { poolDescribedTwice } from "./pool-described-twice";
import { poolLostUndrained } from "./pool-lost-undrained";
import { poolSettingRefused } from "./pool-setting-refused";
import { poolSize } from "./pool-size";
import { poolVersionsMixed } from "./pool-versions-mixed";
import { previewApiVersion } from "./preview-api-version";
import { principalType } from "./principal-type";
import { principalTypeRefused } from "./principal-type-refused";
import { privateApiServer } from "./private-api-server";
import { publicByMistake } from "./public-by-mistake";
import { purgeProtectionOff } from "./purge-protection-off";
import { rangeInsideNetwork } from "./range-inside-network";
import { rangeOverlap } from "./range-overlap";
import { rangesOfEverybody } from "./ranges-of-everybody";
import { regionWithoutZones } from "./region-without-zones";
import { registryAdminUser } from "./registry-admin-user";
import { registrySku } from "./registry-sku";
import { removedKubernetesApi } from "./removed-kubernetes-api";
import { reservedRange } from "./reserved-range";
import { reservedSubnetSize } from "./reserved-subnet-size";
import { retiredFeature } from "./retired-feature";
import { retiredSku } from "./retired-sku";
import { retiredVmSeries } from "./retired-vm-series";
import { retiringFeature } from "./retiring-feature";
import { retiringPool } from "./retiring-pool";
import { roleLateForPods } from "./role-late-for-pods";
import { roleTooLate } from "./role-too-late";
import { roleTooWide } from "./role-too-wide";
import { rotationShort } from "./rotation-short";
import type { Rule } from "./rule";
import { secretInClear } from "./secret-in-clear";
import { serviceRangeTooLarge } from "./service-range-too-large";
import { sharedDisk } from "./shared-disk";
import { shortDrainTimeout } from "./short-drain-timeout";
import { sidecarStartupDeadlock } from "./sidecar-startup-deadlock";
import { singlePod } from "./single-pod";
import { smallSystemPool } from "./small-system-pool";
import { stuckRollout } from "./stuck-rollout";
import { stuckUpgrade } from "./stuck-upgrade";
import { subnetOutsideNetwork } from "./subnet-outside-network";
import { subnetTooSmall } from "./subnet-too-small";
import { systemIdentityOwnSubnet } from "./system-identity-own-subnet";
import { systemPoolRefused } from "./system-pool-refused";
import { systemPoolTaint } from "./system-pool-taint";
import { unknownVmSize } from "./unknown-vm-size";
import { unmatchedCredential } from "./unmatched-credential";
import { unreachableRegistry } from "./unreachable-registry";
import { unreachableVault } from "./unreachable-vault";
import { unschedulablePods } from "./unschedulable-pods";
import { untrustedServiceAccount } from "./untrusted-service-account";
import { vmSizeTooSmall } from "./vm-size-too-small";
import { windowsMaxPods } from "./windows-max-pods";
import { windowsNodeUpdates } from "./windows-node-updates";
import { windowsPoolRefused } from "./windows-pool-refused";
import { windowsServerRetirement } from "./windows-server-retirement";
import { workloadIdentityLabel } from "./workload-identity-label";
import { workloadSelector } from "./workload-selector";

export const RULES: readonly Rule[] = [
  abandonedSoftware,
  addressesShort,
  apiServerSubnet,
  apiServerWithoutName,
  asymmetricReturn,
  authorizedRangesWithoutEgress,
  autoscaledCount,
  azureNpmRetirement,
  blockedDrain,
  brokenEgress,
  brokenIngress,
  brokenIngressRoute,
  brokenPortChain,
  callersPartlyDropped,
  clusterAddressOutside,
  clusterReplaced,
  clusterWithoutAdmin,
  clusterWithoutIdentity,
  clusterWithoutSystemPool,
  contradictoryCluster,
  credentialsPerIdentity,
  deadApiVersion,
  delegatedNodeSubnet,
  diskAccessMode,
  dnsServiceAddress,
  domainNameLabelRefused,
  droppedEgress,
  duplicateRoleAssignment,
  fewSystemNodes,
  fullAuditLog,
  gatewayAnnotation,
  gatewaySubnet,
  goneVmSeriesRule,
  ignoredSetting,
  imagePullRights,
  immutableChange,
  internalLoadBalancerRights,
  kubenetRetirement,
  kubernetesVersionEnd,
  kubernetesVersionRefused,
  legacyContainerInsights,
  localInternalNodeSubnet,
  meshRevisionEnd,
  meshRevisionUnsupported,
  missingRole,
  nameRefused,
  nameUsedTwice,
  networkPolicyWithoutEngine,
  nodeImageRetirement,
  outboundSettingRefused,
  outputAsText,
  overlayNameLength,
  parallelSubnetWrites,
  pinnedPatchVersion,
  poolDescribedTwice,
  poolLostUndrained,
  poolSettingRefused,
  poolSize,
  poolVersionsMixed,
  previewApiVersion,
  principalType,
  principalTypeRefused,
  privateApiServer,
  publicByMistake,
  purgeProtectionOff,
  rangeInsideNetwork,
  rangeOverlap,
  rangesOfEverybody,
  regionWithoutZones,
  registryAdminUser,
  registrySku,
  removedKubernetesApi,
  reservedRange,
  reservedSubnetSize,
  retiredFeature,
  retiredSku,
  retiredVmSeries,
  retiringFeature,
  retiringPool,
  roleLateForPods,
  roleTooLate,
  roleTooWide,
  rotationShort,
  secretInClear,
  serviceRangeTooLarge,
  sharedDisk,
  shortDrainTimeout,
  sidecarStartupDeadlock,
  singlePod,
  smallSystemPool,
  stuckRollout,
  stuckUpgrade,
  subnetOutsideNetwork,
  subnetTooSmall,
  systemIdentityOwnSubnet,
  systemPoolRefused,
  systemPoolTaint,
  unknownVmSize,
  unmatchedCredential,
  unreachableRegistry,
  unreachableVault,
  unschedulablePods,
  untrustedServiceAccount,
  vmSizeTooSmall,
  windowsMaxPods,
  windowsNodeUpdates,
  windowsPoolRefused,
  windowsServerRetirement,
  workloadIdentityLabel,
  workloadSelector,
];
