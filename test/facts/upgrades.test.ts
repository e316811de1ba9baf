import { describe, expect, it } from "@jest/globals";
import { NodeOSUpgradeChannel, Type, UpgradeChannel, WeekDay } from "@pulumi/azure-native/types/enums/containerservice";
import { apiServerZoneName, privateDnsZoneOf } from "../../facts/private-api-server";
import { LONG_TERM_CHANNELS, movedBy, NODE_OS_CHANNELS, UPGRADE_CHANNELS, WEEK_DAYS, WEEKS_OF_MONTH } from "../../facts/upgrades";

const sorted = (values: readonly string[]): readonly string[] => [...values].sort();

describe("channels and schedules", () => {
  it("are those of the installed package", () => {
    expect(sorted(UPGRADE_CHANNELS)).toEqual(sorted(Object.values(UpgradeChannel)));
    expect(sorted(NODE_OS_CHANNELS)).toEqual(sorted(Object.values(NodeOSUpgradeChannel)));
    expect(sorted(WEEK_DAYS)).toEqual(sorted(Object.values(WeekDay)));
    expect(sorted(WEEKS_OF_MONTH)).toEqual(sorted(Object.values(Type)));
  });

  it("move the patch, the minor version, or nothing; of another channel nothing is known", () => {
    expect(["none", "node-image", "patch", "stable", "rapid", "toString"].map(movedBy)).toEqual(["nothing", "nothing", "patch", "minor", "minor", undefined]);
  });

  it("that long-term support takes leave the minor version", () => {
    expect(UPGRADE_CHANNELS.filter(channel => movedBy(channel) !== "minor")).toEqual(LONG_TERM_CHANNELS);
  });
});

describe("the zone of a private API server", () => {
  it("has the name that Azure wants in the region", () => {
    expect(apiServerZoneName("westeurope")).toBe("privatelink.westeurope.azmk8s.io");
  });

  it("is AKS's, nobody's or one's own, letter case aside", () => {
    expect(["System", "NONE", "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"].map(privateDnsZoneOf))
      .toEqual([{ zone: "system" }, { zone: "none" }, { zone: "own", name: "privatelink.westeurope.azmk8s.io" }]);
  });
});
