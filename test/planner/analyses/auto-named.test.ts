import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { Plan, PlanObject, PlanValue } from "../../../planner/model/plan";
import { toText } from "../../../planner/views/text/text";
import { PlanBuilder, UNKNOWN } from "../plan-builder";

const AZURE = "azure-native:";
const ANNOTATION = "service.beta.kubernetes.io/azure-load-balancer-internal";
const CLIENT_ID = "azure.workload.identity/client-id";
/** Key Vault Secrets User. */
const SECRETS_USER = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6";

interface Scenario {
  /** Whether Pulumi names everything in the cluster. */
  readonly drawn?: boolean;
  readonly vaultRole?: boolean;
  readonly label?: boolean;
  readonly subject?: PlanValue;
  readonly subnetRole?: "ilb" | "nodes";
  readonly target?: PlanValue;
  readonly policyPort?: PlanValue;
  readonly minAvailable?: number;
  readonly scaler?: PlanObject;
  /** A second one of each kind that others refer to, and on which the pods depend as well. */
  readonly rivals?: "all" | "classes";
  /** Something else that the namespace's name may come from. */
  readonly strange?: boolean;
}

/** A web service with an identity, a vault, an autoscaler, a budget and a policy. Nothing but what depends on what says which is which, where Pulumi draws the names. */
function planFor({ drawn = true, vaultRole = true, label = true, subject, subnetRole = "ilb", target = "http", policyPort = "http", minAvailable = 1, scaler = {}, rivals, strange = false }: Scenario) {
  const plan = new PlanBuilder();
  const add = (type: string, name: string, inputs: PlanObject, from: Readonly<Record<string, readonly string[]>> = {}, more: { readonly provider?: string; readonly after?: readonly string[] } = {}): string =>
    plan.add(type, name, inputs, { id: UNKNOWN, propertyDependencies: from, dependencies: [...Object.values(from).flat(), ...(more.after ?? [])], ...(more.provider !== undefined && { provider: more.provider }) });
  const identity = add(`${AZURE}managedidentity:UserAssignedIdentity`, "cp", {}), web = add(`${AZURE}managedidentity:UserAssignedIdentity`, "web", {});
  const vnet = add(`${AZURE}network:VirtualNetwork`, "vnet", { addressSpace: { addressPrefixes: ["10.20.0.0/16"] } });
  const subnet = (name: string, addressPrefix: string, after: readonly string[] = []) => add(`${AZURE}network:Subnet`, name, { virtualNetworkName: UNKNOWN, addressPrefix }, { virtualNetworkName: [vnet] }, { after });
  const nodes = subnet("nodes", "10.20.0.0/24"), subnets = { nodes, ilb: subnet("ilb", "10.20.1.0/24", [nodes]) };
  const vault = add(`${AZURE}keyvault:Vault`, "kv", { properties: { enableRbacAuthorization: true } });
  const join = ["nodes", subnetRole].map(name => add(`${AZURE}authorization:RoleAssignment`, `join-${name}`, {
    principalId: UNKNOWN, principalType: "ServicePrincipal", scope: UNKNOWN, roleDefinitionId: "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7",
  }, { principalId: [identity], scope: [name === "ilb" ? subnets.ilb : subnets.nodes] }));
  const cluster = add(`${AZURE}containerservice:ManagedCluster`, "aks", {
    identity: { type: "UserAssigned", userAssignedIdentities: [UNKNOWN] }, networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay", networkPolicy: "cilium", networkDataplane: "cilium" },
    oidcIssuerProfile: { enabled: true }, securityProfile: { workloadIdentity: { enabled: true } }, agentPoolProfiles: [{ name: "system", mode: "System", count: 3, vnetSubnetID: UNKNOWN }],
  }, { identity: [identity], agentPoolProfiles: [subnets.nodes] }, { after: join });
  const provider = `${add("pulumi:providers:kubernetes", "k8s", { kubeconfig: UNKNOWN }, { kubeconfig: [cluster] })}::id`;
  const named = (name: string): PlanObject => (drawn ? {} : { name });
  const namespace = add("kubernetes:core/v1:Namespace", "shop", { metadata: named("shop") }, {}, { provider });
  const random = strange ? [add("random:index/randomPet:RandomPet", "pet", {})] : [];
  /** An object of the namespace. @param from what its metadata comes from besides */
  const object = (type: string, name: string, inputs: PlanObject, metadata: PlanObject = {}, from: readonly string[] = [], spec: readonly string[] = [], after: readonly string[] = []): string => add(
    `kubernetes:${type}`, name, { ...inputs, metadata: { ...named(name), namespace: drawn ? UNKNOWN : "shop", ...metadata } }, { metadata: [namespace, ...random, ...from], spec }, { provider, after: [cluster, ...after] });
  const role = vaultRole ? [add(`${AZURE}authorization:RoleAssignment`, "read", { principalId: UNKNOWN, principalType: "ServicePrincipal", scope: UNKNOWN, roleDefinitionId: SECRETS_USER }, { principalId: [web], scope: [vault] })] : [];
  const account = object("core/v1:ServiceAccount", "web", {}, { annotations: { [CLIENT_ID]: UNKNOWN } }, [web]);
  const secrets = object("secrets-store.csi.x-k8s.io/v1:SecretProviderClass", "secrets", { spec: { provider: "azure", parameters: {
    clientID: UNKNOWN, keyvaultName: UNKNOWN, objects: "array:\n  - |\n    objectName: password\n    objectType: secret\n",
  } } }, {}, [], [web, vault]);
  const others = rivals ? [...(rivals === "all" ? [object("core/v1:ServiceAccount", "other", {})] : []), object("secrets-store.csi.x-k8s.io/v1:SecretProviderClass", "others", { spec: { provider: "azure" } })] : [];
  const credential = add(`${AZURE}managedidentity:FederatedIdentityCredential`, "web", { resourceName: UNKNOWN, issuer: UNKNOWN, audiences: ["api://AzureADTokenExchange"], subject: subject ?? (drawn ? UNKNOWN : "system:serviceaccount:shop:web") },
    { resourceName: [web], issuer: [cluster], subject: [namespace, account] });
  const labels = { app: "web" };
  const deployment = object("apps/v1:Deployment", "web", { spec: { selector: { matchLabels: labels }, template: { metadata: { labels: { ...labels, ...(label && { "azure.workload.identity/use": "true" }) } }, spec: {
    serviceAccountName: drawn ? UNKNOWN : "web", containers: [{ name: "web", image: "web:1", ports: [{ name: "http", containerPort: 8080 }] }],
    volumes: [{ name: "secrets", csi: { driver: "secrets-store.csi.k8s.io", volumeAttributes: { secretProviderClass: drawn ? UNKNOWN : "secrets" } } }],
  } } } }, {}, [], [account, secrets, ...others], [credential, ...role]);
  object("core/v1:Service", "web", { spec: { type: "LoadBalancer", selector: labels, ports: [{ port: 443, targetPort: target }] } }, { annotations: { [ANNOTATION]: "true", [`${ANNOTATION}-subnet`]: UNKNOWN } }, [subnets.ilb]);
  object("autoscaling/v2:HorizontalPodAutoscaler", "web", { spec: { scaleTargetRef: { kind: "Deployment", name: drawn ? UNKNOWN : "web" }, minReplicas: 3, maxReplicas: 12, ...scaler } }, {}, [], rivals === "all" ? [] : [deployment]);
  object("policy/v1:PodDisruptionBudget", "web", { spec: { minAvailable, selector: { matchLabels: labels } } });
  object("networking.k8s.io/v1:NetworkPolicy", "web", { spec: { podSelector: { matchLabels: labels }, policyTypes: ["Ingress"], ingress: [{ ports: [{ port: policyPort }] }] } });
  return analyse(plan.build());
}

