/** Roles in forms of which a plan does not show whether they suffice: nothing is claimed to be missing then. */
import { describe, expect, test } from "@jest/globals";
import { roleDefinitionId } from "../../../facts/roles";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { fixturePlan } from "../../../planner/rules/fixture-plan";
import type { FixtureResource } from "../../../planner/rules/rule";
import { UNKNOWN } from "../plan-builder";

const GROUP = "/subscriptions/s/resourceGroups/g/providers";
const SUBNET = `${GROUP}/Microsoft.Network/virtualNetworks/vnet/subnets/nodes`;
const IDENTITY = 0, SUBNETS = 1, ASSIGNMENT = 3;

const identity = (op?: FixtureResource["op"]): FixtureResource => ({ type: "azure-native:managedidentity:UserAssignedIdentity", inputs: { resourceGroupName: "g", resourceName: "id-aks" }, ...(op && { op }) });
const subnet: FixtureResource = { type: "azure-native:network:Subnet", inputs: { resourceGroupName: "g", virtualNetworkName: "vnet", subnetName: "nodes", addressPrefix: "10.0.0.0/24" } };
/** Something that what gives the role comes from; a resource without meaning where there is none. */
const nothing: FixtureResource = { type: "test:index:Thing", inputs: {} };
const cluster: FixtureResource = {
  type: "azure-native:containerservice:ManagedCluster", uses: { identity: [IDENTITY], agentPoolProfiles: [SUBNETS], tags: [ASSIGNMENT] },
  inputs: { resourceGroupName: "g", resourceName: "aks", tags: {}, identity: { type: "UserAssigned", userAssignedIdentities: [UNKNOWN] }, agentPoolProfiles: [{ name: "system", mode: "System", vnetSubnetID: SUBNET }] },
};

interface Given { readonly source?: FixtureResource; readonly by: FixtureResource; readonly op?: FixtureResource["op"] }

const found = ({ source = nothing, by, op }: Given) => analyse(fixturePlan([identity(op), subnet, source, by, cluster]));
const assignment = (inputs: PlanObject, uses: FixtureResource["uses"] = { principalId: [IDENTITY] }): FixtureResource =>
  ({ type: "azure-native:authorization:RoleAssignment", inputs: { scope: SUBNET, roleDefinitionId: roleDefinitionId("networkContributor"), principalId: UNKNOWN, principalType: "ServicePrincipal", ...inputs }, uses });
const classic = (inputs: PlanObject): FixtureResource => ({ type: "azure:authorization/assignment:Assignment", inputs: { scope: SUBNET, principalId: UNKNOWN, ...inputs }, uses: { principalId: [IDENTITY] } });
const definition = (...permissions: readonly PlanValue[]): Given => ({
  source: { type: "azure-native:authorization:RoleDefinition", inputs: { roleName: "joins", permissions } },
  by: assignment({ roleDefinitionId: UNKNOWN }, { principalId: [IDENTITY], roleDefinitionId: [2] }),
});
const JOINS = "Microsoft.Network/virtualNetworks/subnets/*";

describe("the right to the nodes' subnet", () => {
  test.each<readonly [what: string, given: Given, status: string]>([
    ["by the older provider, as the role's title", { by: classic({ roleDefinitionName: "Network Contributor" }) }, "granted"],
    ["by the older provider, as the role's id", { by: classic({ roleDefinitionId: roleDefinitionId("networkContributor") }) }, "granted"],
    ["by the older provider, as a role that reads", { by: classic({ roleDefinitionName: "Reader" }) }, "missing"],
    ["by the older provider, as a role that nothing is known of", { by: classic({ roleDefinitionName: "Joins" }) }, "undecided"],
    ["to a group, which may hold the identity", { source: { type: "azuread:index/group:Group", inputs: { displayName: "all" } }, by: assignment({ principalType: "Group" }, { principalId: [2] }) }, "undecided"],
    ["to a user", { source: { type: "azuread:index/user:User", inputs: {} }, by: assignment({ principalType: "User" }, { principalId: [2] }) }, "missing"],
    ["by a role of one's own whose actions are not known", definition({ actions: UNKNOWN }), "undecided"],
    ["by one that has an action which is not known", definition({ actions: ["*/read", UNKNOWN] }), "undecided"],
    ["by one that takes away what is not known", definition({ actions: [JOINS], notActions: UNKNOWN }), "undecided"],
    ["by one of which a permission is not known", definition({ actions: ["*/read"] }, UNKNOWN), "undecided"],
    ["by one that joins, whatever else it has", definition({ actions: [JOINS, UNKNOWN] }), "granted"],
    ["by one that takes away in one permission what another gives", definition({ actions: ["*/read"], notActions: [JOINS] }, { actions: [JOINS] }), "granted"],
    ["by a template that knows the identity", { by: { type: "azure-native:resources:Deployment", inputs: { properties: UNKNOWN }, uses: { properties: [IDENTITY] } } }, "undecided"],
    ["by a template that does not", { by: { type: "azure-native:resources:Deployment", inputs: { properties: UNKNOWN } } }, "missing"],
    ["by nothing", { by: nothing }, "missing"],
    ["by nothing, where the identity stands already", { by: nothing, op: "same" }, "undecided"],
    ["by nothing, where the identity is looked up", { by: nothing, op: "read" }, "undecided"],
    ["by another role, where the identity stands already", { by: assignment({ roleDefinitionId: roleDefinitionId("reader") }), op: "update" }, "undecided"],
    ["by nothing, where the identity is made anew", { by: nothing, op: "replace" }, "missing"],
  ])("given %s", (_, given, status) => {
    const plan = found(given);
    expect(plan.analyses.roles?.needs).toMatchObject([{ need: "node-subnet", status }]);
    expect([plan.findings, plan.undecided].map(list => list.some(({ rule }) => rule === "missing-role"))).toEqual([status === "missing", status === "undecided"]);
  });
});

