import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

const pods = (spec: PlanObject): Scenario => ({ mapper: null, deployment: { template: { metadata: { labels: { app: "sorting" } }, spec: { containers: [{ name: "web" }], ...spec } } } });
const requests = (requested: PlanObject, kind = "requests") => pods({ containers: [{ name: "web", resources: { [kind]: requested } }] });
const found = (scenario: Scenario) => analyse(sortingPlan(scenario)).findings.filter(({ rule }) => rule === "unschedulable-pods").map(({ message }) => message.split("pending: ")[1]);
const tainted: Scenario = { pool: { nodeTaints: ["sku=gpu:NoSchedule"] } };

describe("no pool takes the pods", () => {
  test.each<[string, Scenario, string]>([
    ["of another pool", pods({ nodeSelector: { agentpool: "nope" } }), "system: its nodes have not the label agentpool=nope"],
    ["for Windows", pods({ nodeSelector: { "kubernetes.io/os": "windows" } }), "system: its nodes have not the label kubernetes.io/os=windows"],
    ["with a label that no pool has", pods({ nodeSelector: { disk: "ssd" } }), "system: its nodes have not the label disk=ssd"],
    ["without a toleration", { ...pods({}), ...tainted }, "system: its taint sku=gpu:NoSchedule is not tolerated"],
    ["with a toleration of another value", { ...pods({ tolerations: [{ key: "sku", value: "cpu" }] }), ...tainted }, "system: its taint sku=gpu:NoSchedule is not tolerated"],
    ["with a toleration of another effect", { ...pods({ tolerations: [{ key: "sku", operator: "Exists", effect: "NoExecute" }] }), ...tainted }, "system: its taint sku=gpu:NoSchedule is not tolerated"],
    ["with more processors", requests({ cpu: "4500m" }), "system: a pod requests 4.5 processors, and Standard_D4s_v5 has 4"],
    ["without a toleration of machines that Azure may take back", { ...pods({}), pool: { scaleSetPriority: "Spot" } }, "system: its taint kubernetes.azure.com/scalesetpriority=spot:NoSchedule is not tolerated"],
    ["with more processors together with a sidecar's", pods({ containers: [{ name: "web", resources: { requests: { cpu: "3" } } }], initContainers: [{ name: "side", restartPolicy: "Always", resources: { requests: { cpu: "1500m" } } }, { name: "before", resources: { requests: { cpu: "1" } } }] }), "system: a pod requests 4.5 processors, and Standard_D4s_v5 has 4"],
    ["with more memory, by its limit", requests({ memory: "17Gi" }, "limits"), "system: a pod requests 17 GiB of memory, and Standard_D4s_v5 has 16"],
  ])("%s", (_, scenario, says) => expect(found(scenario)).toEqual([says]));
});

describe("a pool takes the pods, or may", () => {
  test.each<[string, Scenario]>([
    ["with its labels", { ...pods({ nodeSelector: { agentpool: "system", "kubernetes.io/os": "linux", disk: "ssd", "kubernetes.azure.com/mode": "system" } }), pool: { nodeLabels: { disk: "ssd" } } }],
    ["with labels that are not known", { ...pods({ nodeSelector: { disk: "ssd" } }), pool: { nodeLabels: UNKNOWN } }],
    ["with a label that an operator gives", pods({ nodeSelector: { "nvidia.com/gpu.present": "true" } })],
    ["with a toleration of the taint", { ...pods({ tolerations: [{ key: "sku", value: "gpu", effect: "NoSchedule" }] }), ...tainted }],
    ["with a toleration of everything", { ...pods({ tolerations: [{ operator: "Exists" }] }), ...tainted }],
    ["with tolerations that are not known", { ...pods({ tolerations: UNKNOWN }), ...tainted }],
    ["of a taint that only prefers", { ...pods({}), pool: { nodeTaints: ["sku=gpu:PreferNoSchedule"] } }],
    ["with as much as a machine has", requests({ cpu: "4", memory: "16Gi" })],
    ["where the size is not known", { ...requests({ cpu: "64" }), pool: { vmSize: "Standard_Z1" } }],
    ["of nodes that Azure makes as pods ask for them", { ...requests({ cpu: "64" }), cluster: { nodeProvisioningProfile: { mode: "Auto" } } }],
    ["of pools that are not known", { ...requests({ cpu: "64" }), cluster: { agentPoolProfiles: UNKNOWN } }],
    ["of virtual nodes", { ...requests({ cpu: "64" }), cluster: { addonProfiles: { aciConnectorLinux: { enabled: true } } } }],
    ["of virtual nodes, which may be on", { ...requests({ cpu: "64" }), cluster: { addonProfiles: { aciConnectorLinux: { enabled: UNKNOWN } } } }],
    ["of nodes that something in the cluster makes", { ...requests({ cpu: "64" }), more: plan => plan.add("kubernetes:karpenter.sh/v1:NodePool", "nodes", { metadata: { name: "nodes" } }) }],
    ["of pools that something hidden may make", { ...requests({ cpu: "64" }), more: plan => plan.add("kubernetes:helm.sh/v3:Release", "chart", { chart: "x" }) }],
    ["of a pool whose cluster is not known", { ...requests({ cpu: "64" }), more: plan => plan.add("azure-native:containerservice:AgentPool", "far", { agentPoolName: "far", resourceName: UNKNOWN }) }],
    ["of another pool", { ...requests({ cpu: "64" }), more: (plan, { cluster }) => plan.add("azure-native:containerservice:AgentPool", "big", { agentPoolName: "big", resourceName: "aks-example", resourceGroupName: "rg-example", vmSize: "Standard_D96s_v5", count: 1 }, { dependencies: [cluster] }) }],
    ["of a Windows pool", { ...pods({ nodeSelector: { "kubernetes.io/os": "windows" } }), more: (plan, { cluster }) => plan.add("azure-native:containerservice:AgentPool", "win", { agentPoolName: "win", resourceName: "aks-example", resourceGroupName: "rg-example", osType: "Windows", count: 1 }, { dependencies: [cluster] }) }],
    ["on a node that they name", pods({ nodeName: "aks-system-0", nodeSelector: { disk: "ssd" } })],
    ["where what they request is not known", requests({ cpu: UNKNOWN })],
    ["of virtual nodes, whatever the letter case of the add-on", { ...requests({ cpu: "64" }), cluster: { addonProfiles: { ACIConnectorLinux: { enabled: true } } } }],
    ["where add-ons are not known", { ...requests({ cpu: "64" }), cluster: { addonProfiles: UNKNOWN } }],
    ["by another scheduler", pods({ schedulerName: "own", nodeSelector: { disk: "ssd" } })],
    ["of a workload without any", { deployment: { ...pods({ nodeSelector: { disk: "ssd" } }).deployment, replicas: 0 } }],
  ])("%s", (_, scenario) => expect(found(scenario)).toEqual([]));
});

