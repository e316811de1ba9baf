import { describe, expect, test } from "@jest/globals";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { CLUSTER, foundBy, told } from "./found";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const labels = { app: "x" };

interface Rollout { readonly nodes?: number; readonly replicas?: number; readonly maxUnavailable?: PlanValue; readonly terms?: readonly PlanObject[]; readonly pool?: PlanObject }

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
  const found = ({ nodes = 3, replicas = 3, maxUnavailable = 0, terms = [term()], pool = {} }: Rollout) => foundBy("stuck-rollout",
    [CLUSTER, { resourceName: "aks", agentPoolProfiles: [{ name: "a", count: nodes, ...pool }] }],
    [DEPLOYMENT, { metadata: { name: "x" }, spec: { replicas, strategy: { rollingUpdate: { maxUnavailable } }, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: {
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
    } } } }]);

  test("stands still with a pod on every node and none that leaves first", () => {
    expect(found({}).map(({ evidence }) => evidence)).toEqual([{ replicas: 3, nodes: 3 }]);
    expect(found({ maxUnavailable: "0%" })).toHaveLength(1);
  });

  test.each<[string, Rollout]>([
    ["a node more", { nodes: 4 }], ["a pod may leave", { maxUnavailable: 1 }], ["pods of one revision alone", { terms: [term({ matchLabelKeys: ["pod-template-hash"] })] }],
    ["other labels", { terms: [term({ labelSelector: { matchLabels: { app: "y" } } })] }], ["zones", { terms: [term({ topologyKey: "topology.kubernetes.io/zone" })] }],
    ["a pool that grows", { pool: { enableAutoScaling: true, minCount: 1, maxCount: 5 } }], ["no number of nodes", { pool: { count: UNKNOWN } }], ["what may leave is not known", { maxUnavailable: UNKNOWN }],
  ])("goes on: %s", (_, given) => {
    expect(found(given)).toEqual([]);
  });
});
