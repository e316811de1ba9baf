import { describe, expect, it } from "@jest/globals";
import { controlPlaneLogs } from "../../facts/control-plane-logs";
import { ROLES } from "../../facts/roles";
import { AgentPool } from "../../infra/agent-pool";
import { Cluster, type ClusterArgs } from "../../infra/cluster";
import { ClusterGrants } from "../../infra/cluster-grants";
import { ControlPlaneLogs } from "../../infra/control-plane-logs";
import { ClusterIdentities } from "../../infra/identities";
import { Network, type NetworkArgs } from "../../infra/network";
import type { NodePoolArgs } from "../../infra/node-pools";
import { Observability } from "../../infra/observability";
import { Registry } from "../../infra/registry";
import { RoleGrant } from "../../infra/role-grant";
import { Vault } from "../../infra/vault";
import { WorkloadIdentity } from "../../infra/workload-identity";
import { WorkloadTrust } from "../../infra/workload-trust";
import { onMocks, only } from "../mocks";
import { networkArgs, place, withSubnets } from "./network-args";

const pool: NodePoolArgs = { name: "system", mode: "System", type: "VirtualMachineScaleSets", vmSize: "Standard_D4s_v5", count: 3, maxPods: 30, zones: [], osDiskType: "Managed", spot: false, maxSurge: "33%", labels: {}, taints: [], subnetId: "subnet" };
const clusterArgs: ClusterArgs = {
  ...place, clusterName: "aks", dnsPrefix: "aks", kubernetesVersion: "1.36", tier: "Free", supportPlan: "KubernetesOfficial", after: [],
  apiServer: { access: "public", authorizedIpRanges: [] }, systemPool: pool,
  network: { model: "azure-cni-node-subnet", policyEngine: "calico", serviceCidr: "10.0.0.0/16", dnsServiceIp: "10.0.0.10", podCidr: "10.244.0.0/16" },
};
const clusterInputs = async (changes: Partial<ClusterArgs>) => only(await onMocks(() => new Cluster("cluster", { ...clusterArgs, ...changes })), ":ManagedCluster").inputs;

describe("the cluster", () => {
  it.each([
    ["azure-cni-node-subnet", "calico", { networkPlugin: "azure", networkPolicy: "calico" }, ["networkPluginMode", "networkDataplane"]],
    ["azure-cni-overlay", "cilium", { networkPlugin: "azure", networkPluginMode: "overlay", networkPolicy: "cilium", networkDataplane: "cilium", podCidr: "10.244.0.0/16" }, []],
    ["azure-cni-pod-subnet", "cilium", { networkPlugin: "azure", networkPolicy: "cilium", networkDataplane: "cilium" }, ["networkPluginMode"]],
    ["kubenet", "none", { networkPlugin: "kubenet", podCidr: "10.244.0.0/16" }, ["networkPolicy", "networkPluginMode"]],
  ] as const)("of network model %s with engine %s says exactly what Azure needs to know", async (model, policyEngine, present, absent) => {
    const profile = (await clusterInputs({ network: { ...clusterArgs.network, model, policyEngine } }))["networkProfile"];
    expect(profile).toMatchObject({ ...present, loadBalancerSku: "standard", outboundType: "loadBalancer", dnsServiceIP: "10.0.0.10" });
    for (const key of absent) expect(profile).not.toHaveProperty(key);
  });

  it("has RBAC, an OIDC issuer, workload identity and the Key Vault provider on", async () => {
    expect(await clusterInputs({})).toMatchObject({ enableRBAC: true, oidcIssuerProfile: { enabled: true }, securityProfile: { workloadIdentity: { enabled: true } }, addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true } } });
  });

  it.each(["Free", "Standard", "Premium"] as const)("takes tier %s", async tier => {
    expect(await clusterInputs({ tier })).toMatchObject({ sku: { name: "Base", tier } });
  });

  it("opens its API server to named ranges alone where they are given", async () => {
    expect(await clusterInputs({ apiServer: { access: "authorized-ranges", authorizedIpRanges: ["203.0.113.0/24"] } })).toMatchObject({ apiServerAccessProfile: { enablePrivateCluster: false, authorizedIPRanges: ["203.0.113.0/24"] } });
    expect((await clusterInputs({}))["apiServerAccessProfile"]).toEqual({ enablePrivateCluster: false });
  });

  it("turns local accounts off with Entra ID, unless they are asked for", async () => {
    const entra = { adminGroupObjectIds: ["11111111-2222-3333-4444-555555555555"], azureRbac: true, localAccounts: false };
    expect(await clusterInputs({ entra })).toMatchObject({ disableLocalAccounts: true, aadProfile: { managed: true, enableAzureRBAC: true, adminGroupObjectIDs: entra.adminGroupObjectIds } });
    expect(await clusterInputs({ entra: { ...entra, localAccounts: true } })).toMatchObject({ disableLocalAccounts: false });
    expect(await clusterInputs({})).toMatchObject({ disableLocalAccounts: false });
  });

  it("acts as its user-assigned identity and hands the kubelet its own", async () => {
    const resources = await onMocks(() => {
      const identities = new ClusterIdentities("ids", { ...place, controlPlaneName: "id-aks", kubeletName: "id-kubelet", kubeletScopeName: "x/id-kubelet" });
      new Cluster("cluster", { ...clusterArgs, identities });
    });
    expect(only(resources, ":ManagedCluster").inputs).toMatchObject({
      identity: { type: "UserAssigned", userAssignedIdentities: ["control-plane-id"] },
      identityProfile: { kubeletidentity: { resourceId: "kubelet-id", clientId: "client-of-id-kubelet", objectId: "principal-of-id-kubelet" } },
    });
    expect(only(resources, ":RoleAssignment").inputs).toMatchObject({ scope: "kubelet-id", principalId: "principal-of-id-aks", roleDefinitionId: expect.stringContaining(ROLES.managedIdentityOperator.id) as unknown });
  });
});

