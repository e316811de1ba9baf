/**
 * The composition root: configuration in, components wired, outputs out. The engine runs it in `pulumi preview` and
 * `pulumi up`, the planner runs it offline, the tests run it on mocks.
 */
import { getClientConfigOutput } from "@pulumi/azure-native/authorization";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import type * as pulumi from "@pulumi/pulumi";
import { isInside } from "./apps/callers";
import { RECORDS_ACCOUNT } from "./apps/ingress/external-dns";
import { gatewayWaysIn } from "./apps/ingress/gateway";
import { Ingress } from "./apps/ingress/ingress";
import { CERTIFICATE_ACCOUNT } from "./apps/ingress/tls";
import { waysIn } from "./apps/sorting/exposure";
import { imagePort, imageReference } from "./apps/sorting/image";
import { SERVICE_ACCOUNT, Sorting } from "./apps/sorting/sorting";
import { gatewayPods } from "./facts/istio-gateway";
import { poolGenerations } from "./infra/agent-pool";
import { ApiServerZone } from "./infra/api-server-zone";
import { Cluster } from "./infra/cluster";
import { ClusterGrants, type Principal } from "./infra/cluster-grants";
import { Egress } from "./infra/egress";
import { present } from "./infra/component";
import { ClusterIdentities } from "./infra/identities";
import { IngressIdentities } from "./infra/ingress-identities";
import { IngressZone } from "./infra/ingress-zone";
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
import { VaultLog } from "./infra/vault-log";
import { WorkloadIdentity } from "./infra/workload-identity";
import { WorkloadTrust } from "./infra/workload-trust";
import { podsPerNode } from "./settings/checks/pools";
import { describedPool, retiringPools } from "./settings/generations";
import { loadSettings } from "./settings/load";

