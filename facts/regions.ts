/** Regions of Azure's public cloud without availability zones. A region that is not listed may have them, or be newer than the list. */
export const REGIONS_WITHOUT_ZONES = {
  names: [
    "australiacentral", "australiacentral2", "australiasoutheast", "brazilsoutheast", "canadaeast", "francesouth", "germanynorth", "koreasouth", "northcentralus", "norwaywest",
    "southafricawest", "southindia", "switzerlandwest", "uaecentral", "ukwest", "westcentralus", "westindia", "westus",
  ],
  source: "reliability-docs, regions-list.md", asOf: "2025-09-23",
} as const;

/** True where the list says that the region has none. */
export const hasNoZones = (region: string): boolean => REGIONS_WITHOUT_ZONES.names.some(name => name === region);
