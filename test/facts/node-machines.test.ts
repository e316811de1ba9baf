import { describe, expect, test } from "@jest/globals";
import { ephemeralRoomGib, isOfOtherSystem, osDiskOf } from "../../facts/node-machines";

describe("the OS disk of a node", () => {
  test.each<readonly [string, object]>([
    ["Standard_D4s_v5", { type: "Managed", sizeGib: 128, tier: "P10" }], ["Standard_D8s_v5", { type: "Managed", sizeGib: 256, tier: "P15" }], ["Standard_D16s_v5", { type: "Managed", sizeGib: 512, tier: "P20" }],
    ["Standard_D8ds_v5", { type: "Ephemeral", sizeGib: 300 }], ["standard_d4ds_v5", { type: "Ephemeral", sizeGib: 150 }],
    // 75 GiB of temporary disk and 100 of cache are too small for the 128 that every disk has at least.
    ["Standard_D2ds_v5", { type: "Managed", sizeGib: 128, tier: "P10" }], ["Standard_D4s_v3", { type: "Managed", sizeGib: 128, tier: "P10" }],
    // Room in the cache, and no page that says how much of it the disk takes.
    ["Standard_DS3_v2", { type: "Ephemeral", sizeGib: undefined }],
  ])("of %s is Azure's where nothing is declared", (size, disk) => {
    expect(osDiskOf(size, {})).toEqual({ ...disk, byDefault: true });
  });

  test("is the declared one, 0 for Azure's size", () => {
    expect(osDiskOf("Standard_D4ds_v5", { type: "Managed", sizeGib: 64 })).toEqual({ type: "Managed", sizeGib: 64, byDefault: false });
    expect(osDiskOf("Standard_D4ds_v5", { type: "Managed", sizeGib: 0 })).toEqual({ type: "Managed", sizeGib: 128, tier: "P10", byDefault: true });
    expect(osDiskOf("Standard_D4ds_v5", { sizeGib: 200 })).toEqual({ type: "Managed", sizeGib: 200, byDefault: true });
  });

  test("of a size that nothing is known of is not told", () => {
    expect(osDiskOf("Standard_Unheard_v9", {})).toEqual({ sizeGib: undefined, byDefault: true });
    expect(osDiskOf(undefined, {})).toEqual({ sizeGib: undefined, byDefault: true });
  });

  test("has room where the pages say so, and is undecided where they do not say how much", () => {
    expect(["Standard_D4s_v5", "Standard_D4ds_v5", "Standard_DS3_v2", "Standard_B4ms"].map(ephemeralRoomGib)).toEqual([0, 150, 172, undefined]);
  });
});

test("a system belongs to one kind of pool", () => {
  expect([isOfOtherSystem("Windows", "Ubuntu"), isOfOtherSystem("Linux", "Windows2022"), isOfOtherSystem("Windows", "Windows2022"), isOfOtherSystem("Linux", "AzureLinux")]).toEqual([true, true, false, false]);
});