describe("node pools", () => {
  const poolInputs = async (changes: Partial<NodePoolArgs>) => only(await onMocks(() => new AgentPool({ ...pool, ...changes, resourceGroupName: "rg", clusterName: "aks" })), ":AgentPool").inputs;

  it("are scale sets with a fixed number of nodes or with bounds, never both", async () => {
    expect(await poolInputs({})).toMatchObject({ type: "VirtualMachineScaleSets", enableAutoScaling: false, count: 3 });
    const scaled = await poolInputs({ count: undefined, autoscale: { min: 1, max: 5 } });
    expect(scaled).toMatchObject({ enableAutoScaling: true, minCount: 1, maxCount: 5 });
  });

  it("have a name that ends with a hash of what Azure never changes in place", async () => {
    const [small, large, labelled] = [await poolInputs({}), await poolInputs({ vmSize: "Standard_D8s_v5" }), await poolInputs({ labels: { a: "b" }, count: 5 })];
    expect(small["agentPoolName"]).toMatch(/^system[a-z0-9]{5}$/);
    expect(large["agentPoolName"]).not.toBe(small["agentPoolName"]);
    expect(labelled["agentPoolName"]).toBe(small["agentPoolName"]);
  });

  it("of spot machines have no surge and delete what is taken", async () => {
    const spot = await poolInputs({ spot: true, mode: "User" });
    expect(spot).toMatchObject({ scaleSetPriority: "Spot", scaleSetEvictionPolicy: "Delete" });
    expect(spot).not.toHaveProperty("upgradeSettings");
  });

  it("carry zones, labels and taints where they are given, and no empty lists elsewhere", async () => {
    expect(await poolInputs({ zones: ["1", "2"], labels: { team: "hat" }, taints: ["a=b:NoSchedule"] })).toMatchObject({ availabilityZones: ["1", "2"], nodeLabels: { team: "hat" }, nodeTaints: ["a=b:NoSchedule"] });
    for (const key of ["availabilityZones", "nodeLabels", "nodeTaints"]) expect(await poolInputs({})).not.toHaveProperty(key);
  });
});

describe("role grants", () => {
  const grant = async (changes: object) => only(await onMocks(() => new RoleGrant("g", { role: "acrPull", scope: "scope", scopeName: "mine/acr", principalId: "p", principalName: "id", ...changes })), ":RoleAssignment").inputs;

  it("name the principal's type and have a UUID that is the same over runs", async () => {
    const first = await grant({});
    expect(first).toMatchObject({ principalType: "ServicePrincipal", roleAssignmentName: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) as unknown });
    expect((await grant({}))["roleAssignmentName"]).toBe(first["roleAssignmentName"]);
  });

  it("have another UUID for another scope, principal or role", async () => {
    const names = new Set<unknown>();
    for (const changes of [{}, { scopeName: "yours/acr" }, { principalName: "id2" }, { role: "networkContributor" }]) names.add((await grant(changes))["roleAssignmentName"]);
    expect(names.size).toBe(4);
  });

  it("let the control plane join each subnet and the kubelet pull, each on its own scope", async () => {
    const resources = await onMocks(() => new ClusterGrants("grants", {
      controlPlane: { id: "cp", name: "id-aks" }, kubelet: { id: "kl", name: "id-kubelet" }, registry: { id: "acr", label: "registry", name: "x/acr" },
      subnets: [{ id: "s1", label: "aks", name: "x/aks" }, { id: "s2", label: "services", name: "x/services" }],
    }));
    const given = resources.map(({ inputs }) => [inputs["principalId"], inputs["scope"], String(inputs["roleDefinitionId"]).split("/").at(-1)]);
    expect(given.sort()).toEqual([["cp", "s1", ROLES.networkContributor.id], ["cp", "s2", ROLES.networkContributor.id], ["kl", "acr", ROLES.acrPull.id]]);
  });
});

