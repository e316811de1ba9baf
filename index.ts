/**
 * The composition root: configuration in, components wired, outputs out. The engine runs it in `pulumi preview` and
 * `pulumi up`, the planner runs it offline, the tests run it on mocks.
 */
import { getClientConfigOutput } from "@pulumi/azure-native/authorization";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import type * as pulumi from "@pulumi/pulumi";
import { allowedSources, frontEndOf } from "./apps/sorting/exposure";
import { imagePort, imageReference } from "./apps/sorting/image";
import { SERVICE_ACCOUNT, Sorting } from "./apps/sorting/sorting";
import { AgentPool } from "./infra/agent-pool";
import { Cluster } from "./infra/cluster";
import { ClusterGrants, type Principal } from "./infra/cluster-grants";
import { ControlPlaneLogs } from "./infra/control-plane-logs";
import { Egress } from "./infra/egress";
import { ClusterIdentities } from "./infra/identities";
import { KubernetesAccess } from "./infra/kubernetes-access";
import { Network } from "./infra/network";
import { Observability } from "./infra/observability";
import { Registry } from "./infra/registry";
import { RoleGrant } from "./infra/role-grant";
import { SiteToSite } from "./infra/site-to-site";
import { Vault } from "./infra/vault";
import { WorkloadIdentity } from "./infra/workload-identity";
import { WorkloadTrust } from "./infra/workload-trust";
import { podsPerNode } from "./settings/checks/pools";
import { loadSettings } from "./settings/load";

