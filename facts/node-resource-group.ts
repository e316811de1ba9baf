/**
 * What AKS puts into the resource group that it makes beside a cluster, and the names it gives. A part of a name that Azure
 * draws at random is written `<…>`. The group's own name is in `anatomy-names.ts`, its longest length in `naming.ts`.
 */

/** A predicted thing's name with how sure it is: `documented` by Microsoft or in the code that makes it, `estimated` from listings and notes. */
export interface PredictedName {
  readonly type: string;
  readonly name: string;
  readonly certainty: "documented" | "estimated";
  readonly source: string;
}

const AS_OF = "as of 2026-08-21";
const documented = (type: string, name: string, source: string): PredictedName => ({ type, name, certainty: "documented", source: `${source}, ${AS_OF}` });
const estimated = (type: string, name: string, source: string): PredictedName => ({ type, name, certainty: "estimated", source: `${source}, ${AS_OF}` });

/** Digits that are the same in all of one cluster's names. */
const DIGITS = "<8 digits>";

/** `<uid>` stands for the first 31 characters of the Service's uid without hyphens. */
const SERVICE_ADDRESS = "kubernetes-a<uid>";
/** Characters for the name of an IP prefix: what 75 leave after `kubernetes-`, 32 characters and a hyphen. */
const PREFIX_ROOM = 31;

export const NODE_GROUP_NAMES = {
  group: (name: string) => documented("Microsoft.Resources/resourceGroups", name, "azure-aks-docs, faq.yml"),
  linuxScaleSet: (pool: string) => documented("Microsoft.Compute/virtualMachineScaleSets", `aks-${pool}-${DIGITS}-vmss`, "azure-aks-docs, autoscale-gpu-workloads-with-keda.md"),
  windowsScaleSet: (pool: string) => estimated("Microsoft.Compute/virtualMachineScaleSets", `aks${pool}`, "azure-aks-docs, node-access.md"),
  /** Pools that are no scale set: each machine by itself. */
  machine: (pool: string) => estimated("Microsoft.Compute/virtualMachines", `aks-${pool}-<…>`, "azure-aks-docs, virtual-machines-node-pools.md"),
  securityGroup: () => estimated("Microsoft.Network/networkSecurityGroups", `aks-agentpool-${DIGITS}-nsg`, "listings of real groups"),
  routeTable: () => estimated("Microsoft.Network/routeTables", `aks-agentpool-${DIGITS}-routetable`, "Azure/AKS issue 718; azure-aks-docs, configure-kubenet.md"),
  virtualNetwork: () => estimated("Microsoft.Network/virtualNetworks", `aks-vnet-${DIGITS}`, "listings of real groups"),
  loadBalancer: (name: string) => documented("Microsoft.Network/loadBalancers", name, "azure-aks-docs, configure-load-balancer-standard.md; cloud-provider-azure, azure_loadbalancer.go"),
  outboundAddress: () => estimated("Microsoft.Network/publicIPAddresses", "<guid>", "listings of real groups"),
  /** @param prefix the name of the public IP prefix that an annotation takes the address from; the controller cuts the whole */
  serviceAddress: (prefix?: string) => estimated("Microsoft.Network/publicIPAddresses", prefix === undefined ? SERVICE_ADDRESS : `${SERVICE_ADDRESS}-${prefix.slice(0, PREFIX_ROOM)}`, "cloud-provider-azure, azure_standard.go"),
  privateLinkService: (name: string) => documented("Microsoft.Network/privateLinkServices", name, "cloud-provider-azure, azure_privatelinkservice.go"),
  privateLinkInterface: (name: string) => estimated("Microsoft.Network/networkInterfaces", `${name}.nic.<guid>`, "bicep-types-az, Microsoft.Network/privateLinkServices@2024-05-01 (networkInterfaces); the name as that of a private endpoint's"),
  natGateway: () => estimated("Microsoft.Network/natGateways", "<name>", "azure-aks-docs, nat-gateway.md"),
  kubeletIdentity: (cluster: string) => documented("Microsoft.ManagedIdentity/userAssignedIdentities", `${cluster}-agentpool`, "azure-aks-docs, managed-identity-overview.md"),
  privateEndpoint: () => estimated("Microsoft.Network/privateEndpoints", "kube-apiserver", "listings of real groups; azure-aks-docs, private-clusters.md"),
  privateEndpointInterface: () => estimated("Microsoft.Network/networkInterfaces", "kube-apiserver.nic.<guid>", "listings of real groups"),
  privateDnsLink: () => estimated("Microsoft.Network/privateDnsZones/virtualNetworkLinks", "<name>", "listings of real groups; azure-aks-docs, private-clusters.md"),
  apiServerBalancer: () => estimated("Microsoft.Network/loadBalancers", "kube-apiserver", "azure-aks-docs, api-server-vnet-integration.md"),
  applicationGateway: (name: string) => documented("Microsoft.Network/applicationGateways", name, "azure-docs, application-gateway/tutorial-ingress-controller-add-on-new.md"),
  applicationGatewayAddress: (gateway: string) => estimated("Microsoft.Network/publicIPAddresses", `${gateway}-appgwpip`, "public programs that look the address up"),
  disk: () => estimated("Microsoft.Compute/disks", "pvc-<uid>", "azuredisk-csi-driver; azure-aks-docs, create-volume-azure-disk.md"),
  storageAccount: () => estimated("Microsoft.Storage/storageAccounts", "f<22 characters>", "azurefile-csi-driver; azure-aks-docs, create-volume-azure-files.md"),
  privateDnsZone: (region: string) => estimated("Microsoft.Network/privateDnsZones", `<guid>.privatelink.${region}.azmk8s.io`, "listings of real groups; azure-aks-docs, private-clusters.md"),
} as const;

