import { describe, expect, test } from "@jest/globals";
import { isBurstable, VM_SIZES, vmSizeOf } from "../../facts/vm-sizes";

describe("the sizes of virtual machines", () => {
  // As the pages of azure-compute-docs list them: vCPU, memory, temporary disk, cache, ephemeral OS disk.
  test.each<readonly [string, number, number, number, number | undefined, boolean]>([
    ["Standard_A8_v2", 8, 16, 80, undefined, false], ["Standard_A4m_v2", 4, 32, 40, undefined, false],
    ["Standard_B1s", 1, 1, 4, undefined, true], ["Standard_B12ms", 12, 48, 96, undefined, true], ["Standard_B4s_v2", 4, 16, 0, undefined, false], ["Standard_B4als_v2", 4, 8, 0, undefined, false],
    ["Standard_D2_v2", 2, 7, 100, undefined, false], ["Standard_D12_v2", 4, 28, 200, undefined, false], ["Standard_DS3_v2", 4, 14, 28, 172, true], ["Standard_DS13_v2", 8, 56, 112, 288, true],
    ["Standard_D16s_v3", 16, 64, 128, 400, true], ["Standard_D64_v3", 64, 256, 1600, undefined, false], ["Standard_D4as_v4", 4, 16, 32, undefined, true], ["Standard_D48ds_v4", 48, 192, 1800, undefined, true],
    ["Standard_D96ads_v5", 96, 384, 3600, undefined, true], ["Standard_D32as_v5", 32, 128, 0, undefined, false], ["Standard_D192s_v6", 192, 768, 0, undefined, false],
    ["Standard_E20s_v3", 20, 160, 320, 400, true], ["Standard_E64s_v3", 64, 432, 864, 1600, true], ["Standard_E64s_v4", 64, 504, 0, undefined, false], ["Standard_E96as_v4", 96, 672, 1344, undefined, true],
    ["Standard_E64as_v5", 64, 512, 0, undefined, false], ["Standard_E2ads_v5", 2, 16, 75, undefined, true], ["Standard_E96ds_v5", 96, 672, 3600, undefined, true],
    ["Standard_F16s_v2", 16, 32, 128, 256, true], ["Standard_L80s_v3", 80, 640, 800, undefined, true], ["Standard_NC4as_T4_v3", 4, 28, 176, undefined, true], ["Standard_NV36adms_A10_v5", 36, 880, 2880, undefined, true],
  ])("%s", (name, vcpu, memoryGib, tempGib, cacheGib, ephemeralOsDisk) => {
    expect(vmSizeOf(name.toUpperCase())).toEqual({ vcpu, memoryGib, tempGib, ...(cacheGib !== undefined && { cacheGib }), ephemeralOsDisk });
  });

  test("have names of Azure's form, and sizes that are no mistake of the table", () => {
    for (const [name, { vcpu, memoryGib, tempGib }] of Object.entries(VM_SIZES)) {
      expect(name).toMatch(/^Standard_[A-Z]+\d+[a-z]*(_[A-Z]\d+)?(_v\d)?$/);
      expect([vcpu, tempGib].every(Number.isInteger)).toBe(true);
      // From 0.5 GiB for each vCPU (B2ts_v2) to 24.5 (NV36adms_A10_v5).
      expect(memoryGib / vcpu).toBeGreaterThanOrEqual(0.5);
      expect(memoryGib / vcpu).toBeLessThan(25);
    }
  });

  test("know of the later B series that they are burstable, too", () => {
    expect(Object.keys(VM_SIZES).filter(isBurstable)).toEqual(Object.keys(VM_SIZES).filter(name => name.startsWith("Standard_B")));
  });
});
