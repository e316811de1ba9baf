import { describe, expect, test } from "@jest/globals";
import type { PlanObject, PlanResource } from "../../../planner/model/plan";
import { SECRET, UNKNOWN } from "../plan-builder";
import { CLUSTER, doubtsBy, foundBy, planWith, POOL, told } from "./found";

const cluster = (inputs: PlanObject) => [CLUSTER, { resourceName: "aks", ...inputs }] as const;

describe("what Azure has retired and refuses", () => {
  test.each<[PlanObject, string]>([
    [{ addonProfiles: { httpApplicationRouting: { enabled: true } } }, "inputs.addonProfiles.httpApplicationRouting.enabled: HTTP application routing was retired 2025-03-03: Azure takes no new cluster with it"],
    [{ addonProfiles: { HTTPApplicationRouting: { enabled: true } } }, "inputs.addonProfiles.HTTPApplicationRouting.enabled: HTTP application routing was retired 2025-03-03: Azure takes no new cluster with it"],
    [{ addonProfiles: { KubeDashboard: { enabled: true } } }, "inputs.addonProfiles.KubeDashboard.enabled: the Kubernetes dashboard add-on was retired with Kubernetes 1.19: Azure takes no new cluster with it"],
    [{ addonProfiles: { kubeDashboard: { enabled: false } } }, ""],
    [{ networkProfile: { loadBalancerSku: "Basic" } }, "inputs.networkProfile.loadBalancerSku: the Basic load balancer was retired 2025-09-30: Azure takes no new cluster with it"],
    [{ enablePodSecurityPolicy: true }, "inputs.enablePodSecurityPolicy: pod security policies was retired 2025-03-01: Azure takes no new cluster with it"],
    [{ aadProfile: { serverAppSecret: SECRET } }, ""],
    [{ aadProfile: { clientAppID: "a" } }, "inputs.aadProfile.clientAppID: Azure AD integration with applications of one's own was retired 2023-12-01: Azure takes no new cluster with it"],
    [{ agentPoolProfiles: [{ name: "a", type: "AvailabilitySet" }] }, "inputs.agentPoolProfiles[0].type: pool a: availability sets were retired 2025-09-30"],
  ])("%j", (inputs, message) => {
    expect(told(foundBy("retired-feature", cluster(inputs)))).toEqual(message === "" ? [] : [message]);
  });

  test("a feature of several settings is told once", () => {
    expect(foundBy("retired-feature", cluster({ aadProfile: { clientAppID: "a", serverAppID: "b", serverAppSecret: "c" } }), [CLUSTER, { aadProfile: { serverAppID: "b" } }]).map(({ path }) => path))
      .toEqual(["inputs.aadProfile.clientAppID", "inputs.aadProfile.serverAppID"]);
  });

  test("a pool of an availability set that is a resource of its own", () => {
    expect(told(foundBy("retired-feature", cluster({}), [POOL, { agentPoolName: "b", resourceName: "aks", type: "availabilitySet" }]))).toEqual(["inputs.type: pool b: availability sets were retired 2025-09-30"]);
  });

  test("a switch that is not known leaves the question open", () => {
    expect(told(doubtsBy("retired-feature", cluster({ networkProfile: { loadBalancerSku: UNKNOWN } })))).toEqual(["inputs.networkProfile.loadBalancerSku: whether the cluster has the Basic load balancer is not known"]);
    expect(doubtsBy("retired-feature", cluster({ networkProfile: { loadBalancerSku: "standard" } }))).toEqual([]);
  });
});

test("what Azure supports up to a date, or no longer", () => {
  const retires = (inputs: PlanObject) => foundBy("retiring-feature", cluster(inputs)).map(({ path, evidence }) => [path, evidence.retires]);
  expect(retires({ podIdentityProfile: { enabled: true } })).toEqual([["inputs.podIdentityProfile.enabled", "2025-09"]]);
  expect(retires({ addonProfiles: { openservicemesh: { enabled: true } } })).toEqual([["inputs.addonProfiles.openservicemesh.enabled", "2027-09-30"]]);
  expect(retires({ ingressProfile: { webAppRouting: { enabled: true } } })).toEqual([["inputs.ingressProfile.webAppRouting.enabled", "2026-11"]]);
  expect(retires({ ingressProfile: { webAppRouting: { enabled: false } } })).toEqual([]);
});

test("a Linux that AKS retires, with the day on which its images go", () => {
  const pools = (osSKU: string) => foundBy("node-image-retirement", cluster({ agentPoolProfiles: [{ name: "a", osSKU }] })).map(({ path, evidence }) => [path, evidence.imagesGone]);
  expect(pools("CBLMariner")).toEqual([["inputs.agentPoolProfiles[0].osSKU", "2026-03-31"]]);
  expect([pools("Ubuntu2404"), pools("Windows2022")]).toEqual([[], []]);
});

