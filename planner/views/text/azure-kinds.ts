/** How each kind of Azure resource is called, named and described in the tree, in the order in which a reader wants them. */
import { nameInId } from "../../../facts/arm-ids";
import { metricsGroupName } from "../../../facts/managed-prometheus";
import { KINDS, partsOf, type TypeTest } from "../../model/kinds";
import type { PlanObject, PlanResource, PlanValue } from "../../model/plan";
import { countAt, entriesAt, flagAt, listAt, readAt, textAt, textsAt } from "../../model/read";
import { windowText } from "./maintenance";

export interface AzureKind {
  readonly is: TypeTest;
  readonly label: string;
  /** Input that holds the physical name. */
  readonly nameKey: string;
  readonly details?: (inputs: PlanObject) => readonly string[];
}

const named = (name: string): TypeTest => type => type.startsWith("azure-native") && partsOf(type).name === name;

/** The texts that are there. */
const said = (...parts: readonly (string | false | undefined)[]): readonly string[] => parts.flatMap(part => (typeof part === "string" && part !== "" ? [part] : []));
const flagged = (inputs: PlanObject, text: string, ...path: readonly string[]): string | false => flagAt(inputs, ...path) === true && text;

/** The first names of a list, and how many more there are. */
const some = ([first, second, ...rest]: readonly string[]): readonly string[] => said(first, second && `${second}${rest.length > 0 ? ` and ${rest.length} more` : ""}`);

const counted = (inputs: PlanObject, tell: (count: number) => string, ...path: readonly string[]): string | undefined => {
  const count = countAt(inputs, ...path);
  return count === undefined ? undefined : tell(count);
};

/** The name at the end of an ARM id. */
const nameAt = (from: PlanValue | undefined, ...path: readonly string[]): string | undefined => nameInId(textAt(from, ...path));
const destinationsOf = (inputs: PlanObject): readonly string[] => [["logAnalytics", "workspaceResourceId"], ["monitoringAccounts", "accountResourceId"]]
  .flatMap(([kind = "", id = ""]) => listAt(inputs, "destinations", kind).flatMap(each => nameAt(each, id) ?? []));

const severityOf = (inputs: PlanObject): string | undefined => counted(inputs, each => `severity ${each}`, "severity");
/** `PT5M` as `over 5 minutes`; an hour and more as Azure writes them. */
const windowOf = (inputs: PlanObject): string | undefined => textAt(inputs, "windowSize")?.replace(/^PT(\d+)M$/, "over $1 minutes");

/** `kube_pod_status_phase (phase Failed) > 0`; a dimension whose values are only told apart is left out. */
function criterionOf(criterion: PlanValue): string {
  const { value: threshold } = readAt(criterion, "threshold");
  const filters = listAt(criterion, "dimensions").flatMap(dimension => {
    const values = textsAt(dimension, "values");
    return values.includes("*") ? [] : [`${textAt(dimension, "name") ?? "?"} ${textAt(dimension, "operator") === "Exclude" ? "not " : ""}${values.join(" or ")}`];
  });
  const bound = textAt(criterion, "operator") === "GreaterThan" && typeof threshold === "number" ? `> ${threshold}` : "out of bounds";
  return [textAt(criterion, "metricName") ?? "a metric", ...(filters.length > 0 ? [`(${filters.join(", ")})`] : []), bound].join(" ");
}

const identityOf = (inputs: PlanObject): string | undefined => {
  const type = textAt(inputs, "identity", "type");
  return type && `${type === "SystemAssigned" ? "system-assigned" : "user-assigned"} identity`;
};

/** What AKS upgrades by itself, where the declaration says so. */
function channels(inputs: PlanObject): readonly (string | undefined)[] {
  const channel = textAt(inputs, "autoUpgradeProfile", "upgradeChannel");
  const nodeOs = textAt(inputs, "autoUpgradeProfile", "nodeOSUpgradeChannel");
  return [channel && `upgrade channel ${channel}`, nodeOs && `node OS channel ${nodeOs}`];
}

const closed = (inputs: PlanObject, ...within: readonly string[]): string | false => textAt(inputs, ...within, "publicNetworkAccess")?.toLowerCase() === "disabled" && "no public access";

function untagged(inputs: PlanObject): string | undefined {
  const days = textAt(inputs, "policies", "retentionPolicy", "status") === "enabled" ? countAt(inputs, "policies", "retentionPolicy", "days") : undefined;
  return days === undefined ? undefined : `untagged kept ${days} days`;
}

