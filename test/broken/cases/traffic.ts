/** Requests that do not arrive, and answers that do not. */
import type { Cases } from "../case";
import type { Change } from "../sound";

const PROVIDERS = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-sound/providers";
const NETWORK = `${PROVIDERS}/Microsoft.Network`;
const AT = { resourceGroupName: "rg-sound", location: "westeurope" };

/** A security group at the nodes' subnet. */
const guarded = (...rules: readonly Readonly<Record<string, unknown>>[]): Change => ({
  set: { nodes: { networkSecurityGroup: { id: `${NETWORK}/networkSecurityGroups/nsg-nodes` } } },
  more: ({ resource }) => resource("azure-native:network:NetworkSecurityGroup", "guard", {
    ...AT, networkSecurityGroupName: "nsg-nodes",
    securityRules: rules.map((rule, index) => ({ name: `rule-${index}`, priority: 100 + index, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "VirtualNetwork", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "80", ...rule })),
  }),
});

const DENY_ALL = { access: "Deny", protocol: "*", sourceAddressPrefix: "*", destinationPortRange: "*" };
const PROBES = { protocol: "*", sourceAddressPrefix: "AzureLoadBalancer", destinationPortRange: "*" };
/** What nodes and pods say to each other. */
const AMONG_NODES = { protocol: "*", sourceAddressPrefix: "10.40.0.0/22", destinationAddressPrefix: "10.40.0.0/22", destinationPortRange: "*" };

const CLOSED_REGISTRY = { sku: { name: "Premium" }, publicNetworkAccess: "Disabled" };

/** An endpoint of the registry, with the zone that gives it a name. */
const endpoint = (...parts: readonly ("group" | "link")[]): Change => ({
  set: { registry: CLOSED_REGISTRY },
  more: ({ resource, services, registry, vnet }) => {
    resource("azure-native:network:PrivateEndpoint", "endpoint", { ...AT, privateEndpointName: "pe-registry", subnet: { id: services.id }, privateLinkServiceConnections: [{ name: "registry", privateLinkServiceId: registry.id, groupIds: ["registry"] }] });
    resource("azure-native:privatedns:PrivateZone", "zone", { resourceGroupName: "rg-sound", location: "Global", privateZoneName: "privatelink.azurecr.io" });
    const zone = `${NETWORK}/privateDnsZones/privatelink.azurecr.io`;
    if (parts.includes("group")) resource("azure-native:network:PrivateDnsZoneGroup", "zone-group", { resourceGroupName: "rg-sound", privateEndpointName: "pe-registry", privateDnsZoneGroupName: "default", privateDnsZoneConfigs: [{ name: "registry", privateDnsZoneId: zone }] });
    if (parts.includes("link")) resource("azure-native:privatedns:VirtualNetworkLink", "link", { resourceGroupName: "rg-sound", location: "Global", privateZoneName: "privatelink.azurecr.io", virtualNetworkLinkName: "vnet", registrationEnabled: false, virtualNetwork: { id: vnet.id } });
  },
});

const firewalled = (front: Readonly<Record<string, unknown>>): Change => ({
  set: { cluster: { networkProfile: { outboundType: "userDefinedRouting" } }, nodes: { routeTable: { id: `${NETWORK}/routeTables/rt-nodes` } }, front },
  more: ({ resource }) => resource("azure-native:network:RouteTable", "routes", { ...AT, routeTableName: "rt-nodes", routes: [{ name: "default", addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.40.5.4" }] }),
});

/** The firewall that the route leads to, with application rules. */
const azureFirewall = (rules: readonly Readonly<Record<string, unknown>>[]): Change => ({
  ...firewalled({}),
  more: sound => {
    sound.resource("azure-native:network:Subnet", "firewalls", { resourceGroupName: "rg-sound", virtualNetworkName: "vnet-sound", subnetName: "AzureFirewallSubnet", addressPrefix: "10.40.5.0/26" }, { dependsOn: [sound.services] });
    sound.resource("azure-native:network:AzureFirewall", "firewall", {
      ...AT, azureFirewallName: "fw-sound", sku: { name: "AZFW_VNet", tier: "Standard" }, ipConfigurations: [{ name: "one", subnet: { id: `${NETWORK}/virtualNetworks/vnet-sound/subnets/AzureFirewallSubnet` } }],
      applicationRuleCollections: [{ name: "out", priority: 200, action: { type: "Allow" }, rules }],
    });
    firewalled({}).more?.(sound);
  },
});

const policy = (spec: Readonly<Record<string, unknown>>): Change["more"] => ({ resource, inCluster }) =>
  resource("kubernetes:networking.k8s.io/v1:NetworkPolicy", "policy", { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "web", namespace: "sound" }, spec: { podSelector: {}, policyTypes: ["Ingress"], ...spec } }, inCluster);

/** An Ingress for the Service, as the application gateway of the add-on takes it if not another. */
const ingress = (service: string, port: number, ingressClassName = "azure-application-gateway"): Change["more"] => ({ resource, inCluster }) => resource("kubernetes:networking.k8s.io/v1:Ingress", "ingress", {
  apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { name: "web", namespace: "sound" },
  spec: { ingressClassName, rules: [{ host: "sound.example.org", http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: service, port: { number: port } } } }] } }] },
}, inCluster);
const GATEWAY_ADD_ON = { cluster: { addonProfiles: { ingressApplicationGateway: { enabled: true, config: { subnetCIDR: "10.40.6.0/24" } } } } };