/** Add-ons that AKS gives an identity of their own, by their key in `addonProfiles`. The name ends with the cluster's, in lower case. */
export const ADDON_IDENTITIES: Readonly<Record<string, { readonly prefix: string; readonly certainty: "documented" | "estimated"; readonly source: string }>> = {
  azureKeyvaultSecretsProvider: { prefix: "azurekeyvaultsecretsprovider", certainty: "documented", source: "azure-aks-docs, csi-secrets-store-driver.md, as of 2026-09-14" },
  omsagent: { prefix: "omsagent", certainty: "estimated", source: `listings of real groups, ${AS_OF}` },
  ingressApplicationGateway: { prefix: "ingressapplicationgateway", certainty: "documented", source: `azure-aks-docs, managed-identity-overview.md, ${AS_OF}` },
  azurepolicy: { prefix: "azurepolicy", certainty: "estimated", source: `azure-aks-docs, managed-identity-overview.md, ${AS_OF}` },
  aciConnectorLinux: { prefix: "aciconnectorlinux", certainty: "documented", source: `azure-aks-docs, virtual-nodes-cli.md, ${AS_OF}` },
};

/** The add-on that runs an Application Gateway for the cluster's Ingress objects. */
export const INGRESS_GATEWAY_ADD_ON = "ingressApplicationGateway";

/** The identity of the application routing add-on, which stands in `ingressProfile` and not among the add-ons. */
export const WEB_APP_ROUTING_IDENTITY = { prefix: "webapprouting", certainty: "documented", source: `azure-aks-docs, app-routing.md, ${AS_OF}` } as const;

/** The subnet that AKS makes in a virtual network of its own. */
export const MANAGED_SUBNET = { name: "aks-subnet", prefix: "10.224.0.0/16", certainty: "estimated", source: `listings of real groups, ${AS_OF}` } as const;

/** Public addresses for outbound traffic where the cluster's load balancer profile names no number. */
export const DEFAULT_OUTBOUND_ADDRESSES = 1;

/** Parts of the public load balancer that serve outbound traffic. Sources: azure-aks-docs, configure-load-balancer-standard.md, use-multiple-standard-load-balancer.md, as of 2026-08-21. */
export const OUTBOUND_PARTS = { rule: "aksOutboundRule", backendPool: "aksOutboundBackendPool" } as const;

/** Where the controller puts the nodes for Services: a pool named after the load balancer. Source: cloud-provider-azure, azure_standard.go (getBackendPoolName), as of 2026-08-19. */
export const SERVICE_BACKEND_POOL = "kubernetes";

/**
 * Bounds and defaults of how outbound traffic leaves; ports are handed out in eights, 0 leaves their number to Azure.
 * Sources: bicep-types-az, ManagedClusterLoadBalancerProfile and ManagedClusterNATGatewayProfile@2025-09-01; azure-aks-docs, configure-load-balancer-standard.md.
 */
export const OUTBOUND_BOUNDS = {
  balancerIdleMinutes: { min: 4, max: 120, byDefault: 30 }, balancerAddresses: { min: 1, max: 100 }, allocatedPorts: { min: 0, max: 64_000, step: 8, byDefault: 0 },
  natIdleMinutes: { min: 4, max: 120, byDefault: 4 }, natAddresses: { min: 1, max: 16 },
} as const;