describe("pods of other kinds", () => {
  const spec: PlanObject = { nodeSelector: { disk: "ssd" }, containers: [{ name: "web" }] };
  const of = (type: string, inputs: PlanObject) => analyse(sortingPlan({ more: (plan, { provider }) => plan.add(type, "other", { metadata: { name: "other" }, ...inputs }, { provider: `${provider}::id` }) }))
    .findings.filter(({ rule }) => rule === "unschedulable-pods").map(({ path }) => path);

  test.each<[string, PlanObject, readonly string[]]>([
    ["kubernetes:core/v1:Pod", { spec }, ["inputs.spec"]],
    ["kubernetes:batch/v1:Job", { spec: { template: { spec } } }, ["inputs.spec.template.spec"]],
    ["kubernetes:batch/v1:CronJob", { spec: { jobTemplate: { spec: { template: { spec } } } } }, ["inputs.spec.jobTemplate.spec.template.spec"]],
    ["kubernetes:apps/v1:StatefulSet", { spec: { template: { spec } } }, ["inputs.spec.template.spec"]],
    ["kubernetes:apps/v1:DaemonSet", { spec: { template: { spec } } }, []],
  ])("%s", (type, inputs, paths) => expect(of(type, inputs)).toEqual(paths));
});

describe("is not decided, where no declared pool takes the pods,", () => {
  const doubted = (scenario: Scenario) => analyse(sortingPlan(scenario)).undecided.filter(({ rule }) => rule === "unschedulable-pods").map(({ message }) => message.split(", and ").slice(1).join(", and "));
  const many = requests({ cpu: "64" });
  const refused = ": system: a pod requests 64 processors, and Standard_D4s_v5 has 4";

  test.each<[string, Scenario, string]>([
    ["whether virtual nodes are on", { ...many, cluster: { addonProfiles: UNKNOWN } }, "whether it has virtual nodes is not known"],
    ["whether the cluster makes nodes", { ...many, cluster: { nodeProvisioningProfile: { mode: UNKNOWN } } }, "whether it makes nodes of its own is not known"],
    ["whether the cluster is Automatic", { ...many, cluster: { sku: UNKNOWN } }, "whether it makes nodes of its own is not known"],
    ["what a chart makes", { ...many, more: plan => plan.add("kubernetes:helm.sh/v3:Release", "chart", { chart: "x" }) }, "what chart makes is not known"],
  ])("%s", (_, scenario, doubt) => {
    expect(found(scenario)).toEqual([]);
    expect(doubted(scenario)).toEqual([`${doubt}${refused}`]);
  });

  test("which taints a runtime class tolerates, where taints decide", () => {
    const classed = { ...pods({ runtimeClassName: "kata" }), ...tainted };
    expect([found(classed), doubted(classed)]).toEqual([[], ["which taints runtime class kata tolerates is not known: system: its taint sku=gpu:NoSchedule is not tolerated"]]);
    expect(found(pods({ runtimeClassName: "kata", nodeSelector: { disk: "ssd" } }))).toHaveLength(1);
  });

  test("as long as an update leaves what decides as it stands", () => {
    const ignoring = (...ignoreChanges: readonly string[]) => {
      const plan = sortingPlan(many);
      const changed = { ...plan, resources: plan.resources.map(each => (each.type.endsWith(":ManagedCluster") ? { ...each, op: "update" as const, options: { ignoreChanges } } : each)) };
      const { findings, undecided } = analyse(changed);
      return [findings, undecided].map(all => all.filter(({ rule }) => rule === "unschedulable-pods").length);
    };
    expect([ignoring("agentPoolProfiles"), ignoring("agentPoolProfiles[*].vmSize"), ignoring("agentPoolProfiles[*].count")]).toEqual([[0, 1], [0, 1], [1, 0]]);
  });
});

test("a runtime class of the plan adds its tolerations", () => {
  const named = (scheduling: PlanObject): Scenario => ({
    ...pods({ runtimeClassName: "gpu" }), ...tainted, more: (plan, { provider }) => plan.add("kubernetes:node.k8s.io/v1:RuntimeClass", "gpu", { metadata: { name: "gpu" }, handler: "runc", scheduling }, { provider: `${provider}::id` }),
  });
  expect([found(named({ tolerations: [{ key: "sku", operator: "Exists" }] })), found(named({ tolerations: [{ key: "other", operator: "Exists" }] })), found(named({}))].map(({ length }) => length)).toEqual([0, 1, 1]);
});
