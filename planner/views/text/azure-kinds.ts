/** How each kind of Azure resource is called, named and described in the tree, in the order in which a reader wants them. */
import { KINDS, partsOf, type TypeTest } from "../../model/kinds";
import type { PlanObject, PlanResource, PlanValue } from "../../model/plan";
import { countAt, entriesAt, flagAt, listAt, readAt, textAt, textsAt } from "../../model/read";

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

const identityOf = (inputs: PlanObject): string | undefined => {
  const type = textAt(inputs, "identity", "type");
  return type && `${type === "SystemAssigned" ? "system-assigned" : "user-assigned"} identity`;
};

function routeText(route: PlanValue): string {
  const hop = textAt(route, "nextHopIpAddress") ?? textAt(route, "nextHopType")?.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return `${textAt(route, "addressPrefix") ?? "?"} → ${hop ?? "?"}`;
}

export const AZURE_KINDS: readonly AzureKind[] = [
  { is: named("Registry"), label: "registry", nameKey: "registryName", details: inputs => said(textAt(inputs, "sku", "name"), flagAt(inputs, "adminUserEnabled") === false && "no admin user") },
  { is: named("Vault"), label: "key vault", nameKey: "vaultName", details: inputs => said(
    flagged(inputs, "access by roles only", "properties", "enableRbacAuthorization"), flagged(inputs, "purge protection", "properties", "enablePurgeProtection")) },
  { is: named("Workspace"), label: "log analytics", nameKey: "workspaceName", details: inputs => { const days = countAt(inputs, "retentionInDays"); return said(days === undefined ? undefined : `kept ${days} days`); } },
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
  { is: KINDS.managedCluster, label: "cluster", nameKey: "resourceName", details: inputs => said(
    identityOf(inputs), entriesAt(inputs, "aadProfile").length > 0 && "Entra ID", flagged(inputs, "RBAC", "enableRBAC"),
    flagged(inputs, "workload identity", "securityProfile", "workloadIdentity", "enabled"),
    flagged(inputs, "Key Vault", "addonProfiles", "azureKeyvaultSecretsProvider", "enabled")) },
  { is: KINDS.agentPool, label: "pool", nameKey: "agentPoolName" },
  { is: named("DiagnosticSetting"), label: "logs", nameKey: "name", details: inputs => some(listAt(inputs, "logs").flatMap(log => textAt(log, "category") ?? [])) },
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