/** `to kv-example (vault)`. */
function connectedTo(connection: PlanValue): string | undefined {
  const target = nameAt(connection, "privateLinkServiceId");
  const parts = textsAt(connection, "groupIds").join(", ");
  return target && `to ${target}${parts === "" ? "" : ` (${parts})`}`;
}

function routeText(route: PlanValue): string {
  const hop = textAt(route, "nextHopIpAddress") ?? textAt(route, "nextHopType")?.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return `${textAt(route, "addressPrefix") ?? "?"} → ${hop ?? "?"}`;
}

export const AZURE_KINDS: readonly AzureKind[] = [
  { is: named("Registry"), label: "registry", nameKey: "registryName", details: inputs => said(
    textAt(inputs, "sku", "name"), flagAt(inputs, "adminUserEnabled") === false && "no admin user", closed(inputs), textAt(inputs, "zoneRedundancy") === "Enabled" && "zone-redundant", untagged(inputs)) },
  { is: named("Vault"), label: "key vault", nameKey: "vaultName", details: inputs => said(
    flagged(inputs, "access by roles only", "properties", "enableRbacAuthorization"), flagged(inputs, "purge protection", "properties", "enablePurgeProtection"), closed(inputs, "properties")) },
  { is: named("Workspace"), label: "log analytics", nameKey: "workspaceName", details: inputs => said(counted(inputs, each => `kept ${each} days`, "retentionInDays"), counted(inputs, each => `at most ${each} GB a day`, "workspaceCapping", "dailyQuotaGb")) },
  { is: KINDS.metricsWorkspace, label: "prometheus", nameKey: "azureMonitorWorkspaceName", details: inputs => {
    const [name, region] = [textAt(inputs, "azureMonitorWorkspaceName"), textAt(inputs, "location")];
    return said(name !== undefined && region !== undefined && `with a group of its own: ${metricsGroupName(name, region)}`);
  } },
  { is: named("DataCollectionEndpoint"), label: "data endpoint", nameKey: "dataCollectionEndpointName" },
  { is: named("DataCollectionRule"), label: "data rule", nameKey: "dataCollectionRuleName", details: inputs => said(
    ...some(listAt(inputs, "dataFlows").flatMap(flow => textsAt(flow, "streams").map(stream => stream.replace(/^Microsoft-/, "")))), `to ${destinationsOf(inputs).join(", ") || "a destination that is not known yet"}`) },
  { is: named("ActionGroup"), label: "action group", nameKey: "actionGroupName", details: inputs => said(`tells ${listAt(inputs, "emailReceivers").length} by e-mail`) },
  { is: named("MetricAlert"), label: "alert", nameKey: "ruleName", details: inputs => said(severityOf(inputs), ...listAt(inputs, "criteria", "allOf").map(criterionOf), windowOf(inputs)) },
  { is: named("ScheduledQueryRule"), label: "alert", nameKey: "ruleName", details: inputs => said(severityOf(inputs), "a query of the logs", windowOf(inputs)) },
  { is: named("PrometheusRuleGroup"), label: "alerts", nameKey: "ruleGroupName", details: inputs => some(listAt(inputs, "rules").flatMap(rule => textAt(rule, "alert") ?? textAt(rule, "record") ?? [])) },
  { is: named("UserAssignedIdentity"), label: "identity", nameKey: "resourceName" },
  { is: named("NetworkSecurityGroup"), label: "security group", nameKey: "networkSecurityGroupName", details: inputs => some(listAt(inputs, "securityRules").flatMap(rule => textAt(rule, "name") ?? [])) },
  { is: named("PublicIPAddress"), label: "public address", nameKey: "publicIpAddressName", details: inputs => { const zones = textsAt(inputs, "zones"); return said(textAt(inputs, "sku", "name"), zones.length > 0 && `zones ${zones.join(" ")}`); } },
  { is: named("NatGateway"), label: "NAT gateway", nameKey: "natGatewayName", details: inputs => { const count = listAt(inputs, "publicIpAddresses").length; return said(`${count} public ${count === 1 ? "address" : "addresses"}`); } },
  { is: KINDS.routeTable, label: "route table", nameKey: "routeTableName", details: inputs => some(listAt(inputs, "routes").map(routeText)) },
  { is: KINDS.virtualNetworkGateway, label: "VPN gateway", nameKey: "virtualNetworkGatewayName", details: inputs => said(
    textAt(inputs, "sku", "name"), flagged(inputs, "active-active", "activeActive"), flagged(inputs, "BGP", "enableBgp"), readAt(inputs, "gatewayDefaultSite").knowledge !== "absent" && "default site") },
  { is: KINDS.localNetworkGateway, label: "on-premises", nameKey: "localNetworkGatewayName", details: inputs => said(
    textsAt(inputs, "localNetworkAddressSpace", "addressPrefixes").join(", "), textAt(inputs, "gatewayIpAddress") && `device ${textAt(inputs, "gatewayIpAddress") ?? ""}`) },
  { is: named("VirtualNetworkGatewayConnection"), label: "tunnel", nameKey: "virtualNetworkGatewayConnectionName", details: inputs => said(
    textAt(inputs, "connectionType"), textAt(inputs, "connectionProtocol"), readAt(inputs, "sharedKey").knowledge === "secret" && "key secret") },
  { is: KINDS.virtualNetwork, label: "network", nameKey: "virtualNetworkName", details: inputs => textsAt(inputs, "addressSpace", "addressPrefixes") },
  { is: KINDS.subnet, label: "subnet", nameKey: "subnetName", details: inputs => said(textAt(inputs, "addressPrefix")) },
  { is: KINDS.privateEndpoint, label: "endpoint", nameKey: "privateEndpointName", details: inputs => said(...listAt(inputs, "privateLinkServiceConnections").map(connectedTo)) },
  { is: named("PrivateDnsZoneGroup"), label: "records", nameKey: "privateDnsZoneGroupName", details: inputs => said(...listAt(inputs, "privateDnsZoneConfigs").map(config => nameAt(config, "privateDnsZoneId"))) },
  { is: named("PrivateZone"), label: "DNS zone", nameKey: "privateZoneName", details: () => ["private"] },
  { is: type => type.includes(":dns") && named("Zone")(type), label: "DNS zone", nameKey: "zoneName", details: inputs => [textAt(inputs, "zoneType")?.toLowerCase() ?? "public"] },
  { is: named("VirtualNetworkLink"), label: "link", nameKey: "virtualNetworkLinkName", details: inputs => { const network = nameAt(inputs, "virtualNetwork", "id"); return said(network && `resolves in ${network}`); } },
  { is: KINDS.managedCluster, label: "cluster", nameKey: "resourceName", details: inputs => said(
    identityOf(inputs), entriesAt(inputs, "aadProfile").length > 0 && "Entra ID", flagged(inputs, "RBAC", "enableRBAC"),
    flagged(inputs, "workload identity", "securityProfile", "workloadIdentity", "enabled"),
    flagged(inputs, "Key Vault", "addonProfiles", "azureKeyvaultSecretsProvider", "enabled"), flagged(inputs, "Container Insights", "addonProfiles", "omsagent", "enabled"),
    flagged(inputs, "Prometheus", "azureMonitorProfile", "metrics", "enabled"), ...channels(inputs)) },
  { is: KINDS.agentPool, label: "pool", nameKey: "agentPoolName" },
  { is: named("MaintenanceConfiguration"), label: "maintenance", nameKey: "configName", details: inputs => said(...windowText(inputs)) },
  { is: named("DiagnosticSetting"), label: "logs", nameKey: "name", details: inputs => some(listAt(inputs, "logs").flatMap(log => textAt(log, "category") ?? [])) },
  { is: named("DataCollectionRuleAssociation"), label: "collection", nameKey: "associationName", details: inputs => said(`by ${nameAt(inputs, "dataCollectionRuleId") ?? "a rule that is not known yet"}`) },
  { is: named("FederatedIdentityCredential"), label: "credential", nameKey: "federatedIdentityCredentialResourceName", details: inputs => said(`trusts ${textAt(inputs, "subject") ?? "a subject that is not known yet"}`) },
];

export const isAzure = (resource: PlanResource): boolean => resource.custom && resource.type.startsWith("azure-native");
export const isCredential = (resource: PlanResource): boolean => named("FederatedIdentityCredential")(resource.type);
export const kindOf = (resource: PlanResource): AzureKind | undefined => AZURE_KINDS.find(kind => kind.is(resource.type));

/** The name that the resource will have in Azure; the logical one where that is not to be told. */
export function physicalName(resource: PlanResource): string {
  const kind = kindOf(resource);
  if (kind) return textAt(resource.inputs, kind.nameKey) ?? resource.name;
  const own = partsOf(resource.type).name;
  const key = `${own.charAt(0).toLowerCase()}${own.slice(1)}Name`;
  return textAt(resource.inputs, key) ?? textAt(resource.inputs, "resourceName") ?? resource.name;
}

/** `PrivateEndpoint` as `private endpoint`. */
export const labelOf = (resource: PlanResource): string => kindOf(resource)?.label ?? partsOf(resource.type).name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z])([A-Z][a-z])/g, "$1 $2").toLowerCase();
