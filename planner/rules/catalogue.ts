/** All rules, in the order of their ids. */
import { addressesShort } from "./addresses-short";
import { azureNpmRetirement } from "./azure-npm-retirement";
import { blockedDrain } from "./blocked-drain";
import { brokenEgress } from "./broken-egress";
import { brokenIngressRoute } from "./broken-ingress-route";
import { brokenPortChain } from "./broken-port-chain";
import { clusterReplaced } from "./cluster-replaced";
import { clusterWithoutAdmin } from "./cluster-without-admin";
import { contradictoryCluster } from "./contradictory-cluster";
import { credentialsPerIdentity } from "./credentials-per-identity";
import { deadApiVersion } from "./dead-api-version";
import { duplicateRoleAssignment } from "./duplicate-role-assignment";
import { fullAuditLog } from "./full-audit-log";
import { gatewayAnnotation } from "./gateway-annotation";
import { gatewaySubnet } from "./gateway-subnet";
import { imagePullRights } from "./image-pull-rights";
import { immutableChange } from "./immutable-change";
import { internalLoadBalancerRights } from "./internal-load-balancer-rights";
import { kubenetRetirement } from "./kubenet-retirement";
import { kubernetesVersionEnd } from "./kubernetes-version-end";
import { legacyContainerInsights } from "./legacy-container-insights";
import { localInternalNodeSubnet } from "./local-internal-node-subnet";
import { meshRevisionEnd } from "./mesh-revision-end";
import { meshRevisionUnsupported } from "./mesh-revision-unsupported";
import { missingRole } from "./missing-role";
import { nodeImageRetirement } from "./node-image-retirement";
import { parallelSubnetWrites } from "./parallel-subnet-writes";
import { pinnedPatchVersion } from "./pinned-patch-version";
import { poolDescribedTwice } from "./pool-described-twice";
import { poolLostUndrained } from "./pool-lost-undrained";
import { previewApiVersion } from "./preview-api-version";
import { principalType } from "./principal-type";
import { privateApiServer } from "./private-api-server";
import { purgeProtectionOff } from "./purge-protection-off";
import { registryAdminUser } from "./registry-admin-user";
import { registrySku } from "./registry-sku";
import { removedKubernetesApi } from "./removed-kubernetes-api";
import { retiredFeature } from "./retired-feature";
import { retiredVmSeries } from "./retired-vm-series";
import { retiringFeature } from "./retiring-feature";
import { retiringPool } from "./retiring-pool";
import { roleLateForPods } from "./role-late-for-pods";
import { roleTooLate } from "./role-too-late";
import { roleTooWide } from "./role-too-wide";
import type { Rule } from "./rule";
import { secretInClear } from "./secret-in-clear";
import { shortDrainTimeout } from "./short-drain-timeout";
import { sidecarStartupDeadlock } from "./sidecar-startup-deadlock";
import { singlePod } from "./single-pod";
import { stuckRollout } from "./stuck-rollout";
import { stuckUpgrade } from "./stuck-upgrade";
import { systemIdentityOwnSubnet } from "./system-identity-own-subnet";
import { unknownVmSize } from "./unknown-vm-size";
import { unmatchedCredential } from "./unmatched-credential";
import { untrustedServiceAccount } from "./untrusted-service-account";
import { windowsMaxPods } from "./windows-max-pods";
import { windowsNodeUpdates } from "./windows-node-updates";
import { windowsPoolRefused } from "./windows-pool-refused";
import { windowsServerRetirement } from "./windows-server-retirement";
import { workloadIdentityLabel } from "./workload-identity-label";

export const RULES: readonly Rule[] = [
  addressesShort,
  azureNpmRetirement,
  blockedDrain,
  brokenEgress,
  brokenIngressRoute,
  brokenPortChain,
  clusterReplaced,
  clusterWithoutAdmin,
  contradictoryCluster,
  credentialsPerIdentity,
  deadApiVersion,
  duplicateRoleAssignment,
  fullAuditLog,
  gatewayAnnotation,
  gatewaySubnet,
  imagePullRights,
  immutableChange,
  internalLoadBalancerRights,
  kubenetRetirement,
  kubernetesVersionEnd,
  legacyContainerInsights,
  localInternalNodeSubnet,
  meshRevisionEnd,
  meshRevisionUnsupported,
  missingRole,
  nodeImageRetirement,
  parallelSubnetWrites,
  pinnedPatchVersion,
  poolDescribedTwice,
  poolLostUndrained,
  previewApiVersion,
  principalType,
  privateApiServer,
  purgeProtectionOff,
  registryAdminUser,
  registrySku,
  removedKubernetesApi,
  retiredFeature,
  retiredVmSeries,
  retiringFeature,
  retiringPool,
  roleLateForPods,
  roleTooLate,
  roleTooWide,
  secretInClear,
  shortDrainTimeout,
  sidecarStartupDeadlock,
  singlePod,
  stuckRollout,
  stuckUpgrade,
  systemIdentityOwnSubnet,
  unknownVmSize,
  unmatchedCredential,
  untrustedServiceAccount,
  windowsMaxPods,
  windowsNodeUpdates,
  windowsPoolRefused,
  windowsServerRetirement,
  workloadIdentityLabel,
];
