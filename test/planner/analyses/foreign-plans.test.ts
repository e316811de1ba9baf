import { describe, expect, test } from "@jest/globals";
import Ajv from "ajv/dist/2020";
import fc from "fast-check";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import schema from "../../../planner/model/plan.schema.json";
import { toJson } from "../../../planner/views/json";
import { toText } from "../../../planner/views/text/text";
import { PlanBuilder, UNKNOWN } from "../plan-builder";
import { httpsServer, ingressPlan, redirectServer } from "../ingress-plan";
import { sortingPlan } from "../sorting-plan";

const isPlan = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

test("a plan without anything of AKS has empty analyses", () => {
  const plan = new PlanBuilder();
  plan.add("aws:s3/bucket:Bucket", "logs", { bucket: "logs" });
  const { predicted, analyses, findings } = analyse(plan.build());
  expect({ predicted, analyses, findings }).toEqual({ predicted: [], analyses: { clusters: [], pools: [], ipPlan: { subnets: [], ranges: [] }, managedGroups: [], portChains: [], podNetworks: [], upgrade: [] }, findings: [] });
});

const CLUSTER = "azure-native:containerservice:ManagedCluster", GROUP = "azure-native:resources:ResourceGroup";
const pool = (name: string, count: number): PlanObject => ({ agentPoolProfiles: [{ name, mode: "System", count }] });
const textOf = (plan: PlanBuilder): string => toText(analyse(plan.build()), { colour: false });
const occurrences = (text: string, part: string): number => text.split(part).length - 1;

test("two clusters whose names the provider is to choose have a managed group each, with what is theirs", () => {
  const plan = new PlanBuilder();
  plan.add(CLUSTER, "one", pool("first", 2));
  plan.add(CLUSTER, "two", pool("second", 5));
  const text = textOf(plan);
  expect(text.split("\n").filter(line => line.startsWith("MC_<not known>"))).toHaveLength(2);
  expect([occurrences(text, "aks-first-<8 digits>-vmss"), occurrences(text, "aks-second-<8 digits>-vmss")]).toEqual([1, 1]);
});

test("the address budget says whose subnet and ranges these are", () => {
  const plan = new PlanBuilder();
  for (const name of ["one", "two"]) plan.add(CLUSTER, name, { resourceName: `aks-${name}`, networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" }, ...pool("first", 2) });
  const text = textOf(plan);
  for (const row of ["aks-subnet of aks-one", "aks-subnet of aks-two", "pod range of aks-one", "service range of aks-two"]) expect(text).toContain(`  ${row} `);
});

test("a resource stands in the declared group that its group's name comes from, though that name is not known yet", () => {
  const plan = new PlanBuilder();
  const group = plan.add(GROUP, "shop-rg");
  plan.add(CLUSTER, "shop", { resourceGroupName: { $unknown: true }, ...pool("first", 2) }, { dependencies: [group], propertyDependencies: { resourceGroupName: [group] } });
  expect(textOf(plan)).toMatch(/^shop-rg {2}declared\n└─ cluster +shop$/m);
  expect(textOf(plan)).not.toContain("not of this plan");
});

test("resources of other packages and components that a provider builds stand beside the cluster", () => {
  const plan = new PlanBuilder();
  plan.add(CLUSTER, "shop", pool("first", 2));
  for (let index = 0; index < 8; index++) plan.add("random:index/randomPassword:RandomPassword", `secret-${index}`);
  plan.add("kubernetes:helm.sh/v4:Chart", "ingress", {}, { custom: false, remote: true });
  plan.add("pulumi:providers:kubernetes", "shop-provider");
  const text = textOf(plan);
  expect(text).toMatch(/Beside the cluster\n├─ kubernetes +ingress {2}Chart {2}\(its children are not known offline\)\n├─ random +secret-0 {2}RandomPassword\n/);
  expect(text).toContain("… and 3 more");
  expect(text).not.toContain("shop-provider");
});

test("nothing is said of Azure's load balancer where the plan has no cluster of Azure's", () => {
  const plan = new PlanBuilder();
  plan.add("kubernetes:core/v1:Service", "web", { metadata: { name: "web", namespace: "apps" }, spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 80 }] } });
  expect(analyse(plan.build()).analyses.portChains).toMatchObject([{ hops: [{ at: "service" }, { at: "pod" }] }]);
  expect(textOf(plan)).not.toMatch(/floating IP|public address|front end/);
});

