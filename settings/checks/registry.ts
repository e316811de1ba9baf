/** What the registry's settings must keep with its SKU and its region. */
import { REGIONS_WITHOUT_ZONES, zonesMissing } from "../../facts/regions";
import { PREMIUM_ONLY } from "../../facts/registry-skus";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";

type Registry = Sections["registry"];

/** What the settings ask for that the SKU Premium alone has. */
const premiumSettings = ({ access, dataEndpoint, untaggedRetentionDays, zoneRedundancy }: Registry): readonly (keyof typeof PREMIUM_ONLY)[] => [
  ...(access === "private" ? ["access" as const] : []),
  ...(dataEndpoint ? ["dataEndpoint" as const] : []),
  ...(untaggedRetentionDays === undefined ? [] : ["untaggedRetentionDays" as const]),
  ...(zoneRedundancy ? ["zoneRedundancy" as const] : []),
];

/** @param region where the registry is made; undefined where that could not be read */
export function registryProblems(registry: Registry, region: string | undefined): readonly Problem[] {
  const premium = premiumSettings(registry);
  const [first] = premium;
  const problems: Problem[] = [];
  if (registry.sku !== "Premium" && first !== undefined) problems.push({
    path: "registry.sku", found: `${shown(registry.sku)} with ${premium.join(", ")}`, allowed: `Premium, which alone has ${premium.map(setting => PREMIUM_ONLY[setting].title).join(", ")}`,
    nearest: "Premium", source: PREMIUM_ONLY[first].source,
  });
  if (registry.zoneRedundancy && region !== undefined && zonesMissing(region) === "yes") problems.push({
    path: "registry.zoneRedundancy", found: "true", allowed: `false: ${region} has no availability zones`, nearest: "false", source: `${REGIONS_WITHOUT_ZONES.source}, as of ${REGIONS_WITHOUT_ZONES.asOf}`,
  });
  return problems;
}
