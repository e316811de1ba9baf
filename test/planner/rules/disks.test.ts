import { describe, expect, test } from "@jest/globals";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { UNKNOWN, type ResourceOptions } from "../plan-builder";
import { CLUSTER, doubtsBy, foundBy, told } from "./found";

type Resource = readonly [type: string, inputs: PlanObject, options?: ResourceOptions];

const CLAIM = "kubernetes:core/v1:PersistentVolumeClaim", CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";
const cluster = (...pools: readonly PlanObject[]): Resource => [CLUSTER, { resourceName: "aks", agentPoolProfiles: pools.length > 0 ? pools : [{ name: "system", count: 3 }] }];
const claim = (spec: PlanObject): Resource => [CLAIM, { metadata: { name: "data" }, spec: { accessModes: ["ReadWriteMany"], ...spec } }];
const ownClass = (name: string, inputs: PlanObject): Resource => [CLASS, { metadata: { name }, provisioner: "disk.csi.azure.com", ...inputs }];
const CHART: Resource = ["kubernetes:helm.sh/v3:Release", { chart: "storage" }];

describe("a claim for pods on many nodes", () => {
  const asked = (spec: PlanObject, ...more: readonly Resource[]) => {
    const all = [cluster(), claim(spec), ...more];
    return { found: told(foundBy("disk-access-mode", ...all)), open: told(doubtsBy("disk-access-mode", ...all)) };
  };
  const refused = (name: string, mode = "ReadWriteMany") => ({
    found: [`inputs.spec.accessModes: claim data asks class ${name} for ${mode}, and an Azure disk is for one node: the driver refuses it, and claim and pods stay pending`], open: [],
  });
  const undecided = (name: string) => ({ found: [], open: [`inputs.spec.accessModes: whether class ${name}, which claim data asks for ReadWriteMany, makes disks for one node alone is not known`] });
  const mayTake = (name: string) => ({ found: [], open: [`inputs.spec.accessModes: whether claim data, for ReadWriteMany, takes a volume of the plan, not a new disk of class ${name}, is not known`] });
  const volume = (spec: PlanObject): Resource => ["kubernetes:core/v1:PersistentVolume", { metadata: { name: "pv" }, spec }];
  const fine = { found: [], open: [] };

  test.each<[string, PlanObject, readonly Resource[], ReturnType<typeof asked>]>([
    ["is refused by a class of disks", { storageClassName: "managed-csi" }, [], refused("managed-csi")],
    ["is refused for reading, too", { accessModes: ["ReadWriteOnce", "ReadOnlyMany"], storageClassName: "managed-csi" }, [], refused("managed-csi", "ReadOnlyMany")],
    ["is refused by the class of those that name none", {}, [], refused("default")],
    ["is refused by a class of one's own", { storageClassName: "own" }, [ownClass("own", {})], refused("own")],
    ["is refused for a raw disk that is not shared", { storageClassName: "managed-csi", volumeMode: "Block" }, [], refused("managed-csi")],
    ["is met by file shares", { storageClassName: "azurefile-csi" }, [], fine],
    ["is met by a raw disk that is shared", { storageClassName: "own", volumeMode: "Block" }, [ownClass("own", { parameters: { maxShares: "3" } })], fine],
    ["is met by a volume that is there", { storageClassName: "managed-csi", volumeName: "pv" }, [], fine],
    ["is met by a raw disk that is shared, in any letter case", { storageClassName: "own", volumeMode: "Block" }, [ownClass("own", { parameters: { maxshares: "2" } })], fine],
    ["is met by a volume with labels", { storageClassName: "managed-csi", selector: { matchLabels: { disk: "data" } } }, [], fine],
    ["is met by a volume that is kept for it", { storageClassName: "managed-csi" }, [volume({ storageClassName: "managed-csi", claimRef: { name: "data", namespace: "default" } })], fine],
    ["is refused where a volume is kept for another", { storageClassName: "managed-csi" }, [volume({ storageClassName: "managed-csi", claimRef: { name: "other", namespace: "default" } })], refused("managed-csi")],
    ["is refused where a volume is kept for one elsewhere", { storageClassName: "managed-csi" }, [volume({ claimRef: { name: "data", namespace: "other" } })], refused("managed-csi")],
    ["is refused where a volume is of another class", { storageClassName: "managed-csi" }, [volume({ storageClassName: "blob" })], refused("managed-csi")],
    ["is open where a volume of its class is kept for nobody", { storageClassName: "managed-csi" }, [volume({ storageClassName: "managed-csi" })], mayTake("managed-csi")],
    ["is open where nobody knows for whom a volume is kept", {}, [volume({ claimRef: UNKNOWN })], mayTake("default")],
    ["is met by file shares, whatever volumes there are", { storageClassName: "azurefile-csi" }, [volume({ storageClassName: "azurefile-csi" })], fine],
    ["is another driver's to answer", { storageClassName: "own" }, [ownClass("own", { provisioner: "nfs.csi.k8s.io" })], fine],
    ["is none for one node", { accessModes: ["ReadWriteOnce"], storageClassName: "managed-csi" }, [], fine],
    ["is open of a class of others", { storageClassName: "fast" }, [], undecided("fast")],
    ["is open where another class is the default", {}, [ownClass("own", { metadata: { name: "own", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } } })], undecided("(not known)")],
    ["is open where a chart may make one the default", {}, [CHART], undecided("(not known)")],
    ["is open of a raw disk that may be shared", { storageClassName: "own", volumeMode: "Block" }, [ownClass("own", { parameters: UNKNOWN })], undecided("own")],
    ["is open of a driver that is not known", { storageClassName: "own" }, [ownClass("own", { provisioner: UNKNOWN })], undecided("own")],
  ])("%s", (_, spec, more, expected) => expect(asked(spec, ...more)).toEqual(expected));

  test("is for the class of the older annotation", () => {
    const annotated = (storageClass: PlanValue, storageClassName: string) => {
      const all = [cluster(), [CLAIM, { metadata: { name: "data", annotations: { "volume.beta.kubernetes.io/storage-class": storageClass } }, spec: { accessModes: ["ReadWriteMany"], storageClassName } }]] as const;
      return [foundBy("disk-access-mode", ...all).length, doubtsBy("disk-access-mode", ...all).length];
    };
    expect([annotated("azurefile-csi", "managed-csi"), annotated("managed-csi", "azurefile-csi"), annotated(UNKNOWN, "managed-csi")]).toEqual([[0, 0], [1, 0], [0, 1]]);
  });

  test("is refused of a StatefulSet's templates", () => {
    const found = foundBy("disk-access-mode", cluster(), ["kubernetes:apps/v1:StatefulSet", { metadata: { name: "db" }, spec: { volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { accessModes: ["ReadWriteMany"], storageClassName: "managed-csi" } }] } }]);
    expect(found.map(({ path }) => path)).toEqual(["inputs.spec.volumeClaimTemplates[0].spec.accessModes"]);
  });

  test("is asked where mode or class are not known", () => {
    expect([asked({ accessModes: UNKNOWN, storageClassName: "managed-csi" }), asked({ storageClassName: UNKNOWN })].map(({ found, open }) => [found.length, open.length])).toEqual([[0, 1], [0, 1]]);
  });

  test("is not judged without a cluster of AKS", () => expect(foundBy("disk-access-mode", claim({ storageClassName: "managed-csi" }))).toEqual([]));
});

