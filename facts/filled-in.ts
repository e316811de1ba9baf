/**
 * What Azure adds to objects that a declaration gives only in part: a program reads `cluster.identity.principalId` or the id of a subnet that stands inline in its network. The provider gives each
 * such property as unknown in a preview (pulumi-azure-native, provider/pkg/convert/previewOutputs.go); so an `apply` of the whole object does not run there. Properties: bicep-types-az, read-only
 * properties and those with a default of the service, of the API versions that @pulumi/azure-native 3.28 calls. As of 2026-08-20. Only objects that public programs are seen to read from are named.
 */
import { shortToken } from "./arm-ids";

export interface FilledIn {
  /** Place of the object in the outputs; `*` stands for every element of a list and every entry of a map. */
  readonly at: readonly string[];
  readonly properties: readonly string[];
  /** Set where the object's id is that of the resource, this segment, and the object's own `name`. */
  readonly idUnder?: string;
}

const child = (collection: string, segment = collection, ...properties: readonly string[]): FilledIn => ({ at: [collection, "*"], properties: ["id", ...properties], idUnder: segment });

/** The identity of a resource that Azure makes with it: of every type. */
const IDENTITY: FilledIn = { at: ["identity"], properties: ["principalId", "tenantId"] };

const BY_TYPE: Readonly<Record<string, readonly FilledIn[]>> = {
  "containerservice:ManagedCluster": [
    { at: ["addonProfiles", "*"], properties: ["identity"] },
    { at: ["agentPoolProfiles", "*"], properties: ["currentOrchestratorVersion", "nodeImageVersion"] },
    { at: ["identityProfile"], properties: ["kubeletidentity"] },
    { at: ["identityProfile", "*"], properties: ["clientId", "objectId", "resourceId"] },
    { at: ["ingressProfile", "webAppRouting"], properties: ["identity"] },
    { at: ["networkProfile"], properties: ["dnsServiceIP", "loadBalancerProfile", "podCidr", "serviceCidr"] },
    { at: ["networkProfile", "loadBalancerProfile"], properties: ["effectiveOutboundIPs"] },
    { at: ["oidcIssuerProfile"], properties: ["issuerURL"] },
  ],
  "keyvault:Vault": [{ at: ["properties"], properties: ["vaultUri"] }],
  "network:ApplicationGateway": ["backendAddressPools", "backendHttpSettingsCollection", "frontendIPConfigurations", "frontendPorts", "gatewayIPConfigurations", "httpListeners"].map(each => child(each)),
  "network:AzureFirewall": [{ at: ["ipConfigurations", "*"], properties: ["id", "privateIPAddress"] }],
  "network:LoadBalancer": [child("backendAddressPools"), child("frontendIPConfigurations", "frontendIPConfigurations", "privateIPAddress"), child("probes")],
  "network:NetworkInterface": [child("ipConfigurations", "ipConfigurations", "privateIPAddress")],
  "network:NetworkSecurityGroup": [child("securityRules")],
  "network:PublicIPAddress": [{ at: ["dnsSettings"], properties: ["fqdn"] }],
  "network:RouteTable": [child("routes")],
  "network:VirtualNetwork": [child("subnets")],
  "network:VirtualNetworkGateway": [{ at: ["bgpSettings"], properties: ["bgpPeeringAddress", "bgpPeeringAddresses"] }, child("ipConfigurations", "ipConfigurations", "privateIPAddress")],
};

/** The parts of a resource's outputs that Azure fills in, by its type token; none for a resource of another provider. */
export function filledIn(token: string): readonly FilledIn[] {
  const short = shortToken(token);
  if (short === undefined) return [];
  return [IDENTITY, ...(Object.hasOwn(BY_TYPE, short) ? BY_TYPE[short] ?? [] : [])];
}