const TYPES = [
  "azure-native:containerservice:ManagedCluster", "azure-native:containerservice:AgentPool", "azure-native:network:Subnet", "azure-native:network:VirtualNetwork",
  "azure-native:authorization:RoleAssignment", "azure-native:network:PrivateEndpoint", "kubernetes:core/v1:Service", "kubernetes:apps/v1:Deployment", "kubernetes:core/v1:ConfigMap", "kubernetes:core/v1:Namespace", "other:thing:Thing",
  "kubernetes:core/v1:ServicePatch", "kubernetes:networking.istio.io/v1:Gateway", "kubernetes:networking.istio.io/v1:VirtualService", "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
  "azure-native:managedidentity:UserAssignedIdentity", "azure-native:managedidentity:FederatedIdentityCredential", "azure-native:containerregistry:Registry", "azure-native:keyvault:Vault", "kubernetes:core/v1:ServiceAccount",
  "kubernetes:policy/v1:PodDisruptionBudget", "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "azure-native:containerservice:MaintenanceConfiguration",
  "azure-native:network:LocalNetworkGateway", "azure-native:network:VirtualNetworkPeering",
] as const;

/** Keys that the analyses read, so that random inputs get past their first look. */
const KEYS = [
  "metadata", "name", "namespace", "labels", "annotations", "spec", "selector", "ports", "port", "targetPort", "containerPort", "nodePort", "type", "template", "containers", "initContainers", "restartPolicy",
  "volumes", "volumeMounts", "configMap", "data", "haproxy.cfg", "replicas", "networkProfile", "networkPlugin", "networkPluginMode", "podCidr", "serviceCidr", "agentPoolProfiles", "count", "maxPods", "enableAutoScaling",
  "minCount", "maxCount", "upgradeSettings", "maxSurge", "vnetSubnetID", "podSubnetID", "addressPrefix", "addressPrefixes", "subnets", "addressSpace", "localNetworkAddressSpace", "remoteVirtualNetwork", "remoteAddressSpace", "virtualNetworkPeerings", "podCidrs", "serviceCidrs", "dnsServiceIP", "delegations", "virtualNetworkName", "subnetName", "resourceName", "resourceGroupName", "apiServerAccessProfile",
  "privateLinkServiceConnections", "privateLinkServiceId", "groupIds", "subnet", "id", "privateEndpointName",
  "serviceMeshProfile", "mode", "istio", "components", "ingressGateways", "revisions", "servers", "hosts", "tls", "credentialName", "gateways", "http", "route", "match", "uri", "prefix", "destination", "host", "number", "protocol", "secretObjects",
  "maxUnavailable", "minAvailable", "matchLabels", "matchExpressions", "key", "operator", "values", "scaleTargetRef", "kind", "autoUpgradeProfile", "upgradeChannel", "nodeOSUpgradeChannel", "configName", "kubernetesVersion",
  "orchestratorVersion", "drainTimeoutInMinutes", "nodeSoakDurationInMinutes", "scaleSetPriority", "nodeTaints", "mode", "maintenanceWindow", "overrideSettings", "forceUpgrade",
  "identity", "userAssignedIdentities", "servicePrincipalProfile", "principalId", "roleDefinitionId", "scope", "subject", "audiences", "properties", "accessPolicies", "parameters", "objects", "image", "serviceAccountName", "csi", "volumeAttributes",
  "addonProfiles", "enabled", "identityProfile", "sku", "tier", "$unknown", "$secret", "predicted", "__proto__", "constructor", "toString",
  "service.beta.kubernetes.io/azure-load-balancer-internal", "service.beta.kubernetes.io/azure-load-balancer-internal-subnet", "service.beta.kubernetes.io/azure-load-balancer-ipv4",
];
const TEXTS = [
  "azure", "kubenet", "none", "overlay", "LoadBalancer", "NodePort", "ClusterIP", "ExternalName", "true", "http", "10.0.0.0/16", "10.240.0.0/24", "10.0.0.4", "50%", "0", "Always", "sorting", "", "listen x\n bind :85\n server a 127.0.0.1:80",
  "Istio", "Internal", "aks-istio-ingressgateway-internal", "aks-istio-ingress", "HTTPS", "SIMPLE", "*", "a/b",
  "100%", "1.36", "1.37.1", "patch", "aksManagedAutoUpgradeSchedule", "default", "Exists", "System", "Spot",
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/aks", "\u001b[31m", "__proto__",
];
const { value } = fc.letrec<{ value: PlanValue }>(tie => ({
  value: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.constantFrom<PlanValue>(null, true, false, 0, 1, 80, 85, 1e300, -1, 0.5), fc.constantFrom<PlanValue>(...TEXTS), fc.string(),
    fc.constantFrom<PlanValue>({ $unknown: true }, { $secret: true }),
    fc.record({ $unknown: fc.constant(true as const), predicted: tie("value") }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie("value"), { maxKeys: 6 }).map(object => object as PlanObject),
  ),
}));
const inputs = fc.dictionary(fc.constantFrom(...KEYS.filter(key => !key.startsWith("$") && key !== "predicted")), value, { maxKeys: 8 }) as fc.Arbitrary<PlanObject>;