export = function anatomy(): pulumi.Inputs {
  const exposed = imagePort();
  const { stack, location, service, derivedNames: names, hybrid, vpnSharedKey: sharedKey, ...settings } = loadSettings(exposed);
  const { vnet, model, podCidr, policyEngine } = settings.network;
  const { enabled, sorting } = settings.apps;
  const tags = { service, stack, "managed-by": "pulumi" };
  const group = new ResourceGroup("group", { resourceGroupName: names.resourceGroup, location, tags });
  const inTenant = (name: string) => [settings.names.uniqueness, names.resourceGroup, name].join("/");
  const place = { resourceGroupName: group.name, location, tags };
  const { tenantId } = getClientConfigOutput();

  const observability = new Observability("observability", { ...place, workspaceName: names.workspace, retentionDays: settings.logs.retentionDays });
  const registry = new Registry("registry", { ...place, registryName: names.registry, ...settings.registry });
  const workload = new WorkloadIdentity("sorting-identity", { ...place, identityName: names.workloadIdentity });
  const vault = new Vault("vault", { ...place, vaultName: names.vault, tenantId, ...settings.vault });
  const readsSecrets = new RoleGrant("sorting-reads-secrets", {
    role: "keyVaultSecretsUser", scope: vault.vault.id, scopeName: inTenant(names.vault),
    principalId: workload.identity.principalId, principalName: names.workloadIdentity,
  });

  const sources = allowedSources(sorting.exposure, sorting.allowedSources, vnet?.addressSpace);
  const leaves = settings.network.egress;
  const egress = leaves.kind === "loadBalancer" ? undefined : new Egress("egress", { ...place, ...leaves, names });
  const network = vnet && new Network("network", {
    ...place, virtualNetworkName: names.virtualNetwork, addressSpace: vnet.addressSpace, securityGroupName: names.nodesSecurityGroup,
    aksSubnet: { name: names.aksSubnet, prefix: vnet.subnets.aks },
    servicesSubnet: { name: names.servicesSubnet, prefix: vnet.subnets.services }, egress,
    traffic: {
      nodeSubnet: vnet.subnets.aks, ...(model === "azure-cni-overlay" && { podCidr }),
      services: enabled ? [{ name: "sorting", port: sorting.ports.service, frontEnd: frontEndOf(sorting.exposure, vnet.subnets.services), allowedSources: sources }] : [],
    },
  });

  const tunnel = network && hybrid && sharedKey && new SiteToSite("site-to-site", { ...place, ...hybrid, names, sharedKey, virtualNetworkName: network.virtualNetwork.name, after: network.servicesSubnet });

  // Rights go before what needs them: identities, roles, cluster, services. Only a system-assigned identity comes with its cluster.
  const grant = (controlPlane: Principal["id"], kubelet: Principal["id"]) => new ClusterGrants("cluster-grants", {
    controlPlane: { id: controlPlane, name: names.controlPlaneIdentity }, kubelet: { id: kubelet, name: names.kubeletIdentity },
    registry: { id: registry.registry.id, label: "registry", name: inTenant(names.registry) },
    subnets: network ? [
      { id: network.aksSubnet.id, label: "aks", name: inTenant(names.aksSubnet) },
      { id: network.servicesSubnet.id, label: "services", name: inTenant(names.servicesSubnet) },
    ] : [],
  });
  const identities = settings.cluster.identity === "user-assigned"
    ? new ClusterIdentities("cluster-identities", { ...place, controlPlaneName: names.controlPlaneIdentity, kubeletName: names.kubeletIdentity, kubeletScopeName: inTenant(names.kubeletIdentity) }) : undefined;
  const before = identities && grant(identities.controlPlane.principalId, identities.kubelet.principalId);

  const base = { resourceGroup: group.name, registry: registry.loginServer, vault: vault.vault.name, ...(tunnel && { vpnAddresses: tunnel.addresses }) };
  if (!settings.cluster.enabled) return base;
  const [first, ...others] = settings.nodePools;
  const sized = (pool: typeof first) => ({ ...pool, maxPods: podsPerNode(pool, settings.network), subnetId: network?.aksSubnet.id });
  const cluster = new Cluster("cluster", {
    ...place, ...settings.cluster, clusterName: names.cluster, dnsPrefix: names.dnsPrefix, identities, network: settings.network, systemPool: sized(first), egressRanges: egress?.ranges,
    after: [...(identities && before ? [identities.operatorGrant, ...before.network, before.pull] : []), ...(network ? [network.servicesSubnet] : []), ...(tunnel ? [tunnel.connection] : [])],
  });
  const { pull, network: joins } = before ?? grant(cluster.controlPlanePrincipalId, cluster.kubeletPrincipalId);
  const otherPools = others.map(pool => new AgentPool({ ...sized(pool), resourceGroupName: group.name, clusterName: cluster.cluster.name }));
  new ControlPlaneLogs("control-plane", { clusterId: cluster.cluster.id, workspaceId: observability.workspace.id, audit: settings.logs.audit });
  const trust = new WorkloadTrust("sorting", {
    resourceGroupName: group.name, identityName: workload.identity.name, issuer: cluster.oidcIssuerUrl, account: { namespace: names.namespace, name: SERVICE_ACCOUNT },
  });

  const outputs = { ...base, cluster: cluster.cluster.name };
  if (!enabled) return outputs;
  const { provider } = new KubernetesAccess("kubernetes", { resourceGroupName: group.name, cluster, entra: settings.cluster.entra !== undefined });
  const image = (name: string, version: typeof sorting.image) => registry.loginServer.apply(host => imageReference(host, name, version));
  const app = new Sorting("sorting", {
    ...sorting, namespace: names.namespace, imagePort: exposed, image: image("sorting", sorting.image), mapperImage: image("haproxy", sorting.mapper),
    allowedSources: sources, servicesSubnetName: network && names.servicesSubnet, nodeSubnet: vnet?.subnets.aks, policyEngine,
    secret: { name: sorting.secretName, vaultName: vault.vault.name, tenantId, clientId: workload.identity.clientId },
    podsAfter: [pull, readsSecrets, trust, ...otherPools], serviceAfter: [...joins],
  }, { provider });
  return { ...outputs, frontEnd: app.service.status.loadBalancer.ingress[0]?.ip, port: sorting.ports.service };
};
