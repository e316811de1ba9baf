import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { anatomyNames, managedGroupName, POOL_HASH_LENGTH, poolName, shortHash, WINDOWS_POOL_HASH_LENGTH, type ImmutablePoolSettings } from "../../facts/anatomy-names";
import { NAME_RULES, nameProblem, type NameKind } from "../../facts/naming";

const kinds = Object.keys(NAME_RULES) as NameKind[];
const service = fc.stringMatching(/^[a-z][a-z0-9]{1,8}$/);
const stack = fc.stringMatching(/^[a-z][a-z0-9]{0,3}$/);
const pool: fc.Arbitrary<ImmutablePoolSettings> = fc.record({
  vmSize: fc.constantFrom("Standard_D4s_v5", "Standard_B2ms", "Standard_A2_v2"), maxPods: fc.integer({ min: 10, max: 250 }),
  zones: fc.subarray(["1", "2", "3"]), spot: fc.boolean(), osDiskType: fc.constantFrom("Managed", "Ephemeral"),
});

describe("names", () => {
  it("of the anatomy keep every rule of Azure for any short service and stack", () => {
    fc.assert(fc.property(service, stack, fc.string(), (name, stackName, uniqueness) => {
      for (const { kind, name: given } of Object.values(anatomyNames({ service: name, stack: stackName, uniqueness }))) expect(nameProblem(kind, given)).toBeUndefined();
    }));
  });

  // A GUID and a zone with its full stop are made of more than one letter repeated.
  it.each(kinds.filter(kind => kind !== "roleAssignment" && kind !== "privateDnsZone"))("of kind %s are refused one character beyond their length", kind => {
    const { min, max } = NAME_RULES[kind];
    expect(nameProblem(kind, "a".repeat(max))).toBeUndefined();
    expect(nameProblem(kind, "a".repeat(min))).toBeUndefined();
    expect(nameProblem(kind, "a".repeat(max + 1))).toMatch(new RegExp(`${min} to ${max} characters, not ${max + 1}`));
    expect(nameProblem(kind, "")).toBeDefined();
  });

  it.each<readonly [NameKind, string]>([
    ["vault", "a--b"], ["vault", "1abc"], ["vault", "abc-"], ["registry", "acr-dev"], ["linuxPool", "Pool"], ["linuxPool", "1pool"], ["cluster", "-aks"], ["cluster", "aks_"],
    ["dnsPrefix", "a.b"], ["resourceGroup", "rg."], ["virtualNetwork", "_vnet"], ["subnet", "subnet-"], ["workspace", "-log"], ["identity", "_id"], ["kubernetesLabel", "Hogwarts"],
    ["privateDnsZone", "internal"], ["privateDnsZone", "a..b"], ["privateDnsZone", `${"a".repeat(64)}.b`], ["roleAssignment", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8fz"],
  ])("of kind %s refuse %j", (kind, name) => {
    expect(nameProblem(kind, name)).toBe(NAME_RULES[kind].alphabet);
  });

  it.each<readonly [NameKind, string]>([["resourceGroup", "rg-größe"], ["privateDnsZone", "privatelink.canadacentral.azmk8s.io"], ["privateDnsZone", "orders-production-cluster-zone1.privatelink.germanywestcentral.azmk8s.io"],
    ["privateDnsZone", `${"a".repeat(63)}.b`], ["roleAssignment", "0A1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"]])("of kind %s may be %j", (kind, name) => {
    expect(nameProblem(kind, name)).toBeUndefined();
  });

  it("that are global differ with what makes them unique, and only those", () => {
    const [mine, yours] = [anatomyNames({ service: "hogwarts", stack: "dev", uniqueness: "a" }), anatomyNames({ service: "hogwarts", stack: "dev", uniqueness: "b" })];
    const different = (Object.keys(mine) as (keyof typeof mine)[]).filter(key => mine[key].name !== yours[key].name);
    expect(different).toEqual(["registry", "vault"]);
  });

  it("of pools change with each setting that Azure never changes in place, and with the order of zones never", () => {
    fc.assert(fc.property(pool, pool, (a, b) => {
      const same = JSON.stringify([a.vmSize, a.maxPods, a.zones, a.spot, a.osDiskType]) === JSON.stringify([b.vmSize, b.maxPods, b.zones, b.spot, b.osDiskType]);
      expect(poolName("system", a) === poolName("system", b)).toBe(same);
      expect(poolName("system", { ...a, zones: [...a.zones].reverse() })).toBe(poolName("system", a));
      expect(nameProblem("linuxPool", poolName("systemx", a))).toBeUndefined();
    }));
  });

  it("of pools that choose nothing of what came later are what they were", () => {
    const plain = { vmSize: "Standard_D4s_v5", maxPods: 30, zones: [], spot: false, osDiskType: "Managed" };
    expect(poolName("system", plain)).toBe("system05yp0");
    expect(poolName("system", { ...plain, osDiskSizeGib: undefined, spotMaxPrice: 1, spotEvictionPolicy: "Deallocate", podSubnet: false })).toBe("system05yp0");
    const spot = { ...plain, spot: true };
    expect(poolName("spare", { ...spot, spotEvictionPolicy: "Delete", spotMaxPrice: -1 })).toBe(poolName("spare", spot));
  });

  it("of Windows pools have Azure's 6 characters at the most, and change with the version; those of Linux pools never change with the system", () => {
    fc.assert(fc.property(pool, settings => {
      const windows = poolName("wi", { ...settings, osSku: "Windows2022" });
      expect(windows).toMatch(new RegExp(`^wi[a-z0-9]{${WINDOWS_POOL_HASH_LENGTH}}$`));
      expect(nameProblem("windowsPool", windows)).toBeUndefined();
      expect(poolName("wi", { ...settings, osSku: "Windows2025" })).not.toBe(windows);
      expect(poolName("wi", { ...settings, osSku: "AzureLinux" })).toBe(poolName("wi", settings));
    }));
  });

  it("take their hash from SHA-256 in base 36, so that it stays the same over runs", () => {
    expect(shortHash("", POOL_HASH_LENGTH)).toBe(BigInt("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855").toString(36).padStart(50, "0").slice(0, 5));
  });

  it("of the managed group are put together as Azure does", () => {
    expect(managedGroupName("rg", "aks", "westeurope")).toBe("MC_rg_aks_westeurope");
  });
});