describe("pods that share a disk", () => {
  interface Given { readonly kind?: string; readonly spec?: PlanObject; readonly pods?: PlanObject; readonly claimed?: PlanObject; readonly called?: string; readonly pools?: readonly PlanObject[]; readonly more?: readonly Resource[] }
  const shared = ({ kind = "Deployment", spec = {}, pods = {}, claimed = {}, called = "data", pools = [], more = [] }: Given) => {
    const all: readonly Resource[] = [cluster(...pools), claim({ accessModes: ["ReadWriteOnce"], storageClassName: "managed-csi", ...claimed }), [`kubernetes:apps/v1:${kind}`, {
      metadata: { name: "web" }, spec: { replicas: 2, template: { spec: { volumes: [{ name: "none", emptyDir: {} }, { name: "data", persistentVolumeClaim: { claimName: called } }], ...pods } }, ...spec },
    }], ...more];
    return { found: told(foundBy("shared-disk", ...all)), open: told(doubtsBy("shared-disk", ...all)) };
  };
  const place = "inputs.spec.template.spec.volumes[1].persistentVolumeClaim.claimName";
  const fine = { found: [], open: [] };

  test.each(["Deployment", "StatefulSet"])("of a %s wait on every node but one", kind => {
    expect(shared({ kind })).toEqual({ found: [`${place}: the 2 pods of web share claim data, a disk of class managed-csi, which is attached to one node: on any other they wait (Multi-Attach error)`], open: [] });
  });

  test.each<[string, Given]>([
    ["is one", { spec: { replicas: 1 } }],
    ["has file shares", { claimed: { storageClassName: "azurefile-csi" } }],
    ["asks for many nodes, which is refused", { claimed: { accessModes: ["ReadWriteMany"] } }],
    ["is kept together", { pods: { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname" }] } } } }],
    ["names its node", { pods: { nodeSelector: { "kubernetes.io/hostname": "aks-system-0" } } }],
    ["has one node", { pools: [{ name: "system", count: 1 }] }],
    ["is each node's", { kind: "DaemonSet" }],
  ])("are none where the workload %s", (_, given) => expect(shared(given)).toEqual(fine));

  test("are there with a pool that grows, or a second one", () => {
    const one = { name: "system", count: 1 };
    expect([shared({ pools: [{ ...one, enableAutoScaling: true, minCount: 1, maxCount: 3 }] }), shared({ pools: [one, { ...one, name: "user" }] })].map(({ found }) => found.length)).toEqual([1, 1]);
  });

  test.each<[string, Given]>([
    ["the claim is none of the plan", { called: "other" }], ["the volume is there already", { claimed: { volumeName: "pv" } }], ["the class is none of the plan", { claimed: { storageClassName: "fast" } }],
    ["the modes are not known", { claimed: { accessModes: UNKNOWN } }],
  ])("are open where %s", (_, given) => {
    expect(shared(given)).toEqual({ found: [], open: [`${place}: whether claim ${given.called ?? "data"}, which the 2 pods of web share, is for one node alone is not known`] });
  });

  const scaler = (spec: PlanObject): Resource => ["kubernetes:autoscaling/v2:HorizontalPodAutoscaler", { metadata: { name: "web" }, spec: { scaleTargetRef: { kind: "Deployment", name: "web" }, ...spec } }];
  const template = { spec: { volumes: [{ name: "none", emptyDir: {} }, { name: "data", persistentVolumeClaim: { claimName: "data" } }] } };

  test.each<[string, PlanObject, readonly Resource[], readonly string[], readonly string[]]>([
    ["that an autoscaler keeps at one are none", { replicas: 3 }, [scaler({ minReplicas: 1, maxReplicas: 1 })], [], []],
    ["that an autoscaler keeps are counted", { replicas: 1 }, [scaler({ minReplicas: 2, maxReplicas: 2 })], ["the 2 pods of web"], []],
    ["that an autoscaler may add are counted", {}, [scaler({ maxReplicas: 4 })], ["up to 4 pods of web"], []],
    ["that an autoscaler keeps at the least are counted", {}, [scaler({ minReplicas: 2, maxReplicas: UNKNOWN })], ["2 or more pods of web"], []],
    ["that an autoscaler may keep are open", { replicas: 3 }, [scaler({ scaleTargetRef: UNKNOWN, minReplicas: 1, maxReplicas: 1 })], [], ["whether web has several pods, which share claim data, is not known"]],
  ])("%s", (_, spec, more, found, open) => {
    const { found: its, open: doubts } = shared({ spec: { replicas: null, template, ...spec }, more });
    expect([its.map(text => text.replace(/^.*?: | share .*$/g, "")), doubts.map(text => text.replace(/^.*?: /, ""))]).toEqual([found, open]);
  });

  test.each<[string, PlanObject, string]>([
    ["claim", { spec: { volumes: [{ name: "data", persistentVolumeClaim: { claimName: UNKNOWN } }] } }, "inputs.spec.template.spec.volumes[0].persistentVolumeClaim.claimName"],
    ["volumes", { spec: { volumes: UNKNOWN } }, "inputs.spec.template.spec.volumes"],
  ])("are open where the %s are not known", (_, of, at) => {
    expect(shared({ spec: { replicas: 2, template: of } })).toEqual({ found: [], open: [`${at}: whether a claim, which the 2 pods of web share, is for one node alone is not known`] });
    expect(shared({ spec: { replicas: 1, template: of } })).toEqual(fine);
  });

  test("wait on every node where the claim is for one pod", () => {
    expect(shared({ claimed: { accessModes: ["ReadWriteOncePod"] } }).found).toEqual([`${place}: the 2 pods of web share claim data, a disk of class managed-csi, which is for one pod alone (ReadWriteOncePod): all others stay pending`]);
  });

  test("are asked for where their number is not known", () => {
    const { found, open } = shared({ spec: { replicas: UNKNOWN } });
    expect([found.length, open.length]).toEqual([0, 1]);
  });
});
