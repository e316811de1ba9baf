/**
 * The composition root: configuration in, components wired, outputs out. The engine runs it in `pulumi preview` and
 * `pulumi up`, the planner runs it offline, the tests run it on mocks.
 */
import { getClientConfigOutput } from "@pulumi/azure-native/authorization";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import type * as pulumi from "@pulumi/pulumi";
import { allowedSources, openings } from "./apps/sorting/exposure";
import { imagePort, imageReference } from "./apps/sorting/image";
import { natSubnetOf } from "./apps/sorting/private-link";
import { SERVICE_ACCOUNT, Sorting } from "./apps/sorting/sorting";
import { apiServerZoneName } from "./facts/private-api-server";
import { poolGenerations } from "./infra/agent-pool";
import { ApiServerZone } from "./infra/api-server-zone";
import { Cluster } from "./infra/cluster";
import { ClusterGrants, type Principal } from "./infra/cluster-grants";
import { ControlPlaneLogs } from "./infra/control-plane-logs";
import { Egress } from "./infra/egress";
import { ClusterIdentities } from "./infra/identities";
import { KubernetesAccess } from "./infra/kubernetes-access";
import { MaintenanceWindows } from "./infra/maintenance-windows";
import { monitorCluster } from "./infra/monitoring";
import { Network } from "./infra/network";
import { Observability } from "./infra/observability";
import { PrivateEndpoints } from "./infra/private-endpoints";
import { Registry } from "./infra/registry";
import { RoleGrant } from "./infra/role-grant";
import { SiteToSite } from "./infra/site-to-site";
import { Vault } from "./infra/vault";
import { WorkloadIdentity } from "./infra/workload-identity";
import { WorkloadTrust } from "./infra/workload-trust";
import { podsPerNode } from "./settings/checks/pools";
import { describedPool, retiringPools } from "./settings/generations";
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

  const observability = new Observability("observability", { ...place, workspaceName: names.workspace, ...settings.logs });
  const registry = new Registry("registry", { ...place, registryName: names.registry, ...settings.registry });
  const workload = new WorkloadIdentity("sorting-identity", { ...place, identityName: names.workloadIdentity });
  const vault = new Vault("vault", { ...place, vaultName: names.vault, tenantId, ...settings.vault });
  const readsSecrets = new RoleGrant("sorting-reads-secrets", {
    role: "keyVaultSecretsUser", scope: vault.vault.id, scopeName: inTenant(names.vault),
    principalId: workload.identity.principalId, principalName: names.workloadIdentity,
  });

  const nat = natSubnetOf(sorting.exposure, vnet?.subnets);
  const sources = allowedSources(sorting.exposure, sorting.allowedSources, vnet?.addressSpace, nat && vnet?.subnets[nat]);
  const leaves = settings.network.egress;
  const egress = leaves.kind === "loadBalancer" ? undefined : new Egress("egress", { ...place, ...leaves, names });
  const network = vnet && new Network("network", {
    ...place, virtualNetworkName: names.virtualNetwork, addressSpace: vnet.addressSpace, securityGroupName: names.nodesSecurityGroup,
    aksSubnet: { name: names.aksSubnet, prefix: vnet.subnets.aks },
    servicesSubnet: { name: names.servicesSubnet, prefix: vnet.subnets.services }, natFromServices: nat === "services", egress,
    endpointsSubnet: vnet.subnets.endpoints === undefined ? undefined : { name: names.endpointsSubnet, prefix: vnet.subnets.endpoints },
    privateLinkSubnet: vnet.subnets.privateLink === undefined ? undefined : { name: names.privateLinkSubnet, prefix: vnet.subnets.privateLink },
    podsSubnet: vnet.subnets.pods === undefined ? undefined : { name: names.podsSubnet, prefix: vnet.subnets.pods },
    traffic: {
      nodeSubnet: vnet.subnets.aks, podCidr: model === "azure-cni-overlay" ? podCidr : vnet.subnets.pods,
      services: enabled ? openings("sorting", sorting.exposure, sorting.ports.service, sources, vnet.subnets) : [],
    },
  });

  const tunnel = network && hybrid && sharedKey && new SiteToSite("site-to-site", { ...place, ...hybrid, names, sharedKey, virtualNetworkName: network.virtualNetwork.name, after: network.lastSubnet });
  const targets = [
    { kind: "registry", access: settings.registry.access, id: registry.registry.id, endpointName: names.registryEndpoint },
    { kind: "vault", access: settings.vault.access, id: vault.vault.id, endpointName: names.vaultEndpoint },
  ] as const;
  const hidden = targets.filter(({ access }) => access === "private");
  const endpoints = network?.endpointsSubnet && hidden.length > 0 ? [new PrivateEndpoints("private-endpoints", {
    ...place, virtualNetworkId: network.virtualNetwork.id, linkName: names.virtualNetwork, subnetId: network.endpointsSubnet.id, targets: hidden, after: tunnel ? [tunnel.subnet] : [],
  })] : [];

  // Rights go before what needs them: identities, roles, cluster, services. Only a system-assigned identity comes with its cluster.
  const grant = (controlPlane: Principal["id"], kubelet: Principal["id"]) => new ClusterGrants("cluster-grants", {
    controlPlane: { id: controlPlane, name: names.controlPlaneIdentity }, kubelet: { id: kubelet, name: names.kubeletIdentity },
    registry: { id: registry.registry.id, label: "registry", name: inTenant(names.registry) },
    subnets: network ? [
      { id: network.aksSubnet.id, label: "aks", name: inTenant(names.aksSubnet) },
      { id: network.servicesSubnet.id, label: "services", name: inTenant(names.servicesSubnet) },
      ...(network.privateLinkSubnet ? [{ id: network.privateLinkSubnet.id, label: "private-link", name: inTenant(names.privateLinkSubnet) }] : []),
      ...(network.podsSubnet ? [{ id: network.podsSubnet.id, label: "pods", name: inTenant(names.podsSubnet) }] : []),
    ] : [],
  });
  const identities = settings.cluster.identity === "user-assigned"
    ? new ClusterIdentities("cluster-identities", { ...place, controlPlaneName: names.controlPlaneIdentity, kubeletName: names.kubeletIdentity, kubeletScopeName: inTenant(names.kubeletIdentity) }) : undefined;
  const before = identities && grant(identities.controlPlane.principalId, identities.kubelet.principalId);

  const base = { resourceGroup: group.name, registry: registry.loginServer, vault: vault.vault.name, ...(tunnel && { vpnAddresses: tunnel.addresses }) };
  if (!settings.cluster.enabled) return base;
  const { apiServer, upgrades } = settings.cluster;
  const zone = network && identities && apiServer.privateDnsZone === "own" ? new ApiServerZone("api-server-zone", {
    ...place, controlPlane: { id: identities.controlPlane.principalId, name: names.controlPlaneIdentity }, zoneScopeName: inTenant(apiServerZoneName(location)),
    network: { id: network.virtualNetwork.id, name: names.virtualNetwork, scopeName: inTenant(names.virtualNetwork) },
  }) : undefined;

  const [first, ...others] = settings.nodePools;
  const sized = (pool: typeof first) => ({ ...pool, maxPods: podsPerNode(pool, settings.network), subnetId: network?.aksSubnet.id, podSubnetId: network?.podsSubnet?.id });
  const cluster = new Cluster("cluster", {
    ...place, ...settings.cluster, clusterName: names.cluster, dnsPrefix: names.dnsPrefix, identities, network: settings.network, systemPool: sized(describedPool(first)),
    monitoring: { containerInsights: settings.logs.containerInsights?.enabled, prometheus: settings.metrics.prometheus, workspaceId: observability.workspace.id },
    apiServer: { ...apiServer, privateDnsZoneId: zone?.zone.id }, egressRanges: egress?.ranges,
    after: [...(identities && before ? [identities.operatorGrant, ...before.network, before.pull] : []), ...(network ? [network.lastSubnet] : []), ...(zone ? [zone] : []), ...(tunnel ? [tunnel.connection] : [])],
  });
  const { pull, network: joins } = before ?? grant(cluster.controlPlanePrincipalId, cluster.kubeletPrincipalId);
  const owned: readonly (typeof first)[] = first.addedLater ? settings.nodePools : others;
  const otherPools = owned.flatMap(pool => poolGenerations(sized(pool), retiringPools(pool).map(sized), { resourceGroupName: group.name, clusterName: cluster.cluster.name }));
  new ControlPlaneLogs("control-plane", { clusterId: cluster.cluster.id, workspaceId: observability.workspace.id, audit: settings.logs.audit });
  if (upgrades?.window ?? upgrades?.nodeOsWindow) new MaintenanceWindows("maintenance", { resourceGroupName: group.name, clusterName: cluster.cluster.name, cluster: upgrades.window, nodeOs: upgrades.nodeOsWindow });
  monitorCluster({
    ...place, cluster: { id: cluster.cluster.id, name: names.cluster }, workspaceId: observability.workspace.id, names, shortName: service,
    containerInsights: settings.logs.containerInsights, prometheus: settings.metrics.prometheus, alerts: settings.alerts,
  });
  const trust = new WorkloadTrust("sorting", {
    resourceGroupName: group.name, identityName: workload.identity.name, issuer: cluster.oidcIssuerUrl, account: { namespace: names.namespace, name: SERVICE_ACCOUNT },
  });

  const outputs = { ...base, cluster: cluster.cluster.name };
  if (!enabled) return outputs;
  const { provider } = new KubernetesAccess("kubernetes", { resourceGroupName: group.name, cluster, entra: settings.cluster.entra !== undefined, publicFqdn: apiServer.publicFqdn });
  const image = (name: string, version: typeof sorting.image) => registry.loginServer.apply(host => imageReference(host, name, version));
  const app = new Sorting("sorting", {
    ...sorting, namespace: names.namespace, imagePort: exposed, image: image("sorting", sorting.image), mapperImage: image("haproxy", sorting.mapper),
    allowedSources: sources, servicesSubnetName: network && names.servicesSubnet,
    privateLink: nat && { name: names.privateLinkService, subnetName: nat === "services" ? names.servicesSubnet : names.privateLinkSubnet }, nodeSubnet: vnet?.subnets.aks, policyEngine,
    secret: { name: sorting.secretName, vaultName: vault.vault.name, tenantId, clientId: workload.identity.clientId },
    podsAfter: [pull, readsSecrets, trust, ...endpoints, ...otherPools], serviceAfter: [...joins],
  }, { provider });
  return { ...outputs, ...app.reachedAt };
};
