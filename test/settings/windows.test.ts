import { describe, expect, it } from "@jest/globals";
import { readSettings } from "../../settings/read";
import { asValues, stackTree, withValue, type Tree } from "../stack-config";

const problemsOf = (tree: Tree) => {
  const result = readSettings({ project: "aks-anatomy", stack: "dev", values: asValues(tree), imagePort: 80 });
  return "problems" in result ? result.problems : [];
};
type Pool = Readonly<Record<string, unknown>>;
type Changes = readonly (readonly [path: readonly string[], value: unknown])[];

const system: Pool = { name: "system", mode: "System", vmSize: "Standard_D4s_v5", count: 3, maxPods: 30 };
const windows: Pool = { name: "wi", vmSize: "Standard_D4s_v5", count: 2, maxPods: 30, osSku: "Windows2022" };
const linux: Pool = { ...windows, name: "work", osSku: "AzureLinux" };

/** The stack `dev` under overlay with these pools. */
const tree = (pools: readonly Pool[], changes: Changes = []): Tree =>
  changes.reduce((before, [path, value]) => withValue(before, path, value), withValue(withValue(stackTree("dev"), ["network", "model"], "azure-cni-overlay"), ["nodePools"], pools));
const mixed = [system, windows];

describe("Windows pools", () => {
  it.each(["azure-cni-overlay", "azure-cni-node-subnet"])("stand beside a Linux system pool under %s, with calico or without policies, spot and on ephemeral disks", model => {
    for (const engine of ["calico", "none"]) expect(problemsOf(tree(mixed, [[["network", "model"], model], [["network", "policyEngine"], engine]]))).toEqual([]);
    expect(problemsOf(tree([system, { ...windows, spot: true }, { ...windows, name: "w2", vmSize: "Standard_D4ds_v5", osDiskType: "Ephemeral", autoscale: { min: 0, max: 2 }, count: undefined }]))).toEqual([]);
  });

  const kubenet: Changes = [[["network", "model"], "kubenet"], [["network", "vnet"], undefined], [["apps", "sorting", "exposure"], { kind: "internal" }]];
  it.each<readonly [what: string, refused: Tree, at: string, allowed: RegExp, nearest: string | undefined, nearMiss: Tree]>([
    ["under kubenet", tree(mixed, kubenet), "network.model", /azure-cni-overlay: Windows nodes need Azure CNI/, "azure-cni-overlay", tree([system, linux], kubenet)],
    ["under Cilium", tree(mixed, [[["network", "policyEngine"], "cilium"]]), "network.policyEngine", /calico or none: Cilium's data plane is for Linux/, "calico", tree([system, linux], [[["network", "policyEngine"], "cilium"]])],
    ["under Azure's own policy engine", tree(mixed, [[["network", "policyEngine"], "azure"]]), "network.policyEngine", /ends 2026-09-30/, "calico", tree([system, linux], [[["network", "policyEngine"], "azure"]])],
    ["as the first pool", tree([{ ...system, name: "sy", osSku: "Windows2022" }, linux]), "nodePools[0].osSku", /Ubuntu or AzureLinux in a system pool/, "Ubuntu", tree([{ ...system, name: "sy", osSku: "AzureLinux" }, windows])],
    ["as another system pool", tree([system, { ...windows, mode: "System" }]), "nodePools[1].osSku", /or mode User/, "Ubuntu", tree([system, { ...windows, mode: "User" }])],
    ["of Windows Server 2019", tree([system, { ...windows, osSku: "Windows2019" }]), "nodePools[1].osSku", /retired 2026-03-01; use Windows2022/, undefined, tree(mixed)],
    ["of the annual channel", tree([system, { ...windows, osSku: "WindowsAnnual" }]), "nodePools[1].osSku", /retired 2026-05-15; use Windows2022/, undefined, tree(mixed)],
    ["of Windows Server 2025", tree([system, { ...windows, osSku: "Windows2025" }]), "nodePools[1].osSku", /2025-09-01, has no Windows2025/, undefined, tree(mixed)],
    ["of a version that is misspelt", tree([system, { ...windows, osSku: "windows2022" }]), "nodePools[1].osSku", /Ubuntu, AzureLinux, Windows2022/, "Windows2022", tree(mixed)],
    ["with a Kubernetes that has no Windows Server 2022", tree(mixed, [[["cluster", "kubernetesVersion"], "1.37"]]), "cluster.kubernetesVersion", /1\.36 or older: Windows Server 2022/, "\"1.36\"", tree([system, linux], [[["cluster", "kubernetesVersion"], "1.37"]])],
    ["with a name of three characters", tree([system, { ...windows, name: "win" }]), "nodePools[1].name", /1 or 2 characters: .* has 6, .* takes 4/, "wi", tree([system, { ...linux, name: "win" }])],
    ["on Arm machines", tree([system, { ...windows, vmSize: "Standard_D4ps_v5" }]), "nodePools[1].vmSize", /x64 processor/, undefined, tree([system, { ...linux, vmSize: "Standard_D4ps_v5" }])],
    ["with the node OS channel SecurityPatch", tree(mixed, [[["cluster", "upgrades"], { nodeOsChannel: "SecurityPatch" }]]), "cluster.upgrades.nodeOsChannel", /not supported on Windows pools/, "NodeImage", tree(mixed, [[["cluster", "upgrades"], { nodeOsChannel: "Unmanaged" }]])],
    ["as the only ones for the service's pods", tree([{ ...system, dedicated: true }, windows]), "nodePools", /one Linux pool with nodes/, undefined, tree([{ ...system, dedicated: true }, linux, windows])],
    ["that once were, under a long name", tree([system, { ...linux, retiring: [{ vmSize: "Standard_D4s_v5", osSku: "Windows2022" }] }]), "nodePools[1].name", /1 or 2 characters/, "wo", tree([system, { ...linux, name: "wo", retiring: [{ vmSize: "Standard_D4s_v5", osSku: "Windows2022" }] }])],
    ["exchanged for the same", tree([system, { ...windows, retiring: [{ vmSize: "Standard_D4s_v5", maxPods: 30 }] }]), "nodePools[1].retiring[0]", /or version of Windows/, undefined, tree([system, { ...windows, retiring: [{ vmSize: "Standard_D4s_v5", maxPods: 30, osSku: "AzureLinux" }] }])],
  ])("%s are refused, and the near miss passes", (_what, refused, at, allowed, nearest, nearMiss) => {
    const found = problemsOf(refused).find(({ path }) => path === at);
    expect(found?.allowed).toMatch(allowed);
    expect(found?.nearest).toBe(nearest);
    expect(problemsOf(nearMiss)).toEqual([]);
  });

  it("are refused with the source of each reason and the pools that it is about, all at once", () => {
    const all = problemsOf(tree([system, { ...windows, name: "one" }, { ...windows, name: "w2" }], [[["network", "policyEngine"], "cilium"], [["cluster", "kubernetesVersion"], "1.37"]]));
    expect(all.map(({ path, found, source }) => [path, found, source !== undefined])).toEqual([
      ["cluster.kubernetesVersion", "\"1.37\" with Windows2022 in pools one, w2", true],
      ["network.policyEngine", "\"cilium\" with Windows pools one, w2", true],
      ["nodePools[1].name", "\"one\" of a Windows pool", true],
    ]);
  });
});
