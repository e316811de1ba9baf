/** All rules, in the order of their ids. */
import { addressesShort } from "./addresses-short";
import { azureNpmRetirement } from "./azure-npm-retirement";
import { blockedDrain } from "./blocked-drain";
import { brokenEgress } from "./broken-egress";
import { brokenIngressRoute } from "./broken-ingress-route";
import { brokenPortChain } from "./broken-port-chain";
import { clusterReplaced } from "./cluster-replaced";
import { contradictoryCluster } from "./contradictory-cluster";
import { deadApiVersion } from "./dead-api-version";
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
import { networkPolicyWithoutEngine } from "./network-policy-without-engine";
import { nodeImageRetirement } from "./node-image-retirement";
import { parallelSubnetWrites } from "./parallel-subnet-writes";
import { pinnedPatchVersion } from "./pinned-patch-version";
import { poolDescribedTwice } from "./pool-described-twice";
import { poolLostUndrained } from "./pool-lost-undrained";
import { previewApiVersion } from "./preview-api-version";
import { privateApiServer } from "./private-api-server";
import { publicByMistake } from "./public-by-mistake";
import { purgeProtectionOff } from "./purge-protection-off";
import { registrySku } from "./registry-sku";
import { removedKubernetesApi } from "./removed-kubernetes-api";
import { retiredFeature } from "./retired-feature";
import { retiredVmSeries } from "./retired-vm-series";
import { retiringFeature } from "./retiring-feature";
import { retiringPool } from "./retiring-pool";
import type { Rule } from "./rule";
import { secretInClear } from "./secret-in-clear";
import { shortDrainTimeout } from "./short-drain-timeout";
import { sidecarStartupDeadlock } from "./sidecar-startup-deadlock";
import { singlePod } from "./single-pod";
import { stuckRollout } from "./stuck-rollout";
import { stuckUpgrade } from "./stuck-upgrade";
import { unknownVmSize } from "./unknown-vm-size";
import { windowsMaxPods } from "./windows-max-pods";
import { windowsNodeUpdates } from "./windows-node-updates";
import { windowsPoolRefused } from "./windows-pool-refused";
import { windowsServerRetirement } from "./windows-server-retirement";
import { workloadSelector } from "./workload-selector";

export const RULES: readonly Rule[] = [
  addressesShort,
  azureNpmRetirement,
  blockedDrain,
  brokenEgress,
  brokenIngressRoute,
  brokenPortChain,
  clusterReplaced,
  contradictoryCluster,
  deadApiVersion,
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
  networkPolicyWithoutEngine,
  nodeImageRetirement,
  parallelSubnetWrites,
  pinnedPatchVersion,
  poolDescribedTwice,
  poolLostUndrained,
  previewApiVersion,
  privateApiServer,
  publicByMistake,
  purgeProtectionOff,
  registrySku,
  removedKubernetesApi,
  retiredFeature,
  retiredVmSeries,
  retiringFeature,
  retiringPool,
  secretInClear,
  shortDrainTimeout,
  sidecarStartupDeadlock,
  singlePod,
  stuckRollout,
  stuckUpgrade,
  unknownVmSize,
  windowsMaxPods,
  windowsNodeUpdates,
  windowsPoolRefused,
  windowsServerRetirement,
  workloadSelector,
];