test("a size that is gone is an error, and no size that nothing is known of", () => {
  const { findings } = planWith([[POOL, { agentPoolName: "gpu", vmSize: "Standard_NC6" }]]);
  expect(findings.map(({ rule, severity, path }) => [rule, severity, path])).toEqual([["gone-vm-series", "error", "inputs.vmSize"]]);
});

test("software that nobody maintains, by its chart or its objects", () => {
  const found = (type: string, inputs: PlanObject) => foundBy("abandoned-software", [type, inputs]).map(({ evidence }) => evidence.software);
  const release = (chart: PlanObject["a"]) => found("kubernetes:helm.sh/v3:Release", { chart });
  for (const chart of ["ingress-nginx", "stable/ingress-nginx", "oci://example.org/charts/ingress-nginx", "./charts/ingress-nginx-4.11.2.tgz"]) expect(release(chart)).toEqual(["ingress-nginx"]);
  expect([release("nginx-ingress"), release("ingress-nginx-external"), release(UNKNOWN), found("kubernetes:helm.sh/v4:Chart", { chart: "aad-pod-identity" })]).toEqual([[], [], [], ["AAD Pod Identity"]]);
  expect([found("kubernetes:aadpodidentity.k8s.io/v1:AzureIdentityBinding", {}), found("kubernetes:core/v1:ConfigMap", { chart: "ingress-nginx" })]).toEqual([["AAD Pod Identity"], []]);
});

describe("SKUs that Azure makes no more", () => {
  const of = (type: string) => (inputs: PlanObject, op: "create" | "update" | "same" = "create") => foundBy("retired-sku", [type, inputs, { op }]).map(({ path, evidence }) => [path, evidence.found]);
  test("of a cluster, in any letter case, from the version of the API on that has today's words", () => {
    const sku = { name: "BASIC", tier: "Paid" };
    const both = [["inputs.sku.name", "BASIC"], ["inputs.sku.tier", "Paid"]];
    expect([of(CLUSTER)({ sku }), of("azure-native:containerservice/v20230201:ManagedCluster")({ sku }, "same")]).toEqual([both, both]);
    expect(of("azure-native:containerservice/v20230101:ManagedCluster")({ sku })).toEqual([]);
    expect(of("azure-native_containerservice_v20220702preview:containerservice:ManagedCluster")({ sku })).toEqual([]);
    expect(of(CLUSTER)({ sku: { name: "Base", tier: UNKNOWN } })).toEqual([]);
    const from = (version: string) => foundBy("retired-sku", [CLUSTER, { sku }, { provider: `urn:pulumi:dev::example::pulumi:providers:azure-native::default_${version}::id` }]).length;
    expect([from("1_104_0"), from("3_28_0")]).toEqual([0, 2]);
  });

  test("of a new public address, where a missing one is the Basic one", () => {
    const address = of("azure-native:network:PublicIPAddress");
    expect([address({ sku: { name: "Basic" } }), address({}), address({ sku: { tier: "Regional" } })]).toEqual([[["inputs.sku.name", "Basic"]], [["inputs.sku.name", ""]], [["inputs.sku.name", ""]]]);
    expect([address({ sku: { name: "StandardV2" } }), address({ sku: UNKNOWN }), address({ sku: { name: "Basic" } }, "update"), address({}, "same")]).toEqual([[], [], [], []]);
  });

  test("of a registry", () => {
    const registry = of("azure-native:containerregistry:Registry");
    expect([registry({ sku: { name: "Classic" } }), registry({ sku: { name: "Basic" } }), registry({})]).toEqual([[["inputs.sku.name", "Classic"]], [], []]);
  });
});

describe("versions of the AKS API", () => {
  const version = (type: string) => ["dead-api-version", "preview-api-version"].map(rule => foundBy(rule, [type, { resourceName: "aks" }]).length);
  test.each<[string, readonly number[]]>([
    ["azure-native:containerservice/v20230102preview:ManagedCluster", [1, 0]],
    ["azure-native:containerservice/v20230802preview:AgentPool", [1, 0]],
    ["azure-native_containerservice_v20220702preview:containerservice:ManagedCluster", [1, 0]],
    ["azure-native:containerservice/v20250902preview:ManagedCluster", [0, 1]],
    ["azure-native:containerservice/v20230201:ManagedCluster", [0, 0]],
    ["azure-native:containerservice:ManagedCluster", [0, 0]],
    ["azure-native:network/v20230102preview:Subnet", [0, 0]],
  ])("%s", (type, counts) => {
    expect(version(type)).toEqual(counts);
  });
});

