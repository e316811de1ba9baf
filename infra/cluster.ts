import * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterIdentities } from "./identities";
import {
  apiServerProfile, autoscalerProfile, autoUpgradeProfile, entraProfile, monitoringProfiles, movedByAzure, networkProfile, serviceMeshProfile,
  type ApiServerArgs, type AutoscalerArgs, type ClusterNetworkArgs, type EntraArgs, type MeshArgs, type MonitoringArgs, type UpgradeArgs,
} from "./cluster-profiles";
import { Organ, type Placement } from "./component";
import { physicalPoolName, poolInputs, type NodePoolArgs } from "./node-pools";

export interface ClusterArgs extends Placement {
  /** Name of the cluster, 1 to 63 characters. */
  readonly clusterName: string;
  /** First label of the API server's public host name. */
  readonly dnsPrefix: string;
  /** `1.36` takes the newest patch; `1.36.1` stays there. Where a channel moves minor versions, the version at creation. */
  readonly kubernetesVersion: string;
  /** Free has no SLA; Premium alone has long-term support. */
  readonly tier: "Free" | "Standard" | "Premium";
  readonly supportPlan: "KubernetesOfficial" | "AKSLongTermSupport";
  /** Identities made before the cluster; without them the cluster has a system-assigned one and AKS makes the kubelet's. */
  readonly identities?: ClusterIdentities | undefined;
  readonly apiServer: ApiServerArgs;
  /** Prefixes that the nodes call the API server from, where Azure does not know them. */
  readonly egressRanges?: readonly pulumi.Input<string>[] | undefined;
  readonly entra?: EntraArgs | undefined;
  /** What AKS upgrades by itself; without it Azure's defaults. */
  readonly upgrades?: UpgradeArgs | undefined;
  readonly network: ClusterNetworkArgs;
  readonly monitoring?: MonitoringArgs | undefined;
  /** The Istio add-on with a gateway; absent says nothing of it. */
  readonly mesh?: MeshArgs | undefined;
  /** The system pool that Azure wants in the cluster itself. */
  readonly systemPool: NodePoolArgs;
  /** How pools that scale by themselves do so; absent means Azure's defaults. */
  readonly autoscaler?: AutoscalerArgs | undefined;
  /** Name of the managed resource group, where the default would not do. */
  readonly nodeResourceGroup?: string | undefined;
  /** What must be there before the cluster: the roles of its identities, above all. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * The managed cluster: control plane, first system pool, and the add-on that brings Key Vault's secrets to pods.
 */
export class Cluster extends Organ {
  readonly cluster: containerservice.ManagedCluster;
  /** Object id of the identity that the control plane acts as. */
  readonly controlPlanePrincipalId: pulumi.Output<string>;
  /** Object id of the identity that pulls images. */
  readonly kubeletPrincipalId: pulumi.Output<string>;
  /** Issuer of the service accounts' tokens, for workload identity. */
  readonly oidcIssuerUrl: pulumi.Output<string>;

  constructor(name: string, args: ClusterArgs, options?: pulumi.ComponentResourceOptions) {
    super("Cluster", name, options);
    const { identities, systemPool, entra } = args;
    const moved = [...(systemPool.autoscale ? ["agentPoolProfiles[0].count"] : []), ...movedByAzure(args.upgrades)];
    const { addons, ...monitoring } = args.monitoring ? monitoringProfiles(args.monitoring) : { addons: {} };
    this.cluster = new containerservice.ManagedCluster("cluster", {
      resourceGroupName: args.resourceGroupName, location: args.location, tags: args.tags,
      resourceName: args.clusterName,
      dnsPrefix: args.dnsPrefix,
      kubernetesVersion: args.kubernetesVersion,
      sku: { name: "Base", tier: args.tier },
      supportPlan: args.supportPlan,
      enableRBAC: true,
      identity: identities
        ? { type: "UserAssigned", userAssignedIdentities: [identities.controlPlane.id] }
        : { type: "SystemAssigned" },
      ...(identities && {
        identityProfile: { kubeletidentity: { resourceId: identities.kubelet.id, clientId: identities.kubelet.clientId, objectId: identities.kubelet.principalId } },
      }),
      ...(entra && { aadProfile: entraProfile(entra) }),
      disableLocalAccounts: entra ? !entra.localAccounts : false,
      apiServerAccessProfile: apiServerProfile(args.apiServer, args.egressRanges),
      networkProfile: networkProfile(args.network),
      agentPoolProfiles: [{ name: physicalPoolName(systemPool), ...poolInputs(systemPool) }],
      ...(args.autoscaler && { autoScalerProfile: autoscalerProfile(args.autoscaler) }),
      oidcIssuerProfile: { enabled: true },
      securityProfile: { workloadIdentity: { enabled: true } },
      addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true, config: { enableSecretRotation: "true", rotationPollInterval: "2m" } }, ...addons },
      ...(args.upgrades && { autoUpgradeProfile: autoUpgradeProfile(args.upgrades) }),
      ...monitoring,
      ...(args.mesh && { serviceMeshProfile: serviceMeshProfile(args.mesh) }),
      ...(args.nodeResourceGroup !== undefined && { nodeResourceGroup: args.nodeResourceGroup }),
    }, { ...this.child([...args.after]), ...(moved.length > 0 && { ignoreChanges: moved }) });
    // Azure fills these in below properties that were given, so they are unknown only together with the cluster's id.
    const made = <T>(read: (cluster: Made) => T | undefined, what: string): pulumi.Output<T> =>
      pulumi.all([this.cluster.id, this.cluster.identity, this.cluster.identityProfile, this.cluster.oidcIssuerProfile])
        .apply(([, identity, profile, oidc]) => found(read({ identity, profile, oidc }), what));
    this.controlPlanePrincipalId = identities?.controlPlane.principalId ?? made(({ identity }) => identity?.principalId, "principal id");
    this.kubeletPrincipalId = identities?.kubelet.principalId ?? made(({ profile }) => profile?.["kubeletidentity"]?.objectId, "kubelet identity");
    this.oidcIssuerUrl = made(({ oidc }) => oidc?.issuerURL, "OIDC issuer URL");
    this.registerOutputs({ clusterId: this.cluster.id });
  }
}

/** What Azure says of a cluster that exists. */
interface Made {
  readonly identity?: { readonly principalId: string } | undefined;
  readonly profile?: Readonly<Record<string, { readonly objectId?: string }>> | undefined;
  readonly oidc?: { readonly issuerURL: string } | undefined;
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new pulumi.RunError(`Azure's answer for the cluster has no ${what}`);
  return value;
}
