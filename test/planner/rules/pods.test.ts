import { describe, expect, test } from "@jest/globals";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { CLUSTER, doubtsBy, foundBy, POOL, told } from "./found";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const labels = { app: "x" };

interface Rollout { readonly nodes?: number; readonly replicas?: number; readonly maxUnavailable?: PlanValue; readonly terms?: readonly PlanObject[]; readonly pool?: PlanObject; readonly pools?: readonly PlanObject[]; readonly podSpec?: PlanObject }

describe("a sidecar's startup probe", () => {
  const pod = (startupProbe: PlanObject, restartPolicy = "Always") => [DEPLOYMENT, { metadata: { name: "x" }, spec: { template: { spec: {
    initContainers: [{ name: "proxy", restartPolicy, ports: [{ containerPort: 85 }], startupProbe }], containers: [{ name: "app", ports: [{ containerPort: 80, name: "inner" }] }],
  } } } }] as const;

  test("may not ask a container that starts after it", () => {
    expect(told(foundBy("sidecar-startup-deadlock", pod({ tcpSocket: { port: 80 } })))).toEqual([
      "inputs.spec.template.spec.initContainers[0].startupProbe.tcpSocket.port: sidecar proxy counts as started once port 80 answers, which container app listens on, and that one starts only then: the pod never starts",
    ]);
    expect(foundBy("sidecar-startup-deadlock", pod({ httpGet: { port: "inner" } }))).toHaveLength(1);
  });

  test.each<[PlanObject, string]>([[{ tcpSocket: { port: 85 } }, "Always"], [{ exec: { command: ["true"] } }, "Always"], [{ tcpSocket: { port: UNKNOWN } }, "Always"], [{ tcpSocket: { port: 9000 } }, "Always"], [{ tcpSocket: { port: 80 } }, "Never"]])("%j with restart policy %s is none", (probe, policy) => {
    expect(foundBy("sidecar-startup-deadlock", pod(probe, policy))).toEqual([]);
  });
});

describe("a rollout of pods that are kept on nodes apart", () => {
  const term = (more: PlanObject = {}) => ({ topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels }, ...more });
  const resources = ({ nodes = 3, replicas = 3, maxUnavailable = 0, terms = [term()], pool = {}, pools = [], podSpec = {} }: Rollout) => [
    [CLUSTER, { resourceName: "aks", agentPoolProfiles: [{ name: "a", count: nodes, ...pool }, ...pools] }],
    [DEPLOYMENT, { metadata: { name: "x" }, spec: { replicas, strategy: { rollingUpdate: { maxUnavailable } }, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: {
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } }, ...podSpec,
    } } } }],
  ] as const;
  const found = (given: Rollout) => foundBy("stuck-rollout", ...resources(given));
  const doubted = (given: Rollout) => doubtsBy("stuck-rollout", ...resources(given));

  test("stands still with a pod on every node and none that leaves first", () => {
    expect(found({}).map(({ evidence }) => evidence)).toEqual([{ replicas: 3, nodes: 3 }]);
    expect(found({ maxUnavailable: "0%" })).toHaveLength(1);
  });

  test("stands still with a share that is rounded down to none, which is the default", () => {
    expect([found({ maxUnavailable: "25%" }), found({ maxUnavailable: null }), found({ replicas: 4, nodes: 4, maxUnavailable: "25%" })].map(({ length }) => length)).toEqual([1, 1, 0]);
  });

  test("stands still with a rule that chooses by expressions, and is not decided where these are not known", () => {
    const chosen = (values: PlanValue) => ({ terms: [term({ labelSelector: { matchExpressions: [{ key: "app", operator: "In", values }] } })] });
    expect([found(chosen(["x", "z"])), found(chosen(["y"]))].map(({ length }) => length)).toEqual([1, 0]);
    expect([found(chosen(UNKNOWN)).length, doubted(chosen(UNKNOWN)).map(({ path }) => path)]).toEqual([0, ["inputs.spec.strategy.rollingUpdate.maxUnavailable"]]);
    expect(doubted({ terms: [term({ namespaces: ["other"] })] })).toHaveLength(1);
  });

  test("counts no spot machines, which have a taint of their own, for pods that do not tolerate it", () => {
    const spot = { pools: [{ name: "s", count: 2, scaleSetPriority: "Spot" }] };
    expect(found(spot).map(({ evidence }) => evidence)).toEqual([{ replicas: 3, nodes: 3 }]);
    expect(found({ ...spot, podSpec: { tolerations: [{ key: "kubernetes.azure.com/scalesetpriority", operator: "Equal", value: "spot", effect: "NoSchedule" }] } })).toEqual([]);
    expect(found({ pool: { scaleSetPriority: UNKNOWN } })).toEqual([]);
  });

  test("is not concluded where more nodes come than the pools have", () => {
    const [[type, inputs], workload] = resources({});
    for (const more of [{ sku: { name: "Automatic" } }, { nodeProvisioningProfile: { mode: "Auto" } }]) expect(foundBy("stuck-rollout", [type, { ...inputs, ...more }], workload)).toEqual([]);
    expect(foundBy("stuck-rollout", [type, { resourceName: "aks" }, { op: "read" }], [POOL, { resourceName: "aks", agentPoolName: "a", count: 3 }], workload)).toEqual([]);
  });

  test("counts no nodes that the pods do not tolerate", () => {
    const tainted = { pools: [{ name: "s", count: 1, nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] }] };
    expect(found({ nodes: 3, ...tainted }).map(({ evidence }) => evidence)).toEqual([{ replicas: 3, nodes: 3 }]);
    expect(found({ nodes: 3, ...tainted, podSpec: { tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }] } })).toEqual([]);
  });

  test.each<[string, Rollout]>([
    ["a node more", { nodes: 4 }], ["a pod may leave", { maxUnavailable: 1 }], ["pods of one revision alone", { terms: [term({ matchLabelKeys: ["pod-template-hash"] })] }],
    ["other labels", { terms: [term({ labelSelector: { matchLabels: { app: "y" } } })] }], ["zones", { terms: [term({ topologyKey: "topology.kubernetes.io/zone" })] }],
    ["a pool that grows", { pool: { enableAutoScaling: true, minCount: 1, maxCount: 5 } }], ["no number of nodes", { pool: { count: UNKNOWN } }], ["what may leave is not known", { maxUnavailable: UNKNOWN }],
  ])("goes on: %s", (_, given) => {
    expect(found(given)).toEqual([]);
  });
});