describe("versions of Kubernetes' API", () => {
  const of = (kubernetesVersion: PlanObject["a"], type: string) => [cluster({ kubernetesVersion }), [type, { metadata: { name: "x" } }]] as const;
  test.each<[string, string, number]>([
    ["1.36", "kubernetes:policy/v1beta1:PodDisruptionBudget", 1],
    ["1.36", "kubernetes:extensions/v1beta1:Ingress", 1],
    ["1.36", "kubernetes:rbac.authorization.k8s.io/v1beta1:RoleList", 1],
    ["1.36", "kubernetes:networking.k8s.io/v1beta1:IPAddress", 0],
    ["1.36", "kubernetes:policy/v1:PodDisruptionBudget", 0],
    ["1.31", "kubernetes:flowcontrol.apiserver.k8s.io/v1beta3:FlowSchema", 0],
    ["1.32.1", "kubernetes:flowcontrol.apiserver.k8s.io/v1beta3:FlowSchema", 1],
  ])("%s with %s", (version, type, count) => {
    expect(foundBy("removed-kubernetes-api", ...of(version, type))).toHaveLength(count);
  });

  test("are decided without the cluster's version where no version of AKS has them, and open where one has", () => {
    expect(foundBy("removed-kubernetes-api", ...of(UNKNOWN, "kubernetes:batch/v1beta1:CronJob"))).toHaveLength(1);
    expect(told(doubtsBy("removed-kubernetes-api", ...of(UNKNOWN, "kubernetes:flowcontrol.apiserver.k8s.io/v1beta3:FlowSchema")))).toEqual([
      "type: Kubernetes serves flowcontrol.apiserver.k8s.io/v1beta3 no more since 1.32, and the cluster's version is not known",
    ]);
  });
});

describe("a version of Kubernetes whose support has ended", () => {
  const LTS = { supportPlan: "AKSLongTermSupport", sku: { name: "Base", tier: "Premium" } };
  const standing = (inputs: PlanObject) => [CLUSTER, { ...inputs }, { op: "update" }] as const;
  const ended = (inputs: PlanObject) => foundBy("kubernetes-version-end", standing(inputs)).map(({ evidence }) => evidence.ended ?? "before");
  test.each<[PlanObject, readonly unknown[]]>([
    [{ kubernetesVersion: "1.33" }, ["2026-07"]], [{ kubernetesVersion: "1.34.2" }, []], [{ kubernetesVersion: "1.31" }, ["before"]], [{ kubernetesVersion: "1.24" }, ["before"]],
    [{ kubernetesVersion: "1.31", ...LTS }, []], [{ kubernetesVersion: "1.30", ...LTS }, ["2026-07"]], [{ kubernetesVersion: "1.32", supportPlan: UNKNOWN }, []], [{}, []], [{ kubernetesVersion: "2.1" }, []], [{ kubernetesVersion: "0.21" }, []],
  ])("%j", (inputs, months) => {
    expect(ended(inputs)).toEqual(months);
    expect(foundBy("kubernetes-version-refused", cluster(inputs)).map(({ evidence }) => evidence.ended ?? "before")).toEqual(months);
  });

  test("is refused where the cluster is to be made, and warned of where it stands", () => {
    const of = (op: PlanResource["op"]) => planWith([[CLUSTER, { kubernetesVersion: "1.31" }, { op }]]).findings.filter(({ rule }) => rule.startsWith("kubernetes-version")).map(({ rule, severity }) => `${rule} ${severity}`);
    expect((["create", "replace", "update", "same", "import"] as const).map(op => of(op))).toEqual([
      ["kubernetes-version-refused error"], ["kubernetes-version-refused error"], ["kubernetes-version-end warning"], ["kubernetes-version-end warning"], ["kubernetes-version-end warning"],
    ]);
  });

  test.each([["1.40", "newer than"], ["2.1", "newer than"], ["0.21", "not in"]])("is not known of %s, which is %s the calendar", (kubernetesVersion, is) => {
    expect(told(doubtsBy("kubernetes-version-end", cluster({ kubernetesVersion })))).toEqual([`inputs.kubernetesVersion: Kubernetes ${kubernetesVersion} is ${is} the calendar of 2026-08-21, which knows 1.30 to 1.37`]);
  });
});

test("Azure Network Policy Manager has another successor on Windows nodes, where Cilium does not run", () => {
  const fixes = foundBy("azure-npm-retirement", cluster({ networkProfile: { networkPolicy: "azure" }, agentPoolProfiles: [{ name: "a" }, { name: "win", osType: "Windows" }] })).map(({ fix }) => fix);
  expect(fixes).toEqual([expect.stringMatching(/^Choose cilium/), "Plan the move to Calico, or network security groups of the nodes: Cilium runs on no Windows node."]);
});
