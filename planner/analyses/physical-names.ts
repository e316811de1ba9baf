/** The physical names that a plan gives to Azure, each with the kind whose rules it must keep. Names that the provider makes itself are not among them. */
import { shortToken } from "../../facts/arm-ids";
import type { NameKind } from "../../facts/naming";
import type { ResourceGraph } from "../model/graph";
import type { PlanResource } from "../model/plan";
import { isOpen, listAt, textAt, type Path } from "../model/read";
import type { Analyses } from "../model/results";

export interface PhysicalName {
  readonly kind: NameKind;
  /** What it names, for messages. */
  readonly of: string;
  /** Absent where the declaration has a name that is not known yet. */
  readonly name?: string;
  readonly resource: string;
  readonly path: string;
}

type Named = readonly [input: string, kind: NameKind, of: string];

/** By type token without API version: what names it gives. Kinds whose rules are estimates are left out: a name that Azure may take is not refused here. */
const NAMED: Readonly<Record<string, readonly Named[]>> = {
  "resources:ResourceGroup": [["resourceGroupName", "resourceGroup", "resource group"]],
  "containerservice:ManagedCluster": [["resourceName", "cluster", "cluster"], ["dnsPrefix", "dnsPrefix", "DNS prefix"], ["nodeResourceGroup", "nodeResourceGroup", "node resource group"]],
  "containerregistry:Registry": [["registryName", "registry", "registry"]],
  "keyvault:Vault": [["vaultName", "vault", "key vault"]],
  "keyvault:Secret": [["secretName", "vaultSecret", "secret of a key vault"]],
  "network:VirtualNetwork": [["virtualNetworkName", "virtualNetwork", "virtual network"]],
  "network:Subnet": [["subnetName", "subnet", "subnet"]],
  "network:NetworkSecurityGroup": [["networkSecurityGroupName", "networkSecurityGroup", "network security group"]],
  "network:RouteTable": [["routeTableName", "routeTable", "route table"]],
  "network:PublicIPAddress": [["publicIpAddressName", "publicAddress", "public IP address"]],
  "network:PrivateEndpoint": [["privateEndpointName", "privateEndpoint", "private endpoint"]],
  "network:VirtualNetworkGateway": [["virtualNetworkGatewayName", "virtualNetworkGateway", "virtual network gateway"]],
  "network:LocalNetworkGateway": [["localNetworkGatewayName", "localNetworkGateway", "local network gateway"]],
  "network:VirtualNetworkGatewayConnection": [["virtualNetworkGatewayConnectionName", "connection", "connection"]],
  "operationalinsights:Workspace": [["workspaceName", "workspace", "Log Analytics workspace"]],
  "managedidentity:UserAssignedIdentity": [["resourceName", "identity", "managed identity"]],
  "managedidentity:FederatedIdentityCredential": [["federatedIdentityCredentialResourceName", "federatedCredential", "federated credential"]],
  "privatedns:PrivateZone": [["privateZoneName", "privateDnsZone", "private DNS zone"]],
  "network:PrivateZone": [["privateZoneName", "privateDnsZone", "private DNS zone"]],
  "authorization:RoleAssignment": [["roleAssignmentName", "roleAssignment", "role assignment"]],
};

function nameAt({ inputs, urn }: PlanResource, path: Path, text: string, kind: NameKind, of: string): readonly PhysicalName[] {
  const place = { kind, of, resource: urn, path: text };
  const name = textAt(inputs, ...path);
  return name !== undefined ? [{ ...place, name }] : isOpen(inputs, ...path) ? [place] : [];
}

/** In the plan's order; pools after all others. */
export function physicalNames(graph: ResourceGraph, { pools }: Pick<Analyses, "pools">): readonly PhysicalName[] {
  const declared = graph.resources.filter(({ op }) => op !== "read").flatMap(resource => {
    const short = shortToken(resource.type);
    const own = short !== undefined && Object.hasOwn(NAMED, short) ? NAMED[short] ?? [] : [];
    const inline = short === "network:VirtualNetwork" ? listAt(resource.inputs, "subnets") : [];
    return [
      ...own.flatMap(([input, kind, of]) => nameAt(resource, [input], `inputs.${input}`, kind, of)),
      ...inline.flatMap((_, index) => nameAt(resource, ["subnets", index, "name"], `inputs.subnets[${index}].name`, "subnet", "subnet")),
    ];
  });
  // Where a name comes from the declaration is said by the pool; how long a Windows pool's may be, by a rule of its own.
  return [...declared, ...pools.flatMap(({ name, osType, resource, path }): readonly PhysicalName[] => (name === undefined || (osType === "Windows" && /^[a-z][a-z0-9]*$/.test(name)) ? [] : [{
    kind: osType === "Windows" ? "windowsPool" : "linuxPool", of: "node pool", name, resource, path: `${path}.${path === "inputs" ? "agentPoolName" : "name"}`,
  }]))];
}
