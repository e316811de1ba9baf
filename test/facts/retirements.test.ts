import { describe, expect, test } from "@jest/globals";
import { goneVmSeries, isBeyond, nodeOsRetirement, vmSeriesRetirement } from "../../facts/retirements";
import { VM_SIZES } from "../../facts/vm-sizes";

describe("versions of Windows", () => {
  test.each([["Windows2022", "1.36", false], ["Windows2022", "1.36.9", false], ["Windows2022", "1.37", true], ["Windows2022", "1.37.0", true], ["Windows2019", "1.32", false], ["Windows2019", "1.33", true], ["WindowsAnnual", "1.37", false], ["Windows2022", "2.0", true], ["Windows2022", "v1.37", false], ["Windows2022", "1", false]])("%s with Kubernetes %s is beyond its last version: %s", (osSku, version, beyond) => {
    const retirement = nodeOsRetirement(osSku);
    expect(retirement && isBeyond(retirement, version)).toBe(beyond);
  });

  test("Linux has no end here", () => {
    expect(nodeOsRetirement("Ubuntu")).toBeUndefined();
  });
});

describe("retired VM series", () => {
  test.each([["Standard_DS2_v2", "2028-05-01"], ["Standard_L8s", "2028-05-01"], ["Standard_B2ms", "2028-11-15"], ["Standard_D4s_v3", "2029-11-15"]])("%s ends %s", (size, date) => {
    expect(vmSeriesRetirement(size)?.date).toBe(date);
  });

  test.each([
    ["Standard_A2_v2", "Av2"], ["Standard_A2m_v2", "Amv2"], ["Standard_B2ms", "B (v1)"], ["Standard_B1ls", "B (v1)"], ["Standard_F4", "F"], ["Standard_F4s", "Fs"],
    ["Standard_F4s_v2", "Fsv2"], ["Standard_L8s_v2", "Lsv2"], ["Standard_G3", "G"], ["Standard_GS4-8", "Gs"], ["standard_b2s", "B (v1)"],
    ["Standard_D4", "D"], ["Standard_DS13-2", "Ds"], ["Standard_D2_v2", "Dv2"], ["Standard_D11_v2_Promo", "Dv2"], ["Standard_DS2_v2", "Dsv2"], ["Standard_DS11-1_v2", "Dsv2"], ["Standard_L8s", "Ls"], ["Standard_NV12s_v3", "NVv3"], ["Standard_NV4as_v4", "NVv4"],
    ["Standard_D2_v3", "Dv3"], ["Standard_D64s_v3", "Dsv3"], ["Standard_E20_v3", "Ev3"], ["Standard_E64i_v3", "Ev3"], ["Standard_E4-2s_v3", "Esv3"], ["Standard_E64is_v3", "Esv3"],
  ])("%s belongs to %s", (size, series) => {
    expect(vmSeriesRetirement(size)?.what).toBe(series);
  });

  test.each(["Standard_B2s_v2", "Standard_B2ats_v2", "Standard_D2s_v5", "Standard_E4s_v5", "Standard_FX4mds", "Standard_L8s_v3", "Standard_D2as_v4", "Standard_E4as_v4", "Standard_D2ds_v5", "Standard_D2_v4", ""])("%p is of no series under notice", size => {
    expect(vmSeriesRetirement(size)).toBeUndefined();
  });

  test("of the sizes that the program knows, exactly the A, B v1, Dv2, Dsv2, Dv3, Dsv3, Ev3, Esv3, F and Lsv2 ones are under notice", () => {
    const series = (name: string) => /^Standard_(?:A\d+m?_v2|B\d+m?s$|DS?\d+(?:-\d+)?_v2|[DE]\d+(?:-\d+)?i?s?_v3|F\d+s_v2|L\d+s_v2)/.test(name);
    expect(Object.keys(VM_SIZES).filter(vmSeriesRetirement).sort()).toEqual(Object.keys(VM_SIZES).filter(series).sort());
  });
});

describe("VM series that are gone", () => {
  test.each([["Standard_NC6", "NC"], ["standard_nc24r", "NC"], ["Standard_NC6_Promo", "NC"], ["Standard_NC12s_v2", "NCv2"], ["Standard_NC24rs_v2", "NCv2"], ["Standard_ND6s", "ND"], ["Standard_ND24rs", "ND"], ["Standard_NV6", "NV"], ["Standard_NC6s_v3", "NCv3"], ["Standard_NC24rs_v3", "NCv3"]])("%s was of %s", (size, series) => {
    expect([goneVmSeries(size)?.what, vmSeriesRetirement(size)]).toEqual([series, undefined]);
  });

  test.each(["Standard_NC4as_T4_v3", "Standard_NC24ads_A100_v4", "Standard_ND96asr_v4", "Standard_ND40rs_v2", "Standard_NV12s_v3", "Standard_NV6ads_A10_v5", "Standard_D2_v2", ""])("%p is not gone", size => {
    expect(goneVmSeries(size)).toBeUndefined();
  });
});