describe("the right to a secret of a vault that goes by access policies", () => {
  const account = "system:serviceaccount:web:web";
  const plan = (permissions: PlanValue, separate: boolean, op?: FixtureResource["op"]) => {
    const policy = { objectId: UNKNOWN, permissions };
    return analyse(fixturePlan([
      identity(op),
      { type: "azure-native:keyvault:Vault", inputs: { resourceGroupName: "g", vaultName: "kv-shop", properties: separate ? {} : { accessPolicies: [policy] } }, uses: separate ? {} : { properties: [IDENTITY] } },
      ...(separate ? [{ type: "azure-native:keyvault:AccessPolicy", inputs: { resourceGroupName: "g", vaultName: "kv-shop", policy }, uses: { policy: [IDENTITY] } }] : [nothing]),
      { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceGroupName: "g", resourceName: "aks" } },
      { type: "azure-native:managedidentity:FederatedIdentityCredential", inputs: { resourceName: "id-aks", issuer: UNKNOWN, subject: account, audiences: ["api://AzureADTokenExchange"] }, uses: { issuer: [3], resourceName: [IDENTITY] } },
      { type: "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass", uses: { spec: [IDENTITY] }, inputs: { metadata: { name: "secrets", namespace: "web" }, spec: { provider: "azure", parameters: { keyvaultName: "kv-shop", clientID: UNKNOWN, objects: "array:\n  - |\n    objectName: key\n    objectType: secret\n" } } } },
      { type: "kubernetes:apps/v1:Deployment", uses: { spec: [2, 4] }, inputs: { metadata: { name: "web", namespace: "web" }, spec: { template: { spec: { serviceAccountName: "web", containers: [{ name: "web" }], volumes: [{ name: "s", csi: { volumeAttributes: { secretProviderClass: "secrets" } } }] } } } } },
    ]));
  };
  const statusOf = (...given: Parameters<typeof plan>) => plan(...given).analyses.roles?.needs.find(({ need }) => need === "vault-secret")?.status;

  test.each<readonly [what: string, permissions: PlanValue, status: string]>([
    ["get", { secrets: ["get"] }, "granted"],
    ["what is not known", UNKNOWN, "undecided"],
    ["what is not known of secrets", { secrets: UNKNOWN }, "undecided"],
    ["one right that is not known", { secrets: ["list", UNKNOWN] }, "undecided"],
    ["list alone", { secrets: ["list"] }, "missing"],
  ])("that allow %s", (_, permissions, status) => {
    expect([statusOf(permissions, false), statusOf(permissions, true)]).toEqual([status, status]);
  });

  test("is not known to be missing where the identity stands already", () => {
    expect(statusOf({ secrets: ["list"] }, true, "same")).toBe("undecided");
  });
});

test("an identity that stands already may have a credential that the plan does not show, and one that is made here has none", () => {
  const trust = (op: FixtureResource["op"]) => analyse(fixturePlan([
    identity(op), { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceGroupName: "g", resourceName: "aks", securityProfile: { workloadIdentity: { enabled: true } } } },
    { type: "kubernetes:core/v1:ServiceAccount", inputs: { metadata: { name: "web", namespace: "web", annotations: { "azure.workload.identity/client-id": UNKNOWN } } }, uses: { metadata: [IDENTITY] } },
    { type: "kubernetes:apps/v1:Deployment", inputs: { metadata: { name: "web", namespace: "web" }, spec: { template: { metadata: { labels: { "azure.workload.identity/use": "true" } }, spec: { serviceAccountName: "web", containers: [{ name: "web" }] } } } } },
  ])).analyses.roles?.trusts.map(({ status }) => status);
  expect([trust("create"), trust("same")]).toEqual([["missing"], ["undecided"]]);
});
