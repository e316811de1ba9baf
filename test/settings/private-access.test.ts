import { describe, expect, it } from "@jest/globals";
import type { Problem } from "../../settings/problem";
import { readSettings } from "../../settings/read";
import { asValues, stackTree, withValue, type Tree } from "../stack-config";

const set = (changes: Readonly<Record<string, unknown>>, stack = "dev"): Tree =>
  Object.entries(changes).reduce((tree, [path, value]) => withValue(tree, path.split("."), value), stackTree(stack));

function problemsOf(tree: Tree, stack = "dev"): readonly Problem[] {
  const result = readSettings({ project: "aks-anatomy", stack, values: asValues(tree), imagePort: 80 });
  return "problems" in result ? result.problems : [];
}

const ENDPOINTS = "network.vnet.subnets.endpoints";
/** Registry and vault private, with a subnet that has room for both and not for one more. */
const PRIVATE = { registry: { sku: "Premium", access: "private" }, vault: { access: "private" }, [ENDPOINTS]: "10.240.2.0/29" };

describe("private access", () => {
  it("is taken with a Premium registry, a VNet of our own and a subnet with just enough addresses", () => {
    expect(problemsOf(set(PRIVATE))).toEqual([]);
  });

  it("may have its subnet before anything is private", () => {
    expect(problemsOf(set({ [ENDPOINTS]: "10.240.2.0/28" }))).toEqual([]);
  });

  it("of a registry is refused without Premium, of a vault with any SKU is not", () => {
    expect(problemsOf(set({ ...PRIVATE, registry: { sku: "Standard", access: "private" } }))).toEqual([
      { path: "registry.sku", found: '"Standard" with access', allowed: "Premium, which alone has private endpoints", nearest: "Premium", source: "azure-management-docs, container-registry-private-link.md" },
    ]);
    expect(problemsOf(set({ ...PRIVATE, registry: { sku: "Standard" }, vault: { sku: "premium", access: "private" } }))).toEqual([]);
  });

  it("is refused where AKS owns the VNet, at each that asks for it", () => {
    const found = problemsOf(set({ registry: PRIVATE.registry, vault: PRIVATE.vault }, "basic"), "basic");
    expect(found).toMatchObject([{ path: "registry.access", nearest: "public" }, { path: "vault.access", nearest: "public" }]);
    expect(problemsOf(set({ registry: PRIVATE.registry }, "basic"), "basic").map(({ path }) => path)).toEqual(["registry.access"]);
  });

  it.each([
    [{ registry: PRIVATE.registry }, /2 addresses \(2 of the registry\)/],
    [{ vault: PRIVATE.vault }, /1 address \(1 of the vault\)/],
    [{ registry: PRIVATE.registry, vault: PRIVATE.vault }, /3 addresses \(2 of the registry, 1 of the vault\)/],
  ])("is refused without a subnet for the endpoints: %j", (changes, allowed) => {
    expect(problemsOf(set(changes))).toMatchObject([{ path: ENDPOINTS, found: "nothing", allowed: expect.stringMatching(allowed) as unknown, nearest: "10.240.2.0/29" }]);
  });

  it("proposes no subnet where the VNet has no room for one", () => {
    const full = { "network.vnet.addressSpace": "10.240.0.0/23", vault: PRIVATE.vault };
    expect(problemsOf(set(full))).toEqual([expect.objectContaining({ path: ENDPOINTS, found: "nothing" }) as unknown]);
    expect(problemsOf(set(full))[0]).not.toHaveProperty("nearest");
  });

  it.each([
    ["that is too small for the endpoints", "10.240.2.0/30", /room for the private endpoints: 3 addresses/, "a /29"],
    ["that overlaps the AKS subnet", "10.240.0.128/28", /apart from the AKS subnet/, undefined],
    ["that overlaps the Services subnet", "10.240.1.0/28", /apart from the Services subnet/, undefined],
    ["outside the VNet", "10.250.0.0/28", /inside the VNet/, "10.240.0.0/28"],
    ["with host bits", "10.240.2.1/28", /host bits/, "10.240.2.0/28"],
  ])("is refused with a subnet %s", (_what, prefix, allowed, nearest) => {
    const found = problemsOf(set({ ...PRIVATE, [ENDPOINTS]: prefix }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ path: ENDPOINTS, allowed: expect.stringMatching(allowed) as unknown });
    expect(found[0]?.nearest).toBe(nearest);
  });

  it("is refused with a subnet that has no usable address, also where nothing is private yet", () => {
    expect(problemsOf(set({ [ENDPOINTS]: "10.240.2.0/30" }))).toMatchObject([{ path: ENDPOINTS, nearest: "a /29" }]);
  });
});

describe("a registry", () => {
  it.each(["zoneRedundancy", "dataEndpoint"])("with %s is refused without Premium", setting => {
    expect(problemsOf(set({ [`registry.${setting}`]: true }))).toMatchObject([{ path: "registry.sku", found: `"Basic" with ${setting}`, nearest: "Premium" }]);
    expect(problemsOf(set({ registry: { sku: "Premium", [setting]: true } }))).toEqual([]);
  });

  it("with a retention of untagged manifests is refused without Premium, also with one of no day", () => {
    for (const days of [0, 30]) expect(problemsOf(set({ "registry.untaggedRetentionDays": days }))).toMatchObject([{ path: "registry.sku", found: '"Basic" with untaggedRetentionDays' }]);
    expect(problemsOf(set({ registry: { sku: "Premium", untaggedRetentionDays: 0 } }))).toEqual([]);
  });

  it("says once what a lesser SKU lacks of all that is asked for", () => {
    const found = problemsOf(set({ registry: { dataEndpoint: true, untaggedRetentionDays: 7 } }));
    expect(found).toMatchObject([{ path: "registry.sku", allowed: "Premium, which alone has a data endpoint of its own, a retention policy for untagged manifests" }]);
  });

  it("keeps untagged manifests for a year at most", () => {
    expect(problemsOf(set({ registry: { sku: "Premium", untaggedRetentionDays: 366 } }))).toMatchObject([{ path: "registry.untaggedRetentionDays", nearest: "365" }]);
    expect(problemsOf(set({ registry: { sku: "Premium", untaggedRetentionDays: 365 } }))).toEqual([]);
  });

  it("is not zone-redundant in a region without zones; one with zones, or one that the list does not know, is let pass", () => {
    const zonal = { registry: { sku: "Premium", zoneRedundancy: true } };
    expect(problemsOf(set({ ...zonal, location: "canadaeast" }))).toMatchObject([{ path: "registry.zoneRedundancy", allowed: "false: canadaeast has no availability zones", nearest: "false" }]);
    for (const location of ["canadacentral", "atlantiscentral"]) expect(problemsOf(set({ ...zonal, location }))).toEqual([]);
    expect(problemsOf(set({ registry: { sku: "Premium" }, location: "canadaeast" }))).toEqual([]);
  });
});
