/** Regions of Azure's public cloud without availability zones. A region that is not listed may have them, or be newer than the list. */
export const REGIONS_WITHOUT_ZONES = {
  names: [
    "australiacentral", "australiacentral2", "australiasoutheast", "brazilsoutheast", "canadaeast", "francesouth", "germanynorth", "koreasouth", "northcentralus", "norwaywest",
    "southafricawest", "southindia", "switzerlandwest", "uaecentral", "ukwest", "westcentralus", "westindia", "westus",
  ],
  source: "reliability-docs, regions-list.md", asOf: "2025-09-23",
} as const;

/** Of those the ones that get zones by Microsoft's announcement: by the end of 2026, and early in 2027. */
export const REGIONS_GETTING_ZONES = { names: ["northcentralus", "westcentralus"], source: "azure.microsoft.com/blog, expansion of cloud infrastructure in the United States", asOf: "2025-12-09" } as const;

/** Whether the list says that the region has none; `open` where zones have been announced since. */
export function zonesMissing(region: string): "yes" | "no" | "open" {
  if (REGIONS_GETTING_ZONES.names.some(name => name === region)) return "open";
  return REGIONS_WITHOUT_ZONES.names.some(name => name === region) ? "yes" : "no";
}
