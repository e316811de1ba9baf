import { describe, expect, it } from "@jest/globals";
import { readSettings, settingsReport } from "../../settings/read";
import type { Problem } from "../../settings/problem";
import { asValues, secretKeysOf, STACKS, stackTree, withValue, type Tree } from "../stack-config";

function read(tree: Tree, stack = "dev", secretKeys: readonly string[] = []) {
  return readSettings({ project: "aks-anatomy", stack, values: asValues(tree), secretKeys, imagePort: 80 });
}

function problemsOf(tree: Tree, stack?: string): readonly Problem[] {
  const result = read(tree, stack);
  return "problems" in result ? result.problems : [];
}

const dev = stackTree("dev");
const set = (path: string, value: unknown, tree: Tree = dev) => withValue(tree, path.split(".").map(key => (/^\d+$/.test(key) ? Number(key) : key)), value);

describe("reading the settings of a stack", () => {
  it.each(STACKS)("reads the stack %s", stack => {
    expect(read(stackTree(stack), stack, secretKeysOf(stack))).toHaveProperty("settings");
  });

  it("fills in defaults for whole sections that are not there", () => {
    const result = read(dev);
    expect(result).toMatchObject({ settings: { registry: { sku: "Basic" }, vault: { softDeleteRetentionDays: 7 }, logs: { audit: "admin" }, derivedNames: { cluster: "aks-hogwarts-dev" } } });
  });

  it.each<readonly [what: string, path: string, value: unknown, at: string, allowed: RegExp, nearest: string | undefined]>([
    ["a misspelt choice", "cluster.tier", "standart", "cluster.tier", /^Free, Standard, Premium$/, "Standard"],
    ["a misspelt key", "network.polcyEngine", "calico", "network.polcyEngine", /policyEngine/, "policyEngine"],
    ["a misspelt section", "netwrk", {}, "netwrk", /network/, "network"],
    ["a number where text belongs", "location", 5, "location", /lower-case/, "5"],
    ["text where a number belongs", "nodePools.0.count", "3", "nodePools[0].count", /number/, "3"],
    ["text where a switch belongs", "apps.enabled", "true", "apps.enabled", /true or false/, "true"],
    ["a version that YAML read as a number", "cluster.kubernetesVersion", 1.3, "cluster.kubernetesVersion", /in quotes/, '"1.30"'],
    ["a version outside the calendar", "cluster.kubernetesVersion", "1.63", "cluster.kubernetesVersion", /calendar/, '"1.33"'],
    ["a VM size that is no name of one", "nodePools.0.vmSize", "D4s_v5", "nodePools[0].vmSize", /name of a VM size/, "Standard_D4s_v5"],
    ["a prefix with host bits", "network.vnet.addressSpace", "10.240.0.1/16", "network.vnet.addressSpace", /host bits/, "10.240.0.0/16"],
    ["a prefix that is none", "network.serviceCidr", "10.0.0.0", "network.serviceCidr", /IPv4 prefix/, undefined],
    ["a port that does not exist", "apps.sorting.ports.service", 99999, "apps.sorting.ports.service", /at most 65535/, "65535"],
    ["an unknown kind of exposure", "apps.sorting.exposure", { kind: "intern" }, "apps.sorting.exposure.kind", /internal, public/, "internal"],
    ["no kind of exposure", "apps.sorting.exposure", {}, "apps.sorting.exposure.kind", /internal, public/, undefined],
    ["a list where a mapping belongs", "cluster", [], "cluster", /a mapping/, undefined],
    ["no node pool at all", "nodePools", [], "nodePools[0]", /required/, undefined],
    ["an availability set", "nodePools.0.type", "AvailabilitySet", "nodePools[0].type", /retired 2025-09-30/, undefined],
    ["HTTP application routing", "cluster.httpApplicationRouting", true, "cluster.httpApplicationRouting", /retired 2025-03-03/, undefined],
    ["pod identity", "cluster.podIdentity", true, "cluster.podIdentity", /workload identity/, undefined],
    ["a container port that the image does not declare", "apps.sorting.ports.container", 8080, "apps.sorting.ports.container", /EXPOSE/, "80"],
    ["a front end outside the Services subnet", "apps.sorting.exposure.address", "10.240.0.9", "apps.sorting.exposure.address", /10\.240\.1\.4 to 10\.240\.1\.254/, "10.240.1.4"],
    ["a front end that Azure reserves", "apps.sorting.exposure.address", "10.240.1.3", "apps.sorting.exposure.address", /10\.240\.1\.4/, "10.240.1.4"],
    ["subnets that overlap", "network.vnet.subnets.services", "10.240.0.128/25", "network.vnet.subnets.services", /apart from the AKS subnet/, undefined],
    ["a subnet outside the VNet", "network.vnet.subnets.aks", "10.250.0.0/24", "network.vnet.subnets.aks", /inside the VNet/, "10.240.0.0/24"],
    ["a service CIDR inside the VNet", "network.serviceCidr", "10.240.8.0/24", "network.serviceCidr", /apart from the VNet/, undefined],
    ["a service CIDR that is too large", "network.serviceCidr", "10.0.0.0/12", "network.serviceCidr", /smaller than \/12/, "10.0.0.0/13"],
    ["a range that AKS keeps", "network.serviceCidr", "172.30.8.0/24", "network.serviceCidr", /172\.30\.0\.0\/16/, undefined],
    ["a DNS address outside the service CIDR", "network.dnsServiceIp", "10.1.0.10", "network.dnsServiceIp", /inside the service CIDR/, "10.0.0.10"],
    ["a DNS address that kubernetes.default has", "network.dnsServiceIp", "10.0.0.1", "network.dnsServiceIp", /not one of its first two/, "10.0.0.10"],
    ["a service CIDR without room", "network.serviceCidr", "10.0.0.0/30", "network.serviceCidr", /\/28 or larger/, "10.0.0.0/28"],
    ["a VNet of multicast addresses", "network.vnet.addressSpace", "224.0.0.0/16", "network.vnet.addressSpace", /no VNet may have/, undefined],
    ["a VNet that is too large", "network.vnet.addressSpace", "64.0.0.0/7", "network.vnet.addressSpace", /a \/8 or smaller/, "64.0.0.0/8"],
    ["a secret's name that is empty", "apps.sorting.secretName", "", "apps.sorting.secretName", /1 to 127 characters/, undefined],
    ["sources that overlap", "apps.sorting.allowedSources", ["10.0.0.0/8", "10.1.0.0/16"], "apps.sorting.allowedSources[1]", /apart from another source/, undefined],
    ["too short a drain", "apps.sorting.drainSeconds", 5, "apps.sorting.drainSeconds", /at least 10/, "10"],
    ["private addresses for the API server", "cluster.apiServer", { access: "authorized-ranges", authorizedIpRanges: ["10.0.0.0/8"] }, "cluster.apiServer.authorizedIpRanges[0]", /public range/, undefined],
    ["everybody for the API server", "cluster.apiServer", { access: "authorized-ranges", authorizedIpRanges: ["0.0.0.0/0"] }, "cluster.apiServer.authorizedIpRanges[0]", /narrower than everybody/, undefined],
    ["Entra ID that lets nobody in", "cluster.entra", { azureRbac: false }, "cluster.entra", /nobody may enter/, undefined],
    ["a version with long-term support only", "cluster.kubernetesVersion", "1.31", "cluster.kubernetesVersion", /long-term support only/, undefined],
    ["our own group as the managed one", "cluster.nodeResourceGroup", "RG-hogwarts-dev", "cluster.nodeResourceGroup", /another name/, undefined],
    ["more surge than a pool may have", "nodePools.0.count", 1000, "nodePools[0].maxSurge", /at most 1000 nodes/, undefined],
    ["a zone twice", "nodePools.0.zones", ["1", "1"], "nodePools[0].zones", /no entry twice/, undefined],
    ["a label that AKS keeps", "nodePools.0.labels", { "kubernetes.azure.com/x": "y" }, "nodePools[0].labels.kubernetes.azure.com/x", /label key/, undefined],
    ["a label's value in another script", "nodePools.0.labels", { a: "é" }, "nodePools[0].labels.a", /label value/, undefined],
    ["a pool without nodes for the pods", "nodePools.0", { name: "a", mode: "System", vmSize: "Standard_D4s_v5", count: 3, maxPods: 30, taints: ["a=b:NoSchedule"] }, "nodePools", /with nodes and without/, undefined],
    ["a namespace that every cluster has", "service", "default", "service", /not default/, undefined],
    ["a key that every object has", "cluster.constructor", 1, "cluster.constructor", /kubernetesVersion/, undefined],
    ["a value that every object has", "cluster.tier", "toString", "cluster.tier", /^Free, Standard, Premium$/, undefined],
    ["ranges without saying so", "cluster.apiServer.authorizedIpRanges", ["203.0.113.0/24"], "cluster.apiServer.access", /authorized-ranges/, "authorized-ranges"],
    ["long-term support without Premium", "cluster.supportPlan", "AKSLongTermSupport", "cluster.supportPlan", /Premium/, "KubernetesOfficial"],
    ["a managed group's name that is too long", "cluster.nodeResourceGroup", "x".repeat(81), "cluster.nodeResourceGroup", /at most 80/, undefined],
    ["a first pool that is no system pool", "nodePools.0.mode", "User", "nodePools[0].mode", /System/, "System"],
    ["too few pods for a system node", "nodePools.0.maxPods", 20, "nodePools[0].maxPods", /at least 30/, "30"],
    ["count and autoscale together", "nodePools.0.autoscale", { min: 1, max: 3 }, "nodePools[0]", /either count or autoscale/, undefined],
    ["an ephemeral disk on a size without room", "nodePools.0.osDiskType", "Ephemeral", "nodePools[0].osDiskType", /Managed/, "Managed"],
    ["a spot system pool", "nodePools.0.spot", true, "nodePools[0].spot", /false/, "false"],
    ["pools that keep every pod away", "nodePools.0.taints", ["CriticalAddonsOnly=true:NoSchedule"], "nodePools", /without NoSchedule/, undefined],
    ["more nodes than the subnet holds", "nodePools.0.count", 9, "network.vnet.subnets.aks", /at least 279 addresses/, "a /23"],
    ["a service name that makes the vault's too long", "service", "hogwartsschoolofmagi", "service", /vault: 3 to 24 characters/, "hogwartssch"],
  ])("locates %s", (_what, path, value, at, allowed, nearest) => {
    const found = problemsOf(set(path, value)).find(problem => problem.path === at);
    expect(found).toBeDefined();
    expect(found?.allowed).toMatch(allowed);
    expect(found?.nearest).toBe(nearest);
  });

  it("refuses a system pool of a size with less than AKS needs, and lets a size that it does not know pass", () => {
    expect(problemsOf(set("nodePools.0.vmSize", "Standard_A2_v2"))).toEqual([]);
    expect(problemsOf(set("nodePools.0.vmSize", "Standard_Unheard_v9"))).toEqual([]);
  });

  it("says every mistake of every section at once, sorted by path", () => {
    const tree = set("cluster.tier", "x", set("apps.sorting.replicas", 0, set("location", "Canada Central")));
    expect(problemsOf(tree).map(({ path }) => path)).toEqual(["apps.sorting.replicas", "cluster.tier", "location"]);
  });

  it("still checks the sections that can be read when another cannot", () => {
    const tree = set("cluster.tier", "x", set("network.dnsServiceIp", "10.0.0.1"));
    expect(problemsOf(tree).map(({ path }) => path)).toEqual(["cluster.tier", "network.dnsServiceIp"]);
  });

  it("names the file, the namespace and the number of mistakes in its report", () => {
    expect(settingsReport("aks-anatomy", "dev", problemsOf(set("cluster.tier", "x")))).toBe(
      'Pulumi.dev.yaml: 1 mistake in the configuration\n  aks-anatomy:cluster.tier: found "x"; allowed: Free, Standard, Premium');
  });

  it("shows no value of a key that is secret", () => {
    const result = read(set("cluster.tier", "hunter2"), "dev", ["aks-anatomy:cluster"]);
    expect(JSON.stringify(result)).not.toContain("hunter2");
    expect(result).toMatchObject({ problems: [{ path: "cluster.tier", found: "[secret]" }] });
  });

  it("refuses a namespace that nothing reads, since a misspelt one would take a section away without a word", () => {
    const values = { ...asValues(dev), "aks-anatmy:cluster": "{}", "azure-native:location": "canadacentral", "pulumi:tags": "{}" };
    const result = readSettings({ project: "aks-anatomy", stack: "dev", values, imagePort: 80 });
    expect(result).toMatchObject({ problems: [{ namespace: "aks-anatmy", path: "cluster", nearest: "aks-anatomy:cluster" }] });
    expect(settingsReport("aks-anatomy", "dev", "problems" in result ? result.problems : [])).toContain("  aks-anatmy:cluster: found a namespace that nothing here reads");
  });

  it("refuses an engine that the model cannot have", () => {
    expect(problemsOf(set("network.policyEngine", "cilium", stackTree("basic")), "basic")).toMatchObject([{ path: "network.policyEngine", allowed: expect.stringContaining("none, calico") as unknown, nearest: "calico" }]);
  });

  it("refuses pod ranges that are not private, or those of the VNet that AKS makes", () => {
    expect(problemsOf(set("network.podCidr", "8.8.0.0/16", stackTree("public")), "public")).toMatchObject([{ path: "network.podCidr" }]);
    expect(problemsOf(set("network.podCidr", "10.224.0.0/16", stackTree("basic")), "basic")).toMatchObject([{ path: "network.podCidr" }]);
  });

  it("refuses an ephemeral disk where the machine has less than the default disk needs", () => {
    const with_ = (vmSize: string) => problemsOf(set("nodePools.0", { name: "a", mode: "System", vmSize, count: 3, maxPods: 30, osDiskType: "Ephemeral" }));
    expect(with_("Standard_DS2_v2")).toMatchObject([{ path: "nodePools[0].osDiskType" }]);
    expect(with_("Standard_D4ds_v5")).toEqual([]);
  });

  it("refuses more nodes than Azure's own policy engine is built for", () => {
    const big = set("nodePools.0.count", 400, set("network.policyEngine", "azure", set("network.vnet.subnets.aks", "10.240.128.0/17")));
    expect(problemsOf(big)).toMatchObject([{ path: "nodePools", allowed: "250 nodes with policy engine azure" }]);
  });

  it("shows no secret value that is wrong only together with others", () => {
    const result = read(set("network.dnsServiceIp", "10.9.9.9"), "dev", ["aks-anatomy:network"]);
    expect(JSON.stringify(result)).not.toContain("10.9.9.9");
    expect(result).toMatchObject({ problems: [{ path: "network.dnsServiceIp", found: "[secret]" }] });
  });

  it("refuses a VNet of our own under basic networking", () => {
    expect(problemsOf(set("network.vnet", dev["network"] && (dev["network"] as Tree)["vnet"], stackTree("basic")), "basic")).toMatchObject([{ path: "network.vnet" }]);
  });

  it("refuses a fixed front end where AKS owns the VNet", () => {
    expect(problemsOf(set("apps.sorting.exposure.address", "10.224.0.9", stackTree("basic")), "basic")).toMatchObject([{ path: "apps.sorting.exposure.address" }]);
  });

  it("refuses more nodes than the pod range has blocks for", () => {
    expect(problemsOf(set("network.podCidr", "10.244.0.0/22", stackTree("public")), "public")).toMatchObject([{ path: "network.podCidr", nearest: "a /21" }]);
  });
});
