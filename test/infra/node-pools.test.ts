import { describe, expect, it } from "@jest/globals";
import { autoscalerProfile } from "../../infra/cluster-profiles";
import { poolGenerations, type AgentPool } from "../../infra/agent-pool";
import { Network } from "../../infra/network";
import { physicalPoolName, poolInputs, type NodePoolArgs } from "../../infra/node-pools";
import { onMocks, only } from "../mocks";
import { networkArgs, withSubnets } from "./network-args";

const pool: NodePoolArgs = { name: "work", mode: "User", type: "VirtualMachineScaleSets", vmSize: "Standard_D4s_v5", count: 3, maxPods: 30, zones: [], osDiskType: "Managed", spot: false, maxSurge: "33%", labels: {}, taints: [] };
const inputs = (changes: Partial<NodePoolArgs>) => poolInputs({ ...pool, ...changes });

describe("the inputs of a pool", () => {
  it("say how it is upgraded, by Azure's names and as text where Azure wants text, and nothing that was not chosen", () => {
    expect(inputs({})["upgradeSettings"]).toEqual({ maxSurge: "33%" });
    expect(inputs({ maxSurge: "0", maxUnavailable: "25%", drainTimeoutMinutes: 45, nodeSoakMinutes: 0, undrainableNodes: "Cordon" })["upgradeSettings"]).toEqual({
      maxSurge: "0", maxUnavailable: "25%", drainTimeoutInMinutes: 45, nodeSoakDurationInMinutes: 0, undrainableNodeBehavior: "Cordon",
    });
  });

  it("keep all but AKS's own pods off a dedicated pool, once", () => {
    expect(inputs({ dedicated: true, taints: ["CriticalAddonsOnly=true:NoSchedule", "a=b:PreferNoSchedule"] })).toMatchObject({ nodeTaints: ["CriticalAddonsOnly=true:NoSchedule", "a=b:PreferNoSchedule"] });
    expect(inputs({ dedicated: false })).not.toHaveProperty("nodeTaints");
  });

  it("declare the taint and the label that AKS gives spot nodes, beside one's own, and the price and end that were chosen", () => {
    const spot = inputs({ spot: true, labels: { team: "hat" }, taints: ["a=b:NoSchedule"], spotEvictionPolicy: "Deallocate", spotMaxPrice: 0.05 });
    expect(spot).toMatchObject({
      scaleSetPriority: "Spot", scaleSetEvictionPolicy: "Deallocate", spotMaxPrice: 0.05,
      nodeTaints: ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule", "a=b:NoSchedule"], nodeLabels: { team: "hat", "kubernetes.azure.com/scalesetpriority": "spot" },
    });
    expect(inputs({ spot: true, spotMaxPrice: -1 })).not.toHaveProperty("spotMaxPrice");
    for (const key of ["nodeTaints", "nodeLabels", "scaleSetPriority", "scaleSetEvictionPolicy"]) expect(inputs({})).not.toHaveProperty(key);
  });

  it("name disk size, system and the pods' subnet where they are chosen", () => {
    expect(inputs({ osDiskSizeGib: 64, osSku: "AzureLinux", podSubnetId: "pods" })).toMatchObject({ osDiskSizeGB: 64, osSKU: "AzureLinux", podSubnetID: "pods", podIPAllocationMode: "DynamicIndividual" });
    for (const key of ["osDiskSizeGB", "osSKU", "podSubnetID", "podIPAllocationMode"]) expect(inputs({})).not.toHaveProperty(key);
  });

  it("say that a Windows pool runs Windows, and every other Linux", () => {
    expect(inputs({ osSku: "Windows2022" })).toMatchObject({ osType: "Windows", osSKU: "Windows2022" });
    expect([inputs({}), inputs({ osSku: "AzureLinux" })].map(({ osType }) => osType)).toEqual(["Linux", "Linux"]);
  });

  it("make another pool of another disk or a subnet for pods, and the same of another system", () => {
    const name = physicalPoolName(pool);
    expect(physicalPoolName({ ...pool, osDiskSizeGib: 64 })).not.toBe(name);
    expect(physicalPoolName({ ...pool, podSubnetId: "pods" })).not.toBe(name);
    expect(physicalPoolName({ ...pool, osSku: "AzureLinux", dedicated: true, maxUnavailable: "1", drainTimeoutMinutes: 5 })).toBe(name);
    expect(name).toHaveLength("work".length + 5);
  });
});

describe("the generations of a pool", () => {
  it("are agent pools of their own, each under its own name", async () => {
    const made: AgentPool[] = [];
    const resources = await onMocks(() => made.push(...poolGenerations({ ...pool, vmSize: "Standard_D8s_v5" }, [pool], { resourceGroupName: "rg", clusterName: "aks" })));
    expect(resources.map(({ inputs: { vmSize, agentPoolName } }) => [vmSize, agentPoolName])).toEqual([["Standard_D8s_v5", expect.stringMatching(/^work/)], ["Standard_D4s_v5", physicalPoolName(pool)]]);
    expect(made).toHaveLength(2);
  });
});

describe("the profile of the autoscaler", () => {
  it("has numbers and switches as text, and no default of its own", () => {
    expect(autoscalerProfile({ expander: "least-waste", balanceSimilarPools: true, unneededMinutes: 5, utilizationThreshold: 0.4, podTerminationSeconds: 120, skipNodesWithLocalStorage: false })).toEqual({
      expander: "least-waste", balanceSimilarNodeGroups: "true", scaleDownUnneededTime: "5m", scaleDownUtilizationThreshold: "0.4", maxGracefulTerminationSec: "120", skipNodesWithLocalStorage: "false",
    });
    expect(autoscalerProfile({})).toEqual({});
  });
});

describe("the network", () => {
  it("has a subnet for pods with the nodes' security group where pods have one, and none elsewhere", async () => {
    const resources = await onMocks(() => new Network("network", withSubnets({ pods: "10.240.2.0/23" })));
    expect(only(resources, ":Subnet", "pods").inputs).toMatchObject({ addressPrefix: "10.240.2.0/23", networkSecurityGroup: { id: "aks-nodes-id" }, defaultOutboundAccess: false });
    expect((await onMocks(() => new Network("network", networkArgs))).filter(({ name }) => name === "pods")).toEqual([]);
  });
});
