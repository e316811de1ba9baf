import { describe, expect, test } from "@jest/globals";
import { ANNOTATIONS } from "../../../facts/load-balancer";
import { roleDefinitionId, ROLES, type RoleKey } from "../../../facts/roles";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { toText } from "../../../planner/views/text/text";
import { PlanBuilder, predicted, UNKNOWN } from "../plan-builder";

const GROUP = "/subscriptions/s/resourceGroups/g";
const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet`;
const SUBNET = `${NETWORK}/subnets/nodes`;
const REGISTRY = `${GROUP}/providers/Microsoft.ContainerRegistry/registries/shop`;
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-shop`;

interface Grant { readonly role?: RoleKey; readonly scope?: PlanValue; readonly to?: "identity" | "kubelet" | "cluster" | "nobody"; readonly more?: PlanObject; readonly definition?: PlanObject; readonly from?: "vnet" | "subnet" | "group" }
interface Scenario {
  readonly grants?: readonly Grant[];
  /** Whether the cluster waits for the assignments that it can wait for. */
  readonly waits?: boolean;
  readonly cluster?: PlanObject;
  readonly withSubnet?: boolean;
  readonly inline?: boolean;
  readonly more?: (plan: PlanBuilder, urns: Readonly<Record<"identity" | "kubelet" | "cluster" | "subnet" | "provider", string>>, grants: readonly string[]) => void;
}

const JOINS: Grant = {};

function planFor({ grants = [JOINS], waits = true, cluster = {}, withSubnet = true, inline = false, more }: Scenario) {
  const plan = new PlanBuilder();
  const group = plan.add("azure-native:resources:ResourceGroup", "g", { resourceGroupName: "g" });
  const identity = plan.add("azure-native:managedidentity:UserAssignedIdentity", "identity", { resourceGroupName: "g", resourceName: "id-aks" });
  const kubelet = plan.add("azure-native:managedidentity:UserAssignedIdentity", "kubelet", { resourceGroupName: "g", resourceName: "id-kubelet" });
  const vnet = plan.add("azure-native:network:VirtualNetwork", "vnet", {
    resourceGroupName: "g", virtualNetworkName: "vnet", addressSpace: { addressPrefixes: ["10.0.0.0/16"] }, ...(inline && { subnets: [{ name: "nodes", addressPrefix: "10.0.0.0/24" }, { name: "services", addressPrefix: "10.0.1.0/24" }] }),
  });
  const subnet = withSubnet && !inline ? plan.add("azure-native:network:Subnet", "nodes", { resourceGroupName: "g", virtualNetworkName: "vnet", subnetName: "nodes", addressPrefix: "10.0.0.0/24" }) : vnet;
  const clusterUrn = "urn:pulumi:dev::example::azure-native:containerservice:ManagedCluster::cluster";
  const principals = { identity: [identity], kubelet: [kubelet], cluster: [clusterUrn], nobody: [] };
  const sources = { vnet: [vnet], subnet: [subnet], group: [group] };
  const made = grants.map(({ role = "networkContributor", scope = SUBNET, to = "identity", more: inputs = {}, definition, from }, index) => {
    const custom = definition && plan.add("azure-native:authorization:RoleDefinition", `definition${index}`, definition);
    const causes = { principalId: principals[to], ...(custom !== undefined && { roleDefinitionId: [custom] }), ...(from && { scope: sources[from] }) };
    return plan.add("azure-native:authorization:RoleAssignment", `grant${index}`, {
      scope, roleDefinitionId: custom === undefined ? roleDefinitionId(role) : UNKNOWN, principalId: UNKNOWN, principalType: "ServicePrincipal", ...inputs,
    }, { propertyDependencies: causes, dependencies: Object.values(causes).flat() });
  });
  const before = waits ? made.filter((_, index) => grants[index]?.to !== "cluster") : [];
  plan.add("azure-native:containerservice:ManagedCluster", "cluster", {
    resourceGroupName: "g", resourceName: "aks", networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" }, identity: { type: "UserAssigned", userAssignedIdentities: [UNKNOWN] },
    agentPoolProfiles: [{ name: "system", mode: "System", count: 1, vnetSubnetID: SUBNET }], ...cluster,
  }, { dependencies: [identity, ...before], propertyDependencies: { identity: [identity], identityProfile: [kubelet] } });
  const provider = plan.add("pulumi:providers:kubernetes", "provider", {}, { dependencies: [clusterUrn] });
  more?.(plan, { identity, kubelet, cluster: clusterUrn, subnet, provider: `${provider}::id` }, made);
  return analyse(plan.build());
}