describe("the other organs", () => {
  it("give the AKS subnet the security group and the Services subnet none, since a front end has no NIC", async () => {
    const resources = await onMocks(() => new Network("network", networkArgs));
    expect(only(resources, ":Subnet", "aks").inputs).toMatchObject({ networkSecurityGroup: { id: "aks-nodes-id" }, defaultOutboundAccess: false });
    expect(only(resources, ":Subnet", "services").inputs).not.toHaveProperty("networkSecurityGroup");
    expect(only(resources, ":VirtualNetwork").inputs).not.toHaveProperty("subnets");
  });

  const policies = async (args: NetworkArgs) => Object.fromEntries((await onMocks(() => new Network("network", args)))
    .filter(({ type }) => type.endsWith(":Subnet")).map(({ name, inputs }) => [name, inputs["privateLinkServiceNetworkPolicies"]]));

  it("turn the network policies for private link services off on the one subnet that its addresses come from", async () => {
    expect(await policies(networkArgs)).toEqual({ aks: "Enabled", services: "Enabled" });
    expect(await policies({ ...networkArgs, natFrom: "services" })).toEqual({ aks: "Enabled", services: "Disabled" });
    const own = withSubnets({ privateLink: "10.240.2.0/28" });
    expect(await policies({ ...own, natFrom: "privateLink" })).toEqual({ "aks": "Enabled", "services": "Enabled", "private-link": "Disabled" });
  });

  it("of a network name each subnet that the control plane joins", async () => {
    let joined: readonly { readonly label: string; readonly name: string }[] = [];
    await onMocks(() => { ({ joined } = new Network("network", withSubnets({ pods: "10.240.2.0/24", endpoints: "10.240.3.0/28", privateLink: "10.240.4.0/28" }))); });
    expect(joined.map(({ label, name }) => [label, name])).toEqual([["aks", "aks"], ["services", "services"], ["private-link", "private-link"], ["pods", "pods"]]);
    await onMocks(() => { ({ joined } = new Network("network", { ...networkArgs, frontEnds: false })); });
    expect(joined.map(({ label }) => label)).toEqual(["aks"]);
  });

  it("make a registry without an admin user", async () => {
    expect(only(await onMocks(() => new Registry("r", { ...place, registryName: "acr12345", sku: "Basic" })), ":Registry").inputs).toMatchObject({ adminUserEnabled: false, sku: { name: "Basic" } });
  });

  it("make a vault that roles open, and say nothing of purge protection unless it is on", async () => {
    const vault = async (purgeProtection: boolean, recover: boolean) => only(await onMocks(() => new Vault("v", { ...place, vaultName: "kv-x", tenantId: "t", softDeleteRetentionDays: 7, purgeProtection, recover })), ":Vault").inputs["properties"];
    const plain = await vault(false, false);
    expect(plain).toMatchObject({ tenantId: "t", enableRbacAuthorization: true, enableSoftDelete: true, softDeleteRetentionInDays: 7 });
    for (const key of ["enablePurgeProtection", "createMode", "accessPolicies"]) expect(plain).not.toHaveProperty(key);
    expect(await vault(true, true)).toMatchObject({ enablePurgeProtection: true, createMode: "recover" });
  });

  it("send the control plane's logs to the workspace, audit without the reads by default", async () => {
    const resources = await onMocks(() => new ControlPlaneLogs("control-plane", { clusterId: "cluster-id", workspaceId: new Observability("o", { ...place, workspaceName: "log", retentionDays: 30 }).workspace.id, audit: "admin" }));
    const { logs, workspaceId, resourceUri } = only(resources, ":DiagnosticSetting").inputs as { logs: { category: string }[]; workspaceId: string; resourceUri: string };
    expect({ workspaceId, resourceUri }).toEqual({ workspaceId: "workspace-id", resourceUri: "cluster-id" });
    expect(logs.map(({ category }) => category)).toEqual(["cloud-controller-manager", "cluster-autoscaler", "guard", "kube-apiserver", "kube-audit-admin", "kube-controller-manager", "kube-scheduler"]);
    expect(controlPlaneLogs("full")).toContain("kube-audit");
    expect(controlPlaneLogs("none").join()).not.toContain("audit");
  });

  it("trust exactly one service account with the workload identity", async () => {
    const resources = await onMocks(() => new WorkloadTrust("sorting", {
      resourceGroupName: "rg", identityName: new WorkloadIdentity("w", { ...place, identityName: "id-sorting" }).identity.name, issuer: "https://issuer.example/", account: { namespace: "hogwarts", name: "sorting" },
    }));
    expect(only(resources, ":FederatedIdentityCredential").inputs).toMatchObject({ resourceName: "id-sorting", subject: "system:serviceaccount:hogwarts:sorting", issuer: "https://issuer.example/", audiences: ["api://AzureADTokenExchange"] });
  });
});