const textOf = (plan: Plan): string => toText(plan, { colour: false });

const found = (scenario: Scenario) => planFor(scenario).findings.map(({ rule }) => rule);

describe.each([["names that Pulumi draws", true], ["names that are written out", false]])("with %s", (_, drawn) => {
  const rulesOf = (scenario: Scenario) => found({ drawn, ...scenario });

  test("nothing is wrong with a sound program", () => {
    expect(rulesOf({})).toEqual([]);
  });

  test.each<[string, Scenario, string]>([
    ["the role on the vault", { vaultRole: false }, "missing-role"], ["the role on the load balancer's subnet", { subnetRole: "nodes" }, "internal-load-balancer-rights"],
    ["a port of that name", { target: "htttp" }, "broken-port-chain"], ["a policy that lets in at the port", { policyPort: 443 }, "broken-port-chain"],
    ["a policy that lets in at a port that nobody declares", { target: 8081 }, "broken-port-chain"], ["a pod that the budget spares", { minAvailable: 3 }, "blocked-drain"],
  ])("%s is missed", (__, scenario, rule) => {
    expect(rulesOf(scenario)).toContain(rule);
  });

  test("pods that mount what the driver fetches need no label", () => {
    expect(rulesOf({ label: false })).toEqual([]);
  });

  test("an autoscaler keeps more than one pod, and the tree says how many", () => {
    const plan = planFor({ drawn });
    expect(plan.analyses.upgrade[0]).toMatchObject({ interrupted: [], budgets: [{ pods: 3, allowed: 2 }] });
    expect(textOf(plan)).toMatch(/namespace +shop\n[^]*deployment +web → replica set web-<hash> → 3 to 12 pods of web/);
    expect(textOf(plan)).not.toContain("cluster-wide");
  });

  test("one that is at its least with the budget's pods lets none go", () => {
    expect(planFor({ drawn, minAvailable: 3 }).analyses.upgrade[0]?.budgets[0]).toMatchObject({ verdict: "broken", pods: 3, says: expect.stringContaining("minAvailable 3 of 3, at the least that its autoscaler keeps, lets no pod go") });
  });

  test("one of one pod at the most changes nothing", () => {
    expect(rulesOf({ minAvailable: 0, scaler: { minReplicas: 1, maxReplicas: 1 } })).toEqual(["single-pod"]);
  });
});