const natGateway = (authorizedIPRanges: readonly string[]): Change => ({
  set: {
    nodes: { natGateway: { id: `${NETWORK}/natGateways/ng-nodes` } },
    cluster: { networkProfile: { outboundType: "userAssignedNATGateway" }, apiServerAccessProfile: { authorizedIPRanges } },
  },
  more: ({ resource }) => {
    resource("azure-native:network:PublicIPPrefix", "addresses", { ...AT, publicIpPrefixName: "ippre-nodes", prefixLength: 31, ipPrefix: "203.0.113.8/31", sku: { name: "Standard" } });
    resource("azure-native:network:PublicIPAddress", "leaving", { ...AT, publicIpAddressName: "pip-nodes", ipAddress: "203.0.113.8", publicIPAllocationMethod: "Static", sku: { name: "Standard" } });
    resource("azure-native:network:NatGateway", "nat", { ...AT, natGatewayName: "ng-nodes", sku: { name: "Standard" }, publicIpAddresses: [{ id: `${NETWORK}/publicIPAddresses/pip-nodes` }] });
  },
});

export const TRAFFIC: Cases = {
  "target-port-of-no-container": {
    reported: "a request to the load balancer ends at the pod: the target port's name is no container port's",
    change: { set: { front: { spec: { ports: [{ name: "http", port: 80, targetPort: "https" }] } } } },
    finds: [["broken-port-chain", "web"]],
  },
  "selector-of-no-pod": {
    reported: "a request to the load balancer ends at the Service: no pod has its labels",
    change: { set: { front: { spec: { selector: { app: "api" } } } } },
    finds: [["broken-port-chain", "front"]],
  },
  "ingress-for-a-service": {
    reported: "nothing: the Service has the port, and the add-on of the class is on",
    change: { set: GATEWAY_ADD_ON, more: ingress("web", 80) },
    finds: [],
  },
  "ingress-for-no-service": {
    reported: "an Ingress answers 503: its Service is not there",
    change: { set: GATEWAY_ADD_ON, more: ingress("api", 80) },
    finds: [["broken-ingress", "ingress", "no Service api"]],
  },
  "ingress-for-no-port": {
    reported: "an Ingress answers 503: its Service has not the port",
    change: { set: GATEWAY_ADD_ON, more: ingress("web", 8080) },
    finds: [["broken-ingress", "ingress", "no port 8080"]],
  },
  "ingress-of-no-controller": {
    reported: "an Ingress gets no address: no controller takes its class",
    change: { more: ingress("web", 80, "webapprouting.kubernetes.azure.com") },
    finds: [["broken-ingress", "ingress", "ingressProfile.webAppRouting"]],
  },
  "local-traffic-policy-beside-nodes": {
    reported: "a Service with the traffic policy Local is not reached from machines of the nodes' own subnet",
    change: { set: { front: { metadata: { annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal-subnet": "nodes", "service.beta.kubernetes.io/azure-load-balancer-ipv4": undefined } }, spec: { externalTrafficPolicy: "Local" } } } },
    finds: [["local-internal-node-subnet", "front"]],
  },
  "routes-without-a-table": {
    reported: "a cluster that leaves by routes is refused where its subnet has no route table",
    change: { set: { cluster: { networkProfile: { outboundType: "userDefinedRouting" } } } },
    finds: [["broken-egress", "nodes"]],
  },
  "security-group-that-lets-requests-in": {
    reported: "nothing: requests, probes and what nodes say to each other are let in",
    change: guarded({ destinationAddressPrefix: "10.40.4.10" }, PROBES, AMONG_NODES, DENY_ALL),
    finds: [],
  },
  "security-group-that-drops-requests": {
    reported: "a security group of one's own drops requests to an internal load balancer: AKS writes no rule to it",
    change: guarded(PROBES, AMONG_NODES, DENY_ALL),
    finds: [["broken-port-chain", "guard", "drops"]],
  },
  "security-group-that-drops-a-part-of-the-callers": {
    reported: "of the ranges that a Service names, a security group of one's own lets in one alone",
    change: (() => {
      const narrow = guarded({ sourceAddressPrefix: "10.40.8.0/24", destinationAddressPrefix: "10.40.4.10" }, PROBES, AMONG_NODES, DENY_ALL);
      return { ...narrow, set: { ...narrow.set, front: { spec: { loadBalancerSourceRanges: ["10.40.8.0/24", "10.40.9.0/24"] } } } };
    })(),
    finds: [["callers-partly-dropped", "guard", "10.40.9.0/24"]],
  },
  "security-group-that-drops-probes": {
    reported: "a security group of one's own drops the probes of the load balancer: no node counts as healthy",
    change: guarded({ destinationAddressPrefix: "10.40.4.10" }, AMONG_NODES, DENY_ALL),
    finds: [["broken-port-chain", "guard", "no node counts as healthy"]],
  },
  "floating-ip-off-behind-a-security-group": {
    reported: "without floating IP a packet comes to a node port, which the security group does not let in",
    change: (() => {
      const sound = guarded({ destinationAddressPrefix: "10.40.4.10" }, PROBES, AMONG_NODES, DENY_ALL);
      return { ...sound, set: { ...sound.set, front: { metadata: { annotations: { "service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip": "true" } } } } };
    })(),
    finds: [["broken-port-chain", "guard", "drops"]],
  },
  "network-policy-that-drops": {
    reported: "a network policy that lets nobody in drops requests of the load balancer",
    change: { more: policy({}) },
    finds: [["broken-port-chain", "policy"]],
  },
  "network-policy-that-lets-in": {
    reported: "nothing: the policy lets everybody in at the pods' port",
    change: { more: policy({ ingress: [{ ports: [{ port: 8080 }] }] }) },
    finds: [],
  },
  "network-policy-without-an-engine": {
    reported: "network policies are taken and do nothing: the cluster has no engine for them",
    change: { set: { cluster: { networkProfile: { networkPolicy: undefined } } }, more: policy({}) },
    finds: [["network-policy-without-engine", "policy"]],
  },
  "internal-front-behind-a-firewall": {
    reported: "nothing: consumers of the network are answered within it",
    change: firewalled({}),
    finds: [],
  },
  "answers-through-a-firewall": {
    reported: "requests come in by a public load balancer, and their answers leave by the firewall, which drops them",
    change: firewalled({ metadata: { annotations: undefined } }),
    finds: [["asymmetric-return", "front"]],
  },
  "firewall-without-rules": {
    reported: "nodes do not become ready (OutboundConnFail): the route leads to Azure Firewall, which has no rule for what AKS needs",
    change: azureFirewall([]),
    finds: [["dropped-egress", "firewall", "mcr.microsoft.com"]],
  },
  "firewall-with-the-tag-of-aks": {
    reported: "nothing: the firewall lets out what its tag for AKS stands for",
    change: azureFirewall([{ name: "aks", sourceAddresses: ["10.40.0.0/22"], protocols: [{ protocolType: "Https", port: 443 }], fqdnTags: ["AzureKubernetesService"] }]),
    finds: [],
  },
  "closed-registry-without-an-endpoint": {
    reported: "pods stay in ImagePullBackOff: the registry is closed to the public, and has no endpoint",
    change: { set: { registry: CLOSED_REGISTRY } },
    finds: [["unreachable-registry", "registry"]],
  },
  "closed-registry-with-an-endpoint": {
    reported: "nothing: the endpoint has a name that the nodes resolve",
    change: endpoint("group", "link"),
    finds: [],
  },
  "endpoint-without-a-zone-group": {
    reported: "pods stay in ImagePullBackOff: nobody writes the endpoint's name into its zone",
    change: endpoint("link"),
    finds: [["unreachable-registry", "registry"]],
  },
  "endpoint-zone-without-a-link": {
    reported: "pods stay in ImagePullBackOff: the nodes' network does not see the endpoint's zone",
    change: endpoint("group"),
    finds: [["unreachable-registry", "registry"]],
  },
  "closed-vault-without-an-endpoint": {
    reported: "pods do not start: the vault is closed to the public, and has no endpoint",
    change: { set: { vault: { properties: { publicNetworkAccess: "Disabled" } } } },
    finds: [["unreachable-vault", "vault"]],
  },
  "authorised-ranges-with-the-way-out": {
    reported: "nothing: the nodes' way out is in the authorised ranges",
    change: natGateway(["198.51.100.0/24", "203.0.113.8/32"]),
    finds: [],
  },
  "authorised-ranges-without-the-way-out": {
    reported: "nodes do not join: the API server does not let in the address that they leave by",
    change: natGateway(["198.51.100.0/24"]),
    finds: [["authorized-ranges-without-egress", "cluster"]],
  },
  "authorised-ranges-of-everybody": {
    reported: "whole internet reaches the API server: Pulumi's own template for AKS has the range 0.0.0.0/0",
    change: natGateway(["0.0.0.0/0"]),
    finds: [["ranges-of-everybody", "cluster"]],
  },
  "private-api-server-without-a-name": {
    reported: "a private API server has no name: neither a zone nor a public one",
    change: { set: { cluster: { apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: "none", enablePrivateClusterPublicFQDN: false } } } },
    finds: [["api-server-without-name", "cluster"], ["private-api-server", "cluster", "in the nodes' network"]],
  },
};