export = function anatomy(): pulumi.Inputs {
  const exposed = imagePort();
  const { stack, location, service, derivedNames: names, hybrid, vpnSharedKey: sharedKey, ...settings } = loadSettings(exposed);
  const { vnet, model, podCidr, policyEngine } = settings.network;
  const { ingress } = settings;
  const { enabled, sorting } = settings.apps;
  const tags = { service, stack, "managed-by": "pulumi" };
  const group = new ResourceGroup("group", { resourceGroupName: names.resourceGroup, location, tags });
  const inTenant = (name: string) => [settings.names.uniqueness, names.resourceGroup, name].join("/");
  const place = { resourceGroupName: group.name, location, tags };
  const { tenantId, subscriptionId } = getClientConfigOutput();

  const observability = new Observability("observability", { ...place, workspaceName: names.workspace, ...settings.logs });
  const registry = new Registry("registry", { ...place, registryName: names.registry, ...settings.registry });
  const workload = new WorkloadIdentity("sorting-identity", { ...place, identityName: names.workloadIdentity });
  const vault = new Vault("vault", { ...place, vaultName: names.vault, tenantId, ...settings.vault });
  if (settings.vault.auditLog) new VaultLog("vault-log", { vaultId: vault.vault.id, workspaceId: observability.workspace.id });
  const readsSecrets = new RoleGrant("sorting-reads-secrets", {
    role: "keyVaultSecretsUser", scope: vault.vault.id, scopeName: inTenant(names.vault),
    principalId: workload.identity.principalId, principalName: names.workloadIdentity,
  });

  const { natFrom, sources, openings } = waysIn("sorting", sorting, vnet);
  const gateway = ingress && gatewayWaysIn(ingress, vnet);
  const leaves = settings.network.egress;
  const egress = leaves.kind === "loadBalancer" ? undefined : new Egress("egress", { ...place, ...leaves, names });
  const network = vnet && new Network("network", {
    ...place, ...vnet, names, egress, natFrom, frontEnds: isInside(sorting.exposure) || (ingress !== undefined && isInside(ingress.exposure)), services: enabled ? [...openings, ...gateway?.openings ?? []] : [], podCidr: model === "azure-cni-overlay" ? podCidr : undefined,
  });
  const tunnel = network && hybrid && sharedKey && new SiteToSite("site-to-site", { ...place, ...hybrid, names, sharedKey, virtualNetworkName: network.virtualNetwork.name, after: network.lastSubnet });
  const inVNet = network && { id: network.virtualNetwork.id, name: names.virtualNetwork };
  const targets = [...registry.privateTargets(names.registryEndpoint), ...vault.privateTargets(names.vaultEndpoint)];
  const endpoints = inVNet && network.endpointsSubnet && targets.length > 0
    ? new PrivateEndpoints("private-endpoints", { ...place, network: inVNet, subnetId: network.endpointsSubnet.id, targets, after: present(tunnel?.subnet) }) : undefined;

  const records = ingress && new IngressZone("ingress-zone", { ...place, ...ingress.dns, network: inVNet, groupId: group.id, subscriptionId });

  // Rights go before what needs them: identities, roles, cluster, services. Only a system-assigned identity comes with its cluster.
  const grant = (controlPlane: Principal["id"], kubelet: Principal["id"]) => new ClusterGrants("cluster-grants", {
    controlPlane: { id: controlPlane, name: names.controlPlaneIdentity }, kubelet: { id: kubelet, name: names.kubeletIdentity },
    registry: { id: registry.registry.id, label: "registry", name: inTenant(names.registry) },
    subnets: network?.joined.map(subnet => ({ ...subnet, name: inTenant(subnet.name) })) ?? [],
  });
  const identities = settings.cluster.identity === "user-assigned"
    ? new ClusterIdentities("cluster-identities", { ...place, controlPlaneName: names.controlPlaneIdentity, kubeletName: names.kubeletIdentity, kubeletScopeName: inTenant(names.kubeletIdentity) }) : undefined;
  const before = identities && grant(identities.controlPlane.principalId, identities.kubelet.principalId);

  const base = { resourceGroup: group.name, registry: registry.loginServer, vault: vault.vault.name, ...(tunnel && { vpnAddresses: tunnel.addresses }), ...records?.delegation };
  if (!settings.cluster.enabled) return base;
  const { apiServer, upgrades } = settings.cluster;
  const zone = inVNet && identities && apiServer.privateDnsZone === "own" ? new ApiServerZone("api-server-zone", {
    ...place, controlPlane: { id: identities.controlPlane.principalId, name: names.controlPlaneIdentity }, network: inVNet, inTenant,
  }) : undefined;

  const [first, ...others] = settings.nodePools;
  const sized = (pool: typeof first) => ({ ...pool, maxPods: podsPerNode(pool, settings.network), subnetId: network?.aksSubnet.id, podSubnetId: network?.podsSubnet?.id });
  const cluster = new Cluster("cluster", {
    ...place, ...settings.cluster, clusterName: names.cluster, dnsPrefix: names.dnsPrefix, identities, network: settings.network, mesh: ingress, systemPool: sized(describedPool(first)),
    monitoring: { containerInsights: settings.logs.containerInsights?.enabled, prometheus: settings.metrics.prometheus, workspaceId: observability.workspace.id },
    apiServer: { ...apiServer, privateDnsZoneId: zone?.zone.id }, egressRanges: egress?.ranges,
    after: present<pulumi.Resource>(identities?.operatorGrant, ...before?.network ?? [], before?.pull, network?.lastSubnet, zone, tunnel?.connection),
  });
  const { pull, network: joins } = before ?? grant(cluster.controlPlanePrincipalId, cluster.kubeletPrincipalId);
  const owned: readonly (typeof first)[] = first.addedLater ? settings.nodePools : others;
  const otherPools = owned.flatMap(pool => poolGenerations(sized(pool), retiringPools(pool).map(sized), { resourceGroupName: group.name, clusterName: cluster.cluster.name }));
  if (upgrades?.window ?? upgrades?.nodeOsWindow) new MaintenanceWindows("maintenance", { resourceGroupName: group.name, clusterName: cluster.cluster.name, cluster: upgrades.window, nodeOs: upgrades.nodeOsWindow });
  monitorCluster({ ...place, ...settings, cluster: { id: cluster.cluster.id, name: names.cluster }, workspaceId: observability.workspace.id, names, shortName: service });
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
    privateLink: natFrom && { name: names.privateLinkService, subnetName: names[`${natFrom}Subnet`] }, nodeSubnet: vnet?.subnets.aks, policyEngine, gateway: ingress && gatewayPods(ingress.exposure.kind),
    secret: { name: sorting.secretName, vaultName: vault.vault.name, tenantId, clientId: workload.identity.clientId },
    podsAfter: present<pulumi.Resource>(pull, readsSecrets, trust, endpoints, ...otherPools), serviceAfter: [...joins],
  }, { provider });
  if (!ingress || !gateway || !records) return { ...outputs, ...app.reachedAt };
  const acting = new IngressIdentities("ingress-identities", {
    ...place, names, inTenant, issuer: cluster.oidcIssuerUrl, accounts: { certificate: CERTIFICATE_ACCOUNT, records: RECORDS_ACCOUNT },
    vaultId: vault.vault.id, certificate: ingress.certificate, zone: records,
  });
  const entrance = new Ingress("ingress", {
    ...ingress, allowedSources: gateway.sources, servicesSubnetName: network && names.servicesSubnet, policyEngine,
    backend: app.backend,
    certificate: { name: ingress.certificate, vaultName: vault.vault.name, tenantId, clientId: acting.certificateClientId },
    records: { ...ingress.dns, owner: `${service}-${stack}`, image: image("external-dns", ingress.dns.image), subscriptionId, resourceGroupName: records.group.name, clientId: acting.recordsClientId },
    serviceAfter: joins, podsAfter: present<pulumi.Resource>(pull, acting, endpoints, ...otherPools),
  }, { provider });
  return { ...outputs, ...app.reachedAt, ...entrance.reachedAt };
};
