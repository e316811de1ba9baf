import { PREMIUM_ONLY } from "../../facts/registry-skus";
import { KINDS } from "../model/kinds";
import { once } from "../model/once";
import type { PlanResource } from "../model/plan";
import { listAt, readAt, sameText, textAt } from "../model/read";
import type { ResourceGraph } from "../model/graph";
import type { FixtureResource, Rule } from "./rule";

const registry = (name: string, inputs = {}): FixtureResource => ({ type: "azure-native:containerregistry:Registry", inputs: { registryName: "acrexample", sku: { name }, ...inputs } });
const ID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/acrexample";
const endpoint: FixtureResource = { type: "azure-native:network:PrivateEndpoint", inputs: { privateEndpointName: "pe", privateLinkServiceConnections: [{ name: "registry", privateLinkServiceId: ID, groupIds: ["registry"] }] } };

type Feature = keyof typeof PREMIUM_ONLY;

/** Settings of the registry that its SKU may not have, with their paths. */
const settings = ({ inputs }: PlanResource): readonly (readonly [Feature, string])[] => [
  ...(readAt(inputs, "dataEndpointEnabled").value === true ? [["dataEndpoint", "inputs.dataEndpointEnabled"] as const] : []),
  ...(textAt(inputs, "policies", "retentionPolicy", "status")?.toLowerCase() === "enabled" ? [["untaggedRetentionDays", "inputs.policies.retentionPolicy"] as const] : []),
  ...(textAt(inputs, "zoneRedundancy")?.toLowerCase() === "enabled" ? [["zoneRedundancy", "inputs.zoneRedundancy"] as const] : []),
  ...(textAt(inputs, "publicNetworkAccess")?.toLowerCase() === "disabled" ? [["access", "inputs.publicNetworkAccess"] as const] : []),
  ...(sameText(textAt(inputs, "networkRuleSet", "defaultAction"), "Deny") || listAt(inputs, "networkRuleSet", "ipRules").length > 0 ? [["networkRules", "inputs.networkRuleSet"] as const] : []),
];

/** True where a replica is of it: by its name, or by what the name comes from. */
const isReplicated = ({ urn, inputs }: PlanResource, graph: ResourceGraph): boolean => graph.where(KINDS.registryReplication).some(each =>
  sameText(textAt(each.inputs, "registryName"), textAt(inputs, "registryName")) || each.propertyDependencies.registryName?.includes(urn) === true);

const CONNECTIONS = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"] as const;

/** Names of registries in the ids that private endpoints lead to, and URNs that their connections depend on. */
const endsOf = once((graph: ResourceGraph): ReadonlySet<string> => new Set(graph.where(KINDS.privateEndpoint).flatMap(({ inputs, propertyDependencies }) => CONNECTIONS.flatMap(key => [
  ...(propertyDependencies[key] ?? []),
  ...[...JSON.stringify(inputs[key] ?? null).toLowerCase().matchAll(/\/microsoft\.containerregistry\/registries\/([^"]+)"/g)].flatMap(([, name]) => name ?? []),
]))));

/** True where a private endpoint leads to it: by its name in the id, or by what the connections depend on. */
function hasEndpoint({ urn, inputs }: PlanResource, graph: ResourceGraph): boolean {
  const name = textAt(inputs, "registryName")?.toLowerCase();
  return endsOf(graph).has(urn) || (name !== undefined && endsOf(graph).has(name));
}

export const registrySku: Rule = {
  id: "registry-sku",
  severity: "error",
  question: "Does a registry ask for what its SKU does not have?",
  fix: "Take SKU Premium, or leave the setting out.",
  source: [...new Set(Object.values(PREMIUM_ONLY).map(({ source }) => source))].join("; "),
  asOf: "2026-02-11",
  check: ({ graph }) => graph.where(KINDS.registry).flatMap(resource => {
    const sku = textAt(resource.inputs, "sku", "name");
    if (sku === undefined || sku.toLowerCase() === "premium") return [];
    const asked = [...settings(resource), ...(isReplicated(resource, graph) ? [["replication", "inputs.sku.name"] as const] : [])];
    const all: readonly (readonly [Feature, string])[] = hasEndpoint(resource, graph) && !asked.some(([feature]) => feature === "access") ? [...asked, ["access", "inputs.sku.name"]] : asked;
    return all.map(([feature, path]) => ({ resource: resource.urn, path, message: `a registry of SKU ${sku} has no ${PREMIUM_ONLY[feature].title.replace(/^a /, "")}: only Premium has`, evidence: { sku, asked: PREMIUM_ONLY[feature].title } }));
  }),
  fixtures: {
    breaks: [registry("Basic"), endpoint, registry("Standard", { registryName: "acrother", zoneRedundancy: "Enabled" })],
    nearMiss: [registry("Premium"), endpoint, registry("Basic", { registryName: "acrother", zoneRedundancy: "Disabled", publicNetworkAccess: "Enabled" })],
  },
};
