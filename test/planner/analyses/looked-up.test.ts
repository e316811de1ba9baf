import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, RecordedPlan } from "../../../planner/model/plan";
import { PlanBuilder, UNKNOWN, type ResourceOptions } from "../plan-builder";

const CLUSTER = "azure-native:containerservice:ManagedCluster";

/** A workload that acts as an identity, with a Service and a policy, in a cluster. */
function planIn(inputs: PlanObject, options: ResourceOptions = {}): RecordedPlan {
  const plan = new PlanBuilder();
  const cluster = plan.add(CLUSTER, "aks", inputs, options);
  const identity = plan.add("azure-native:managedidentity:UserAssignedIdentity", "shop", { resourceGroupName: "rg", resourceName: "shop" });
  const causes = { dependencies: [cluster, identity], propertyDependencies: { issuer: [cluster], resourceName: [identity] } };
  plan.add("azure-native:managedidentity:FederatedIdentityCredential", "trust", { resourceName: "shop", issuer: UNKNOWN, subject: "system:serviceaccount:shop:web", audiences: ["api://AzureADTokenExchange"] }, causes);
  plan.add("kubernetes:core/v1:ServiceAccount", "web", { metadata: { name: "web", namespace: "shop", annotations: { "azure.workload.identity/client-id": UNKNOWN } } }, { dependencies: [identity], propertyDependencies: { metadata: [identity] } });
  plan.add("kubernetes:networking.k8s.io/v1:NetworkPolicy", "deny", { metadata: { name: "deny", namespace: "shop" }, spec: { podSelector: {} } });
  plan.add("kubernetes:core/v1:Service", "web", { metadata: { name: "web", namespace: "shop" }, spec: { clusterIP: "172.16.0.50", selector: { app: "web" }, ports: [{ port: 80 }] } });
  const labels = { app: "web", "azure.workload.identity/use": "true" };
  plan.add("kubernetes:apps/v1:Deployment", "web", { metadata: { name: "web", namespace: "shop" }, spec: {
    replicas: 2, selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels }, spec: { serviceAccountName: "web", containers: [{ name: "web", image: "registry.example/web:1", ports: [{ containerPort: 80 }] }] } },
  } });
  return plan.build();
}
const ABOUT = ["untrusted-service-account", "network-policy-without-engine", "cluster-address-outside", "unschedulable-pods"];
const found = (plan: RecordedPlan) => analyse(plan).findings.map(({ rule }) => rule).filter(rule => ABOUT.includes(rule));
const doubted = (plan: RecordedPlan) => analyse(plan).undecided.map(({ rule }) => rule).filter(rule => ABOUT.includes(rule));
const DECLARED = { resourceName: "aks", identity: { type: "SystemAssigned" }, networkProfile: { networkPlugin: "azure" } };

describe("a cluster that is only looked up", () => {
  const lookedUp = planIn({}, { op: "read", id: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks" });

  test("has not Azure's defaults where the look-up says nothing: what rests on them is not decided", () => {
    expect(found(planIn(DECLARED))).toEqual(["cluster-address-outside", "untrusted-service-account", "network-policy-without-engine"]);
    expect([found(lookedUp), doubted(lookedUp)]).toEqual([[], ["network-policy-without-engine", "untrusted-service-account"]]);
  });

  test("has ranges, a way in and a channel that are not known", () => {
    const { clusters: [cluster], upgrade: [upgrade], flows = [] } = analyse(lookedUp).analyses;
    expect([cluster?.serviceRange, cluster?.apiServer, cluster?.outboundType, cluster?.tier, upgrade?.channel]).toEqual([undefined, "undecided", undefined, undefined, undefined]);
    expect(flows.map(({ verdict }) => verdict)).not.toContain("proven");
  });

  test("is not asked about the settings that are declared elsewhere", () => {
    expect(analyse(lookedUp).undecided.filter(({ rule }) => ["outbound-setting-refused", "retired-feature"].includes(rule))).toEqual([]);
    expect(analyse(lookedUp).undecided.flatMap(({ rule, path }) => (rule === "range-overlap" ? [path] : []))).toEqual(["inputs.networkProfile", "inputs.networkProfile"]);
  });
});

describe("a cluster of AKS Automatic", () => {
  const system = { name: "system", mode: "System", count: 3, vmSize: "Standard_D4s_v5", nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] };
  const SERVICES = { networkPlugin: "azure", serviceCidr: "172.16.0.0/16", dnsServiceIP: "172.16.0.10" };
  const of = (more: PlanObject) => planIn({ ...DECLARED, networkProfile: SERVICES, agentPoolProfiles: [system], ...more });

  test.each(["Automatic", "automatic"])("%s makes nodes, has workload identity and enforces policies without being asked", name => {
    expect(found(of({}))).toEqual(["unschedulable-pods", "untrusted-service-account", "network-policy-without-engine"]);
    expect(found(of({ sku: { name } }))).toEqual([]);
    expect(analyse(of({ sku: { name } })).analyses.ipPlan.subnets.map(({ verdict }) => verdict)).not.toContain("fits");
  });

  test.each<[string, PlanObject]>([["the sku is not known", { sku: UNKNOWN }], ["its name is not known", { sku: { name: UNKNOWN } }]])("may be one where %s", (_, more) => {
    expect(found(of(more))).toEqual([]);
    expect(doubted(of(more))).toEqual(expect.arrayContaining(["network-policy-without-engine", "untrusted-service-account"]));
  });
});