const needOf = (kind: string, scenario: Scenario) => planFor(scenario).analyses.roles?.needs.find(({ need }) => need === kind);
const rulesOf = (scenario: Scenario) => planFor(scenario).findings.map(({ rule }) => rule);

describe("the right to the nodes' subnet", () => {
  test.each<readonly [what: string, scenario: Scenario, status: string]>([
    ["on the subnet", {}, "granted"],
    ["on the network, in other letters", { grants: [{ scope: NETWORK.toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions") }] }, "granted"],
    ["on what is only predicted", { grants: [{ scope: predicted(SUBNET) }] }, "granted"],
    ["on what comes from the subnet", { grants: [{ scope: UNKNOWN, from: "subnet" }] }, "granted"],
    ["on what comes from the network that the subnet is in", { grants: [{ scope: UNKNOWN, from: "vnet" }] }, "granted"],
    ["on what comes from a network with several inline subnets", { inline: true, grants: [{ scope: UNKNOWN, from: "vnet" }] }, "undecided"],
    ["on the inline subnet by its id", { inline: true }, "granted"],
    ["on another subnet whose name begins alike", { grants: [{ scope: `${SUBNET}2` }] }, "missing"],
    ["on a subnet of that name in another group", { grants: [{ scope: SUBNET.replace("/g/", "/h/") }] }, "missing"],
    ["on the group", { grants: [{ scope: GROUP }] }, "too-wide"],
    ["on what comes from the group", { grants: [{ scope: UNKNOWN, from: "group" }] }, "too-wide"],
    ["on another group", { grants: [{ scope: "/subscriptions/s/resourceGroups/h" }] }, "missing"],
    ["on the subscription", { grants: [{ scope: "/subscriptions/s" }] }, "too-wide"],
    ["on a management group", { grants: [{ scope: "/providers/Microsoft.Management/managementGroups/m" }] }, "undecided"],
    ["on nothing that is known", { grants: [{ scope: UNKNOWN }] }, "undecided"],
    ["by Owner", { grants: [{ role: "owner" }] }, "too-wide"],
    ["by Owner beside the narrow one", { grants: [{ role: "owner" }, JOINS] }, "granted"],
    ["by a role that reads", { grants: [{ role: "reader" }] }, "missing"],
    ["by User Access Administrator, which may give roles alone", { grants: [{ role: "userAccessAdministrator" }] }, "missing"],
    ["by a role of the subscription's own", { grants: [{ more: { roleDefinitionId: `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${ROLES.networkContributor.id.toUpperCase()}` } }] }, "granted"],
    ["by a role that is not known", { grants: [{ more: { roleDefinitionId: UNKNOWN } }] }, "undecided"],
    ["by a role of one's own that joins", { grants: [{ definition: { permissions: [{ actions: ["Microsoft.Network/virtualNetworks/subnets/*"] }] } }] }, "granted"],
    ["by a role of one's own that reads", { grants: [{ definition: { permissions: [{ actions: ["*/read"] }] } }] }, "missing"],
    ["by a role of one's own that takes joining away", { grants: [{ definition: { permissions: [{ actions: ["*"], notActions: ["*/join/action"] }] } }] }, "missing"],
    ["under a condition", { grants: [{ more: { condition: "…" } }] }, "undecided"],
    ["to the kubelet's identity", { grants: [{ to: "kubelet" }] }, "missing"],
    ["to what comes from the cluster", { grants: [{ to: "cluster" }] }, "missing"],
    ["to an object id", { grants: [{ to: "nobody", more: { principalId: "11111111-2222-3333-4444-555555555555" } }] }, "undecided"],
    ["by no assignment", { grants: [] }, "missing"],
    ["for which the cluster does not wait", { waits: false }, "too-late"],
    ["for which it does not wait, with one of which the role is not known", { waits: false, grants: [JOINS, { more: { roleDefinitionId: UNKNOWN } }] }, "undecided"],
    ["on a subnet of another plan", { grants: [], withSubnet: false }, "undecided"],
    ["of an identity of another plan", { grants: [], cluster: { identity: { type: "UserAssigned", userAssignedIdentities: [`${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/other`] } } }, "undecided"],
    ["of an identity that is not known", { grants: [], cluster: { identity: UNKNOWN } }, "undecided"],
  ])("given %s", (_, scenario, status) => {
    expect(needOf("node-subnet", scenario)).toMatchObject({ status, role: "Network Contributor", on: { name: "nodes" } });
  });

  test("is waited for through what the cluster depends on", () => {
    expect(needOf("node-subnet", { grants: [JOINS], waits: true })?.by).toEqual(["urn:pulumi:dev::example::azure-native:authorization:RoleAssignment::grant0"]);
  });

  test("of a pool of its own is not there where the pool does not wait, though the cluster is not in that subnet", () => {
    const plan = planFor({ grants: [JOINS, { scope: `${NETWORK}/subnets/work` }], waits: false, more: (builder, { cluster }, grants) => {
      builder.add("azure-native:network:Subnet", "work", { resourceGroupName: "g", virtualNetworkName: "vnet", subnetName: "work", addressPrefix: "10.0.3.0/24" });
      builder.add("azure-native:containerservice:AgentPool", "work", { resourceGroupName: "g", resourceName: "aks", agentPoolName: "work", vnetSubnetID: `${NETWORK}/subnets/work` }, { dependencies: [cluster, ...grants.slice(1)] });
    } });
    expect(plan.analyses.roles?.needs.map(({ on, status }) => [on.name, status])).toEqual(expect.arrayContaining([["nodes", "too-late"], ["work", "granted"]]));
    expect(plan.findings.filter(({ rule }) => rule === "role-too-late")).toMatchObject([{ resource: expect.stringMatching(/ManagedCluster::cluster$/) }]);
  });

  test("comes after a cluster with an identity of its own, which is a warning and no error", () => {
    const scenario = { grants: [{ to: "cluster" }], cluster: { identity: { type: "SystemAssigned" } } } as const;
    expect(needOf("node-subnet", scenario)).toMatchObject({ status: "too-late", identity: { kind: "system-assigned" } });
    expect(rulesOf(scenario)).toEqual(expect.arrayContaining(["system-identity-own-subnet"]));
    expect(rulesOf(scenario)).not.toContain("role-too-late");
  });
});

test.each<readonly [what: string, cluster: PlanObject, rules: readonly string[]]>([
  ["an identity of its own stands, and what it does in the subnet fails", { identity: { type: "SystemAssigned" } }, ["system-identity-own-subnet"]],
  ["a user-assigned identity", {}, ["missing-role"]],
  ["an application of another plan is undecided", { identity: null, servicePrincipalProfile: { clientId: "1" } }, []],
])("a cluster in a subnet of one's own without any right there, with %s", (_, cluster, rules) => {
  const plan = planFor({ grants: [], cluster });
  expect(plan.findings.map(({ rule }) => rule).filter(rule => ["missing-role", "system-identity-own-subnet", "role-too-late"].includes(rule))).toEqual(rules);
  expect(plan.undecided.some(({ rule, message }) => rule === "missing-role" && message.includes("Network Contributor on nodes"))).toBe(rules.length === 0);
  expect(plan.findings.find(({ rule }) => rule === "system-identity-own-subnet")?.message ?? "Azure CLI").toContain("Azure CLI");
});

const ownKubelet = { identityProfile: { kubeletidentity: { resourceId: UNKNOWN } } };
const OPERATES: Grant = { role: "managedIdentityOperator", scope: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-kubelet` };

test("a kubelet's identity of one's own must be the control plane's to hand out", () => {
  expect(needOf("kubelet-identity", {})).toBeUndefined();
  expect(needOf("kubelet-identity", { cluster: ownKubelet })).toMatchObject({ status: "missing", on: { name: "id-kubelet" } });
  expect(needOf("kubelet-identity", { cluster: ownKubelet, grants: [JOINS, OPERATES] })).toMatchObject({ status: "granted" });
});

describe("the front end of an internal load balancer", () => {
  const withService = (waits: boolean, annotation: PlanValue = "services", provided = true): Scenario["more"] => (plan, { provider }, grants) => {
    plan.add("azure-native:network:Subnet", "services", { resourceGroupName: "g", virtualNetworkName: "vnet", subnetName: "services", addressPrefix: "10.0.1.0/24" });
    plan.add("kubernetes:core/v1:Service", "web", {
      metadata: { name: "web", namespace: "web", annotations: { [ANNOTATIONS.internal]: "true", [ANNOTATIONS.internalSubnet]: annotation } }, spec: { type: "LoadBalancer", ports: [{ port: 80 }] },
    }, { ...(provided && { provider }), dependencies: waits ? [...grants] : [] });
  };
  const both: readonly Grant[] = [JOINS, { scope: `${NETWORK}/subnets/services` }];

  test("is pending where the identity may join the nodes' subnet alone", () => {
    const plan = planFor({ more: withService(true) });
    expect(plan.findings.find(({ rule }) => rule === "internal-load-balancer-rights")).toMatchObject({
      severity: "error", resource: expect.stringMatching(/Service::web$/), message: expect.stringContaining("stays in <pending>: id-aks (the control plane's identity) lacks Network Contributor on subnet services: no role assignment of the plan gives it; it has the role on nodes alone"),
    });
  });

  test("is pending where the kubelet's identity has the role in place of the control plane's, and is told so", () => {
    const plan = planFor({ grants: [{ to: "kubelet", scope: `${NETWORK}/subnets/services` }], more: withService(true) });
    expect(plan.findings.find(({ rule }) => rule === "internal-load-balancer-rights")?.message).toMatch(/no role assignment of the plan gives it; id-kubelet has the role there$/);
    const reads = planFor({ grants: [JOINS, { role: "reader", scope: `${NETWORK}/subnets/services` }], more: withService(true) });
    expect(reads.findings.find(({ rule }) => rule === "internal-load-balancer-rights")?.message).toMatch(/: it has Reader there, which does not allow it; it has the role on nodes alone$/);
  });

  test.each<readonly [what: string, scenario: Scenario, status: string]>([
    ["waits for the role itself", { waits: false, grants: both, more: withService(true) }, "granted"],
    ["waits for the cluster, which waits for the role", { grants: both, more: withService(false) }, "granted"],
    ["waits for nothing but the cluster, which does not", { waits: false, grants: both, more: withService(false) }, "too-late"],
    ["is not known to wait even for the cluster", { waits: false, grants: both, more: withService(false, "services", false) }, "undecided"],
    ["is in a subnet that the plan does not declare", { more: withService(true, "other") }, "undecided"],
  ])("that %s", (_, scenario, status) => {
    expect(needOf("front-end-subnet", scenario)).toMatchObject({ status });
  });
});

describe("images", () => {
  const PULL: Grant = { role: "acrPull", scope: REGISTRY, to: "kubelet" };
  const run = (spec: PlanObject = {}, registry: PlanObject = {}, image = "shop.azurecr.io/web:1"): Scenario["more"] => (plan, { provider }) => {
    plan.add("azure-native:containerregistry:Registry", "registry", { resourceGroupName: "g", registryName: "shop", ...registry });
    plan.add("kubernetes:apps/v1:Deployment", "web", { metadata: { name: "web" }, spec: { template: { spec: { containers: [{ name: "web", image }], ...spec } } } }, { provider });
  };
  const statusOf = (grants: readonly Grant[], more: Scenario["more"], kind = "image-pull") => needOf(kind, { cluster: ownKubelet, grants, more })?.status;

  test("are pulled as the kubelet, not as the control plane", () => {
    expect(statusOf([PULL], run())).toBe("granted");
    expect(statusOf([{ ...PULL, to: "identity" }], run())).toBe("missing");
    expect(planFor({ cluster: ownKubelet, more: run() }).findings.find(({ rule }) => rule === "image-pull-rights")?.message).toMatch(/^pods stay in ImagePullBackOff: id-kubelet \(the kubelet's identity\) lacks AcrPull on registry shop: no role assignment of the plan gives it$/);
    expect(planFor({ cluster: ownKubelet, grants: [{ ...PULL, to: "identity" }], more: run() }).findings.find(({ rule }) => rule === "image-pull-rights")?.message).toMatch(/; id-aks has the role there$/);
  });

  test("of a registry that goes by repository permissions are not pulled with AcrPull", () => {
    const abac = run({}, { roleAssignmentMode: "AbacRepositoryPermissions" });
    expect(statusOf([PULL], abac, "repository-read")).toBe("missing");
    expect(statusOf([{ ...PULL, role: "registryRepositoryReader" }], abac, "repository-read")).toBe("granted");
  });

  test("that are pulled with a secret, by anybody, or from elsewhere need no role", () => {
    expect(statusOf([], run({ imagePullSecrets: [{ name: "pull" }] }))).toBe("undecided");
    expect(statusOf([], run({}, { anonymousPullEnabled: true }))).toBeUndefined();
    expect(statusOf([], run({}, {}, "other.azurecr.io/web:1"))).toBe("undecided");
    expect(needOf("image-pull", { more: (plan, { provider }) => { plan.add("kubernetes:core/v1:Pod", "p", { spec: { containers: [{ image: "nginx" }] } }, { provider }); } })).toBeUndefined();
  });

  test("are pulled as what AKS makes where the plan names no identity: that the principal is it is assumed, and said", () => {
    const made: Scenario = { grants: [JOINS, { ...PULL, to: "cluster" }], more: (plan, urns, grants) => {
      plan.add("azure-native:containerregistry:Registry", "registry", { resourceGroupName: "g", registryName: "shop" });
      plan.add("kubernetes:core/v1:Pod", "p", { spec: { containers: [{ image: "shop.azurecr.io/web:1" }] } }, { provider: urns.provider, dependencies: [...grants] });
    } };
    expect(needOf("image-pull", made)).toMatchObject({ status: "granted", identity: { kind: "made-by-aks" }, says: expect.stringContaining("assumed") });
  });
});

describe("secrets of a vault", () => {
  const READS: Grant = { role: "keyVaultSecretsUser", scope: VAULT };
  const subject = "system:serviceaccount:web:web";
  const fetch = (vault: PlanObject = { enableRbacAuthorization: true }, credential: PlanObject | null = { subject }, type = "secret"): Scenario["more"] => (plan, { identity, cluster, provider }, grants) => {
    plan.add("azure-native:keyvault:Vault", "vault", { resourceGroupName: "g", vaultName: "kv-shop", properties: vault }, { propertyDependencies: { properties: [identity] } });
    const trust = credential && plan.add("azure-native:managedidentity:FederatedIdentityCredential", "trust", { resourceName: "id-aks", issuer: UNKNOWN, audiences: ["api://AzureADTokenExchange"], ...credential }, { dependencies: [cluster], propertyDependencies: { issuer: typeof credential.issuer === "string" ? [] : [cluster] } });
    plan.add("kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass", "secrets", {
      metadata: { name: "secrets", namespace: "web" }, spec: { provider: "azure", parameters: { keyvaultName: "kv-shop", clientID: UNKNOWN, objects: `array:\n  - |\n    objectName: key\n    objectType: ${type}\n` } },
    }, { provider, propertyDependencies: { spec: [identity] } });
    plan.add("kubernetes:apps/v1:Deployment", "web", {
      metadata: { name: "web", namespace: "web" }, spec: { template: { spec: { serviceAccountName: "web", containers: [{ name: "web" }], volumes: [{ name: "s", csi: { volumeAttributes: { secretProviderClass: "secrets" } } }] } } },
    }, { provider, dependencies: [...grants, ...(trust === null ? [] : [trust])] });
  };

  test.each<readonly [what: string, grants: readonly Grant[], more: Scenario["more"], kind: string, status: string]>([
    ["of the whole vault", [READS], fetch(), "vault-secret", "granted"],
    ["of that secret alone", [{ ...READS, scope: `${VAULT}/secrets/key` }], fetch(), "vault-secret", "granted"],
    ["of another secret", [{ ...READS, scope: `${VAULT}/secrets/key2` }], fetch(), "vault-secret", "missing"],
    ["as Contributor, who reads none", [{ ...READS, role: "contributor" }], fetch(), "vault-secret", "missing"],
    ["as Secrets Officer, who writes them too", [{ ...READS, role: "keyVaultSecretsOfficer" }], fetch(), "vault-secret", "too-wide"],
    ["for a certificate", [READS], fetch(undefined, undefined, "cert"), "vault-certificate", "missing"],
    ["of a vault that goes by policies", [READS], fetch({}), "vault-secret", "missing"],
    ["by a policy of the vault", [], fetch({ accessPolicies: [{ objectId: UNKNOWN, permissions: { secrets: ["Get"] } }] }), "vault-secret", "granted"],
    ["by a policy for somebody else", [], fetch({ accessPolicies: [{ objectId: "1", permissions: { secrets: ["get"] } }] }), "vault-secret", "undecided"],
    ["by a policy that lists", [], fetch({ accessPolicies: [{ objectId: UNKNOWN, permissions: { secrets: ["list"] } }] }), "vault-secret", "missing"],
    ["of a vault of which it is not known by what it goes", [READS], fetch({ enableRbacAuthorization: UNKNOWN }), "vault-secret", "undecided"],
  ])("given by the right %s", (_, grants, more, kind, status) => {
    expect(needOf(kind, { grants: [JOINS, ...grants], more })).toMatchObject({ status });
  });

  test.each<readonly [what: string, credential: PlanObject | null, status: string]>([
    ["for its account", { subject }, "granted"],
    ["for another account", { subject: `${subject}2` }, "missing"],
    ["for another audience", { subject, audiences: ["api://other"] }, "missing"],
    ["for what is not known", { subject: UNKNOWN }, "undecided"],
    ["of an issuer that is written out", { subject, issuer: "https://westeurope.oic.prod-aks.azure.com/tenant/another/" }, "undecided"],
    ["that is not there", null, "missing"],
  ])("are fetched with a credential %s", (_, credential, status) => {
    expect(planFor({ grants: [JOINS, READS], more: fetch(undefined, credential) }).analyses.roles?.trusts).toMatchObject([{ subject, status }]);
  });

  test.each<readonly [what: string, securityProfile: PlanObject | undefined, status: string]>([
    ["is on", { workloadIdentity: { enabled: true } }, "granted"],
    ["is off", undefined, "missing"], ["is not known to be on", { workloadIdentity: UNKNOWN }, "undecided"],
  ])("have their token of the webhook where workload identity %s", (_, securityProfile, status) => {
    const more: Scenario["more"] = (plan, { identity, cluster, provider }, grants) => {
      const trust = plan.add("azure-native:managedidentity:FederatedIdentityCredential", "trust", { resourceName: "id-aks", issuer: UNKNOWN, subject, audiences: ["api://AzureADTokenExchange"] }, { dependencies: [cluster], propertyDependencies: { issuer: [cluster] } });
      plan.add("kubernetes:core/v1:ServiceAccount", "web", { metadata: { name: "web", namespace: "web", annotations: { "azure.workload.identity/client-id": UNKNOWN } } }, { provider, propertyDependencies: { metadata: [identity] } });
      const template = { metadata: { labels: { "azure.workload.identity/use": "true" } }, spec: { serviceAccountName: "web", containers: [{ name: "web" }] } };
      plan.add("kubernetes:apps/v1:Deployment", "web", { metadata: { name: "web", namespace: "web" }, spec: { template } }, { provider, dependencies: [...grants, trust] });
    };
    expect(planFor({ cluster: { ...(securityProfile && { securityProfile }) }, more }).analyses.roles?.trusts).toMatchObject([{ subject, status }]);
  });
});

test("an assignment without a kind of principal races with the principal that it is made for, and is not one where it stands already", () => {
  expect(rulesOf({ grants: [{ more: { principalType: null } }] })).toContain("principal-type");
  expect(rulesOf({ grants: [{ more: { principalType: null }, to: "nobody" }] })).not.toContain("principal-type");
});

test("two assignments of one name are refused, though role and scope differ", () => {
  const named = (name: string): PlanObject => ({ roleAssignmentName: name });
  expect(rulesOf({ grants: [{ more: named("a") }, { role: "reader", more: named("A") }] }).filter(rule => rule === "duplicate-role-assignment")).toHaveLength(1);
  expect(rulesOf({ grants: [{ more: named("a") }, { role: "reader", more: named("b") }] })).not.toContain("duplicate-role-assignment");
});

test("with Azure RBAC a role of the plan lets somebody in, and without one it is open whether another does", () => {
  const doubts = (grants: readonly Grant[]) => planFor({ grants, cluster: { disableLocalAccounts: true, aadProfile: { managed: true, enableAzureRBAC: true } } }).undecided.filter(({ rule }) => rule === "cluster-without-admin");
  expect(doubts([JOINS])).toHaveLength(1);
  expect(doubts([JOINS, { role: "owner", scope: GROUP }])).toHaveLength(1);
  expect(doubts([JOINS, { role: "clusterRbacClusterAdmin", scope: GROUP }])).toHaveLength(0);
});

test("the text says who lacks what, and that order alone is not enough", () => {
  const text = toText(planFor({ grants: [] }), { colour: false });
  expect(text).toMatch(/^Roles {2}1 missing\n {2}id-aks {2}control plane\n {4}Network Contributor {2}nodes {2}missing: nodes join it\n {2}the order is necessary, not sufficient: a role may take up to 60 minutes/m);
  const section = text.slice(text.indexOf("\nRoles") + 1).split("\n\n")[0] ?? "";
  expect(section.split("\n").every(line => line.length <= 100)).toBe(true);
});

test("two thousand resources are concluded, each pod among the users", () => {
  const plan = () => planFor({ grants: Array.from({ length: 300 }, (_, index) => ({ scope: `${NETWORK}/subnets/s${index}` })), more: (builder, { provider }) => {
    for (let index = 0; index < 1700; index++) {
      builder.add("kubernetes:apps/v1:Deployment", `d${index}`, { metadata: { name: `d${index}`, namespace: "web" }, spec: { template: { spec: { containers: [{ image: "shop.azurecr.io/web:1" }] } } } }, { provider });
    }
    builder.add("azure-native:containerregistry:Registry", "registry", { resourceGroupName: "g", registryName: "shop" });
  } });
  expect(plan().analyses.roles?.needs.find(({ need }) => need === "image-pull")?.users).toHaveLength(1700);
});
