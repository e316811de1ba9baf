import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import { UNKNOWN } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

const predictedOf = (scenario: Scenario = {}) => analyse(sortingPlan(scenario)).predicted;
const named = (name: string, scenario: Scenario = {}) => predictedOf(scenario).find(each => each.name === name);

describe("the cluster's own parts", () => {
  test("the control plane has an API server, etcd, scheduler and controller managers", () => {
    expect(predictedOf().filter(each => each.properties.where === "control plane").map(each => each.name)).toEqual([
      "kube-apiserver", "etcd", "kube-scheduler", "kube-controller-manager", "cloud-controller-manager",
    ]);
  });

  test("every node has a kubelet, containerd and kube-proxy", () => {
    expect(predictedOf().filter(each => each.properties.where === "every node").map(({ name, count }) => [name, count])).toEqual([["kubelet", 3], ["containerd", 3], ["kube-proxy-<5 characters>", 3]]);
  });

  test("Cilium's data plane takes kube-proxy's place on every node, with an operator beside CoreDNS", () => {
    const cilium: Scenario = { networkProfile: { networkPlugin: "azure", networkDataplane: "cilium" } };
    expect(named("kube-proxy-<5 characters>", cilium)).toBeUndefined();
    expect(named("cilium-<5 characters>", cilium)).toMatchObject({ count: 3, properties: { where: "every node" } });
    expect(named("cilium-operator", cilium)).toMatchObject({ type: "apps/v1/Deployment", properties: { namespace: "kube-system" } });
    expect(predictedOf().filter(({ name }) => name.startsWith("cilium"))).toEqual([]);
  });

  test("where the data plane is not known, neither is there", () => {
    const names = predictedOf({ networkProfile: { networkPlugin: "azure", networkDataplane: UNKNOWN } }).map(({ name }) => name);
    expect(names.filter(name => /^(kube-proxy|cilium)/.test(name))).toEqual([]);
  });

  test("on Windows nodes kube-proxy is no pod but a process, and Azure Monitor has agents of their own", () => {
    const cluster = { addonProfiles: { omsagent: { enabled: true } }, azureMonitorProfile: { metrics: { enabled: true } } };
    const more: Scenario["more"] = plan => { plan.add("azure-native:containerservice:AgentPool", "win", { agentPoolName: "win", resourceName: "aks-example", osType: "Windows", count: 2 }); };
    expect(predictedOf({ more }).filter(each => each.properties.where === "every node").map(({ name, type, count }) => [name, type, count])).toEqual([
      ["kubelet", "process/kubelet", 5], ["containerd", "process/containerd", 5], ["kube-proxy-<5 characters>", "v1/Pod", 3], ["kube-proxy", "process/kube-proxy", 2],
    ]);
    expect(predictedOf({ cluster, more }).map(({ name }) => name)).toEqual(expect.arrayContaining(["ama-logs", "ama-logs-windows", "ama-metrics-node", "ama-metrics-win-node"]));
    expect([named("ama-logs-windows", { more }), named("ama-metrics-win-node", { cluster })]).toEqual([undefined, undefined]);
  });

  test("CoreDNS answers at the DNS service address", () => {
    expect(named("coredns")?.properties).toMatchObject({ namespace: "kube-system", address: "10.0.0.10" });
  });
});

describe("the agents of Azure Monitor", () => {
  const agents = (cluster: Scenario["cluster"]) => predictedOf({ cluster }).filter(each => each.name.startsWith("ama-")).map(each => each.name);

  test("are there where they are on, and only those", () => {
    expect(agents({ addonProfiles: { omsagent: { enabled: true } } })).toEqual(["ama-logs", "ama-logs-rs"]);
    expect(agents({ addonProfiles: { omsAgent: { enabled: true } } })).toEqual(["ama-logs", "ama-logs-rs"]);
    expect(agents({ azureMonitorProfile: { metrics: { enabled: true } } })).toEqual(["ama-metrics-node", "ama-metrics", "ama-metrics-ksm"]);
    expect(agents({ addonProfiles: { omsagent: { enabled: false } }, azureMonitorProfile: { metrics: { enabled: false } } })).toEqual([]);
  });
});

describe("what follows from a workload", () => {
  test("a Deployment has a ReplicaSet, and that has the pods", () => {
    expect(named("sorting-<hash>")).toMatchObject({ type: "apps/v1/ReplicaSet", properties: { ownedBy: "sorting", replicas: 3 } });
    expect(named("sorting-<hash>-<5 characters>")).toMatchObject({ type: "v1/Pod", count: 3, properties: { ownedBy: "sorting-<hash>", containers: ["sorting", "port-mapper"] } });
  });

  test("a StatefulSet numbers its pods, and has one where it says nothing", () => {
    const more: Scenario["more"] = plan => plan.add("kubernetes:apps/v1:StatefulSet", "store", { metadata: { name: "store" }, spec: { template: {} } });
    expect(named("store-<number>", { more })).toMatchObject({ count: 1, properties: { ownedBy: "store" } });
  });

  test("a Service's end points carry the pods' port", () => {
    expect(predictedOf().find(each => each.type.endsWith("EndpointSlice"))).toMatchObject({ properties: { port: 85, endpoints: 3, namespace: "hogwarts" } });
  });

  test("a Service that nobody answers has none", () => {
    expect(predictedOf({ service: { selector: { app: "hat" }, ports: [{ port: 90 }] } }).some(each => each.type.endsWith("EndpointSlice"))).toBe(false);
  });
});