describe("pods that are spread beside tainted nodes", () => {
  const taintedPool = { name: "s", count: 2, nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] };
  const found = (replicas: number, spread: PlanObject, { podSpec = {}, maxUnavailable = 0, system = taintedPool }: { readonly podSpec?: PlanObject; readonly maxUnavailable?: number; readonly system?: PlanObject } = {}) => foundBy("stuck-rollout",
    [CLUSTER, { resourceName: "aks", agentPoolProfiles: [{ name: "a", count: 3 }, system] }],
    [DEPLOYMENT, { metadata: { name: "x" }, spec: { replicas, strategy: { rollingUpdate: { maxUnavailable } }, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: {
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "DoNotSchedule", labelSelector: { matchLabels: labels }, ...spread }], ...podSpec,
    } } } }]);

  test("find no node for the new one, and none for those beyond one on each", () => {
    expect(told(found(3, {}))).toEqual([
      "inputs.spec.template.spec.topologySpreadConstraints[0]: x: 2 tainted nodes count as empty, so that the other 3 take 1 pod each; none leaves before a new one is ready, and an update of the Deployment stands still",
    ]);
    expect(told(found(5, { matchLabelKeys: ["pod-template-hash"] }, { maxUnavailable: 1 }))).toEqual([
      "inputs.spec.template.spec.topologySpreadConstraints[0]: x: 2 tainted nodes count as empty, so that the other 3 take 1 pod each; of 5 pods 2 never find a node",
    ]);
  });

  test.each<[string, ReturnType<typeof found>]>([
    ["the taints count", found(5, { nodeTaintsPolicy: "Honor" })], ["pods of one revision", found(3, { matchLabelKeys: ["pod-template-hash"] })], ["one may leave", found(3, {}, { maxUnavailable: 1 })],
    ["a greater skew", found(5, { maxSkew: 2 })], ["no more than a wish", found(5, { whenUnsatisfiable: "ScheduleAnyway" })], ["zones", found(5, { topologyKey: "topology.kubernetes.io/zone" })],
    ["the pods tolerate the taint", found(5, {}, { podSpec: { tolerations: [{ operator: "Exists" }] } })], ["the pods select nodes", found(5, {}, { podSpec: { nodeSelector: { pool: "a" } } })],
    ["no taint that keeps pods off", found(5, {}, { system: { ...taintedPool, nodeTaints: ["a=b:PreferNoSchedule"] } })], ["pods of others", found(5, { labelSelector: { matchLabels: { app: "y" } } })],
  ])("go on: %s", (_, findings) => {
    expect(findings).toEqual([]);
  });
});