function planOf(resources: readonly (readonly [string, PlanObject])[]) {
  const plan = new PlanBuilder();
  resources.forEach(([type, each], index) => plan.add(type, `r${index}`, each, { dependencies: [], propertyDependencies: {} }));
  return plan.build();
}

test("no inputs whatever make an analysis or the text view throw", () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...TYPES), inputs), { maxLength: 8 }), resources => {
    const plan = analyse(planOf(resources));
    expect(toText(plan, { colour: false })).not.toMatch(/[^\P{Cc}\n]/u);
    expect(() => toJson(plan)).not.toThrow();
  }), { numRuns: 200 });
});

/** The scenario with one value anywhere in it replaced: nearer to real plans than inputs out of nothing. */
const scenario = sortingPlan({ cluster: { autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" } }, more: (plan, { provider }) => {
  const there = { provider: `${provider}::id` };
  plan.add("kubernetes:policy/v1:PodDisruptionBudget", "sorting", { metadata: { name: "sorting", namespace: "hogwarts" }, spec: { minAvailable: "50%", selector: { matchLabels: { app: "sorting" }, matchExpressions: [{ key: "app", operator: "In", values: ["sorting"] }] } } }, there);
  plan.add("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "other", { metadata: { name: "other", namespace: "hogwarts" }, spec: { scaleTargetRef: { kind: "Deployment", name: "other" } } }, there);
  plan.add("azure-native:containerservice:MaintenanceConfiguration", "window", { resourceGroupName: "rg-example", resourceName: "aks-example", configName: "aksManagedAutoUpgradeSchedule", maintenanceWindow: { startTime: "02:00", durationHours: 4 } });
} });
test.each([["the scenario", scenario], ["the scenario behind an ingress gateway", ingressPlan({ servers: [httpsServer(), redirectServer] })]])("no change of one value in %s makes an analysis throw, and what it says stays a plan", (_, original) => {
  const places: (readonly [number, readonly (string | number)[]])[] = [];
  const walk = (each: unknown, resource: number, path: readonly (string | number)[]): void => {
    if (path.length > 0) places.push([resource, path]);
    if (typeof each === "object" && each !== null) for (const [key, below] of Object.entries(each)) if (!key.startsWith("$")) walk(below, resource, [...path, Array.isArray(each) ? Number(key) : key]);
  };
  original.resources.forEach((resource, index) => walk(resource.inputs, index, []));
  const replaced = (each: unknown, [key, ...rest]: readonly (string | number)[], by: PlanValue): PlanValue => {
    if (key === undefined) return by;
    const copy = (Array.isArray(each) ? [...each as PlanValue[]] : { ...each as PlanObject }) as Record<string | number, PlanValue>;
    copy[key] = replaced(copy[key], rest, by);
    return copy;
  };
  const wellFormed = fc.constantFrom<PlanValue>(null, true, 0, 85, 1e300, "", "x", "10.0.0.0/8", [], {}, { $unknown: true }, { $secret: true }, { $unknown: true, predicted: "y" });
  fc.assert(fc.property(fc.constantFrom(...places), wellFormed, ([index, path], by) => {
    const resources = original.resources.map((resource, at) => (at === index ? { ...resource, inputs: replaced(resource.inputs, path, by) as PlanObject } : resource));
    const plan = analyse({ ...original, resources });
    if (!isPlan(JSON.parse(toJson(plan)))) throw new Error(JSON.stringify(isPlan.errors));
    toText(plan, { colour: true });
  }), { numRuns: 300 });
});

describe("a cluster that Pulumi's older provider for Azure declares", () => {
  const CLASSIC = "azure:containerservice/kubernetesCluster:KubernetesCluster";

  /** A Service that a provider made of the cluster declares, with its pods. */
  function classic(type: string, more: (plan: PlanBuilder) => void = () => {}) {
    const plan = new PlanBuilder();
    more(plan);
    const cluster = plan.add(CLASSIC, "old", { defaultNodePool: { name: "default", nodeCount: 1 } });
    const provider = `${plan.add("pulumi:providers:kubernetes", "k", { kubeconfig: UNKNOWN }, { propertyDependencies: { kubeconfig: [cluster] } })}::id`;
    const labels = { app: "shop" };
    plan.add("kubernetes:core/v1:Service", "shop", { metadata: { name: "shop" }, spec: { type, selector: labels, ports: [{ port: 80 }] } }, { provider });
    plan.add("kubernetes:apps/v1:Deployment", "shop", { metadata: { name: "shop" }, spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "shop", ports: [{ containerPort: 80 }] }] } } } }, { provider });
    return analyse(plan.build());
  }
  const chainOf = ({ analyses }: ReturnType<typeof classic>) => analyses.portChains.map(({ verdict, hops, rule }) => ({ verdict, rule, says: hops[0]?.says }))[0];
  const says = "cluster old is declared by the provider azure, not by azure-native: its load balancer is not judged";

  test("is not judged, and the plan says so once", () => {
    const plan = classic("LoadBalancer");
    expect(plan.notes).toEqual([{ rule: "cluster-not-judged", resource: expect.stringContaining("::old"), message: "cluster old is declared by the provider azure, not by azure-native: its pools, its network and its versions are not judged" }]);
    expect(chainOf(plan)).toEqual({ verdict: "undecided", rule: undefined, says });
    expect(plan.findings).toEqual([]);
  });

  test("takes its Services away from the only other cluster", () => {
    const plan = classic("LoadBalancer", each => { each.add(CLUSTER, "new", pool("first", 2)); });
    expect(chainOf(plan)).toEqual({ verdict: "undecided", rule: undefined, says });
    expect(plan.analyses.flows?.flatMap(({ hops }) => hops.map(({ label }) => label)) ?? []).not.toContain("public load balancer");
  });

  test("has Services that its own nodes and pods reach, whoever declares it", () => {
    expect(chainOf(classic("ClusterIP"))?.verdict).toBe("proven");
  });
});