describe("what cannot be told of names that Pulumi draws", () => {
  const trusts = (scenario: Scenario) => planFor(scenario).analyses.roles?.trusts.map(({ subject, status }) => [subject, status]);

  test("is whether a subject is the account's that is made of such a name, or may be", () => {
    const own = "system:serviceaccount:shop-<…>:web-<…>";
    expect(trusts({})).toEqual([[own, "undecided"]]);
    expect(trusts({ subject: "system:serviceaccount:shop-1a2b3c4d:web" })).toEqual([[own, "undecided"]]);
    expect(trusts({ subject: "system:serviceaccount:store:web" })).toEqual([[own, "missing"]]);
    expect(textOf(planFor({}))).toMatch(/^Roles {2}1 undecided$/m);
  });

  test("is which of two a pod names, and everything that hangs on it", () => {
    const plan = planFor({ rivals: "all", label: false });
    expect(plan.findings).toEqual([]);
    expect(plan.undecided.map(({ rule, message }) => `${rule}: ${message}`)).toEqual(expect.arrayContaining([
      expect.stringMatching(/^missing-role: .*which SecretProviderClass web mounts is not known/), expect.stringMatching(/^single-pod: whether Deployment web has one pod: whether HorizontalPodAutoscaler web scales it is not known/),
    ]));
    expect(planFor({ rivals: "all" }).undecided).toContainEqual(expect.objectContaining({ rule: "untrusted-service-account", message: expect.stringContaining("which service account its pods have is not known") }));
  });

  test("is whether pods need the label that may mount what the driver fetches", () => {
    const plan = planFor({ rivals: "classes", label: false });
    expect([...plan.findings, ...plan.undecided].filter(({ rule }) => rule === "workload-identity-label")).toEqual([expect.objectContaining({ message: expect.stringMatching(/^whether its pods need the label/) })]);
  });

  test("is a namespace whose name may come from something else", () => {
    const plan = planFor({ strange: true, target: "htttp" });
    expect(plan.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(plan.analyses.portChains[0]?.verdict).toBe("undecided");
  });
});
